"""Whether two speakers may be one, by what their articles call them."""

import pytest

from quotetrack.linking.speaker_agreement import agreement, is_description
from quotetrack.records import Version


def version(name, article="a", **more):
    return Version(article, article, "We will rebuild the harbour", "direct", name=name, **more)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ada Lind", "Dr Ada Lind", "same"),
        ("the harbour board", "Harbour Board", "same"),
        ("Ada Lind", "Lind", "compatible"),
        ("industry sources in Oslo", "the sources in Oslo", "compatible"),
        ("Ada Lind", "Ada Lind Jr", "unknown"),
        ("Ada Lind", "Eva Lind", "other"),
        ("Ada Lind", None, "unknown"),
        ("", "", "unknown"),
        ("Ada Lind", "the harbour master", "unknown"),
        ("the pilots", "the fishermen", "unknown"),
    ],
)
def test_speakers_agree_by_name(one, other, expected):
    """Titles and articles do not part a name; a part of a name may be the same; of a junior, and of a description, nothing is known."""
    a, b = version(one), version(other, "b")
    assert agreement(a, b) == agreement(b, a) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Anna J. Lind", "Anna Lind", "compatible"),
        ("Anna J. Lind", "Anna K. Lind", "other"),
        ("Bob Karlsen", "Robert Karlsen", "compatible"),
        ("Anna J. Lind Jr.", "Anna Lind", "unknown"),
        ("Eva Cristensen", "Eva Christensen", "compatible"),
        ("Mark Lind", "Mary Lind", "other"),
        ("Eva Christensen", "Eva Karlsen", "other"),
        ("Harbour Board", "Harbour Bureau", "other"),
    ],
)
def test_spellings_of_one_name_agree(one, other, expected):
    """A middle name, a short form or one wrong letter in a long word do not make another speaker; a generation leaves it open."""
    assert (
        agreement(version(one), version(other, "b"))
        == agreement(version(other), version(one, "b"))
        == expected
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            version("the harbour master"),
            version("Ada Lind", "b", descriptor="harbour master of Oslo"),
            "role",
        ),
        (
            version("the ferry spokeswoman"),
            version("Eva Holm", "b", printed="Ferry spokeswoman Eva Holm"),
            "role",
        ),
        (
            version("the harbour master"),
            version("Ada Lind", "b", descriptor="a painter"),
            "unknown",
        ),
        (
            version("Bo Karlsen", descriptor="harbour master"),
            version("Ada Lind", "b", descriptor="harbour master"),
            "other",
        ),
        (version("Ada Lind", speaker="1"), version("someone else", "b", speaker="1"), "same"),
    ],
)
def test_a_description_may_be_the_role_of_a_name(one, other, expected):
    """A description agrees with a name whose article describes it so; two names never agree by their roles; one id is one speaker."""
    assert agreement(one, other) == agreement(other, one) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lind", False),
        ("the Harbour Board", False),
        ("the University of Oslo", False),
        ("the harbour master", True),
        ("a NATO official", True),
        ("her sister", True),
        ("some", True),
        ("Lind's lawyers", True),
    ],
)
def test_descriptions_are_told_from_names(name, expected):
    """A name has capitals throughout its head; a description does not."""
    assert is_description(name) is expected
