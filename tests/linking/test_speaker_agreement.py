"""Whether two speakers may be one, judging by what their articles call them."""

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
    """Titles and articles are ignored; part of a name may be the same; a junior is left open."""
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
    """A middle name, short form or misspelling is compatible; a generation leaves it open."""
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
            version("Eva Holm", "b", source_text="Ferry spokeswoman Eva Holm"),
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
    """A description agrees with a name so described; two names never agree by role; one id does."""
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
    """The head of a name has capitals throughout; that of a description does not."""
    assert is_description(name) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("Eva Lindh", "Eva Lindt", "compatible"), ("Eva Lind", "Eva Lint", "other")],
    ids=["five letters", "four letters"],
)
def test_a_misspelling_needs_a_long_word(one, other, expected):
    """One other letter makes another name of a word of four letters, and a misspelling of five."""
    assert agreement(version(one), version(other, "b")) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [("constitution", "role"), ("aircraft", "unknown")],
    ids=["weighs .80", "weighs .79"],
)
def test_a_shared_role_needs_a_telling_word(noun, expected):
    """Two descriptions are one role if the words that they share weigh .8."""
    one, other = f"the {noun} painter", f"the {noun} tailor"
    assert agreement(version(one), version(other, "b")) == expected
