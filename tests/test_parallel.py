"""Another process that works ahead: what comes out, and what happens when one of the two ends."""

import os
import signal

import pytest

from quotetrack.errors import InputError
from quotetrack.parallel import AT_ONCE, ahead


def numbers(count):
    yield from range(count)


def failing(count):
    yield from range(count)
    raise InputError("enough")


def dying(count):
    yield from range(count)
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("count", [0, 1, AT_ONCE, 2 * AT_ONCE + 1])
def test_everything_comes_in_order(count):
    """Whatever the number, nothing is lost, doubled or turned round."""
    assert list(ahead(numbers, count)) == [*range(count)]


def test_an_exception_there_is_raised_here():
    """What went wrong over there arrives with its words, after what was made before it."""
    got = []
    with pytest.raises(InputError, match="enough"):
        for item in ahead(failing, 2 * AT_ONCE):
            got.append(item)
    assert got == [*range(2 * AT_ONCE)]


def test_a_process_that_is_killed_is_noticed():
    """Nobody waits for one that is gone."""
    with pytest.raises(RuntimeError, match="ended before its work"):
        list(ahead(dying, 3))


def test_who_stops_listening_ends_it():
    """The process does not outlive the one that reads from it, however much it has left to say."""
    stream = ahead(numbers, 10_000_000)
    assert next(stream) == 0
    stream.close()
