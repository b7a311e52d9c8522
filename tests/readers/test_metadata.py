"""What a plain text says about itself."""

import pytest

from quotetrack.readers.metadata import from_text

BODY = (
    "The harbour board will meet again on Monday to decide who pays for the new crane.\n\n"
    "It may take all night, the clerk said.\n"
)

CASES = [
    ("nothing", BODY, {}),
    (
        "address",
        f"Who pays for the crane?\nhttps://www.gazette.example/2019/05/02/crane\n\n{BODY}",
        {
            "title": "Who pays for the crane?",
            "url": "https://www.gazette.example/2019/05/02/crane",
            "outlet": "gazette.example",
            "date": "2019-05-02",
        },
    ),
    ("date line", f"08:15, Thu, May 2, 2019\n\n{BODY}", {"date": "2019-05-02T08:15"}),
    (
        "date and byline",
        f" date 2019-05-02 By Dana Holt and Sam Weiss\n{BODY}",
        {"date": "2019-05-02", "byline": "Dana Holt and Sam Weiss"},
    ),
    (
        "byline and date",
        f"By Dana Holt | 2 May 2019\n\n{BODY}",
        {"date": "2019-05-02", "byline": "Dana Holt"},
    ),
    (
        "print edition",
        f"{BODY}\nA version of this article appeared in the print edition of The Gazette on "
        "May 02, 2019, with a picture.",
        {"outlet": "The Gazette", "date": "2019-05-02"},
    ),
    ("agency at the end", f"{BODY}\nAFP\n", {"byline": "AFP"}),
    ("a date in prose is not the article's", f"{BODY}\nOn May 2, 2019 the crane fell.", {}),
]


@pytest.mark.parametrize(("text", "facts"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_from_text(text, facts):
    """Address, outlet, date, title and byline are taken only where the text plainly has them."""
    assert from_text(text) == facts


@pytest.mark.parametrize(("length", "found"), [(499, True), (500, False)])
def test_a_long_stretch_of_boilerplate_names_no_edition(length, found):
    """A notice about the print edition is short."""
    notice = "{{ print edition of The Gazette on May 2, 2019 "
    text = f"{BODY}\n{notice.ljust(length - 2, 'x')}}}}}\n"
    assert ("outlet" in from_text(text)) is found
