"""Picture galleries that are run into a line."""

import pytest

from quotetrack.readers import galleries

DATE = "Mon, June 3, 2019"
BUTTON = "Play slideshow"


def marked(*parts):
    """The texts that are marked as boilerplate in a line of these pieces."""
    text, pieces = "", []
    for part in parts:
        pieces.append((len(text), len(text) + len(part), None))
        text += part + "   "
    return [text[a:b] for a, b, kind in galleries.mark(text, pieces) if kind == "boilerplate"]


@pytest.mark.parametrize(("between", "found"), [(7, True), (8, False)])
def test_the_title_of_a_gallery_is_near_its_button(between, found):
    """The dated title is looked for in the last eight pieces before the button."""
    title = f"The fall in pictures {DATE}"
    pieces = marked("Prose.", title, *["Filler."] * between, BUTTON)
    assert (title in pieces) is found and "Prose." not in pieces


@pytest.mark.parametrize(("length", "begins"), [(200, "x "), (202, "Mon")])
def test_a_title_far_before_the_date_is_prose(length, begins):
    """Where much text is before the date, the gallery begins with the date."""
    assert marked("x " * (length // 2) + DATE, BUTTON)[0].startswith(begins)


def test_the_counter_and_one_caption_follow_the_button():
    """At most two pieces after a button belong to the gallery."""
    after = ["Jo Bell1 of 12", "Jo Bell1 of 11", "Jo Bell1 of 10"]
    assert marked(BUTTON, *after) == [BUTTON, *after[:2]]


@pytest.mark.parametrize(("length", "found"), [(300, True), (301, False)])
def test_a_long_piece_after_the_button_is_prose(length, found):
    """A caption is short."""
    caption = "Jo Bell1 of 12 " + "x" * (length - 15)
    assert (caption in marked(BUTTON, caption, "Prose.")) is found
