"""Databases for the tests of the store."""

import pytest
from shelf import (
    fill,
)

from quotetrack.store import (
    articles,
    connection,
)


@pytest.fixture
def db():
    db = connection.connect(":memory:")
    yield db
    db.close()


@pytest.fixture
def run(db):
    return articles.start_run(db, "1", "stand-in")


@pytest.fixture(scope="module")
def filled():
    db = connection.connect(":memory:")
    ids = fill(db)
    yield db.conn, ids
    db.close()


@pytest.fixture
def conn(filled):
    return filled[0]


@pytest.fixture
def ids(filled):
    return filled[1]
