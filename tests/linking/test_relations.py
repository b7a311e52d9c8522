"""The rules and thresholds of relations, each on both sides of its boundary."""

import pytest
from linking_texts import ALWAYS, NEVER, text_pair, variant, words

from quotetrack.linking.relations import relation, rule_based
from quotetrack.records import SpeakerAgreement

SAME, UNKNOWN, OTHER = (
    SpeakerAgreement.SAME,
    SpeakerAgreement.UNKNOWN,
    SpeakerAgreement.OTHER,
)
DIRECT, REPORTED = ("direct", "direct"), ("direct", "indirect")


def name_of(found):
    return found and found.name


@pytest.mark.parametrize(("number", "expected"), [(3, None), (4, "verbatim")])
def test_a_text_of_an_unknown_speaker_needs_four_words(number, expected):
    """Three words are common property unless the speaker is the same."""
    text = " ".join(words(number))
    assert name_of(rule_based(text_pair(text, text, speakers=UNKNOWN))) == expected
    assert name_of(rule_based(text_pair(text, text, speakers=SAME))) == "verbatim"


@pytest.mark.parametrize(("number", "expected"), [(7, None), (8, "verbatim")])
def test_reports_without_quoted_words_need_eight(number, expected):
    """Two reports without quoted words by an unknown speaker need twice as many words."""
    text = " ".join(words(number))
    pair = text_pair(text, text, ("indirect", "indirect"), UNKNOWN)
    assert name_of(rule_based(pair)) == expected


@pytest.mark.parametrize(("number", "expected"), [(5, None), (6, "verbatim")])
def test_words_in_another_mouth_need_six(number, expected):
    """Under two names, five words are common property unless all of them carry content."""
    text = " ".join([*words(4), "of", "the"][:number])
    assert name_of(rule_based(text_pair(text, text, speakers=OTHER))) == expected


@pytest.mark.parametrize(("content", "expected"), [(4, None), (5, "edited")])
def test_an_edited_version_in_another_mouth_shares_five_content_words(content, expected):
    """Under two names, four content words in common are too few for an edited version."""
    one, other = variant([content], 1)
    assert name_of(rule_based(text_pair(f"the {one}", other, speakers=OTHER))) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [("last qqq zzq", None), ("day qqq zzq", "verbatim")],
    ids=["weighs 2.47", "weighs 2.53"],
)
def test_words_in_another_mouth_must_be_telling(content, expected):
    """Under two names, the content of a short text must weigh 2.5."""
    text = f"{content} of the and it"
    assert name_of(rule_based(text_pair(text, text, speakers=OTHER))) == expected


@pytest.mark.parametrize(
    ("kinds", "speakers", "run", "least"),
    [
        (DIRECT, SAME, 3, 60),
        (REPORTED, SAME, 3, 80),
        (REPORTED, SAME, 4, 75),
        (DIRECT, OTHER, 3, 70),
    ],
    ids=["direct", "reported", "reported, with a run of four", "other speaker"],
)
@pytest.mark.parametrize("missing", [0, 1])
def test_an_edited_version_shares_most_words(kinds, speakers, run, least, missing):
    """Of a hundred words so many must stand in the other text in the same order."""
    common = least - missing
    sizes = [run] * (common // run) + [common % run] * bool(common % run)
    one, other = variant(sizes, 100 - common)
    expected = None if missing else "edited"
    assert name_of(rule_based(text_pair(one, other, kinds, speakers))) == expected


@pytest.mark.parametrize(("run", "expected"), [(2, None), (3, "edited")])
def test_an_edited_version_has_three_words_in_a_row(run, expected):
    """Words that are scattered one by one or two by two make no edited version."""
    one, other = variant([run] * (24 // run), 2)
    assert name_of(rule_based(text_pair(one, other))) == expected


@pytest.mark.parametrize(("extra", "expected"), [(0, "edited"), (1, None)])
def test_common_words_stand_close_together(extra, expected):
    """Forty common words may spread over a hundred of the other text, and no more."""
    one, _ = variant([4] * 10, 0)
    runs = [one.split()[start : start + 4] for start in range(0, 40, 4)]
    gaps = [6] * 8 + [12 + extra]
    other = []
    for place, (run, gap) in enumerate(zip(runs, [*gaps, 0], strict=True)):
        other += run + words(gap, 100 * place, "x")
    assert name_of(rule_based(text_pair(one, " ".join(other)))) == expected


@pytest.mark.parametrize(
    ("runs", "tail", "speakers", "expected"),
    [
        ([6, 3, 3], 20, SAME, None),
        ([7, 3, 2], 20, SAME, "edited"),
        ([7, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1], 65, SAME, "edited"),
        ([7, 3, 3, 3, 3, 3, 3, 3, 3, 3], 66, SAME, None),
        ([13, 3], 20, UNKNOWN, None),
        ([14, 2], 20, UNKNOWN, "edited"),
    ],
    ids=[
        "six in a row",
        "seven in a row",
        "thirty-five per cent",
        "thirty-four per cent",
        "thirteen, speaker unknown",
        "fourteen, speaker unknown",
    ],
)
def test_a_long_run_makes_an_edited_version(runs, tail, speakers, expected):
    """Seven words in a row suffice if they are over a third; twice as many for unknown speakers."""
    one, other = variant(runs, tail)
    assert name_of(rule_based(text_pair(one, other, speakers=speakers))) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [(39, "end"), (40, "second half"), (60, "second half"), (61, "end")],
)
def test_what_was_dropped_is_called_half_within_a_tenth(part, expected):
    """A truncated version that keeps 40 to 60 per cent has lost a half."""
    whole = words(100)
    found = rule_based(text_pair(" ".join(whole), " ".join(whole[:part])))
    assert (found.name, found.evidence) == ("truncated", f"{expected} dropped")


@pytest.mark.parametrize(
    ("speakers", "score"),
    [
        (SpeakerAgreement.SAME, 1.0),
        (SpeakerAgreement.COMPATIBLE, 0.95),
        (SpeakerAgreement.ROLE, 0.9),
        (SpeakerAgreement.UNKNOWN, 0.9),
        (SpeakerAgreement.OTHER, 0.67),
        (SpeakerAgreement.NONE, 1.0),
    ],
)
def test_the_score_falls_with_doubt_about_the_speaker(speakers, score):
    """The same words score less where the speakers are not known to be one."""
    text = " ".join(words(12))
    assert rule_based(text_pair(text, text, speakers=speakers)).score == score


def test_scores_lie_in_the_range_of_their_relation():
    """A part scores .9 to 1 by its share, an edited version .6 to .9, quoted words .7."""
    whole = words(100)
    part = rule_based(text_pair(" ".join(whole), " ".join(whole[:50])))
    assert part.score == pytest.approx(0.95)
    edited = rule_based(text_pair(*variant([5] * 14, 30)))
    assert edited.score == pytest.approx(0.6 + 0.3 * 0.7)
    quoted = text_pair("qqq rrr “sss ttt” uuu", "vvv “sss ttt” www", ("mixed", "mixed"))
    assert relation(quoted, NEVER).score == pytest.approx(0.7)
    assert relation(text_pair("qqq rrr sss ttt", "uuu vvv qqq xxx"), ALWAYS).score == pytest.approx(
        0.9
    )


@pytest.mark.parametrize(("days", "linked"), [(7, True), (8, False)])
def test_quoted_words_are_one_utterance_within_a_week(days, linked):
    """The same words in quotation marks a week apart may be another utterance."""
    pair = text_pair("qqq rrr “sss ttt” uuu", "vvv “sss ttt” www", ("mixed", "mixed"), days=days)
    assert bool(relation(pair, NEVER)) is linked


@pytest.mark.parametrize(("common", "words_for"), [(12, "twelve of 15"), (13, "13 of 15")])
def test_numbers_to_twelve_are_spelt(common, words_for):
    """The evidence spells numbers up to twelve and writes larger ones in figures."""
    one, other = variant([common - 3, 3], 15 - common)
    assert rule_based(text_pair(one, other)).evidence == f"{words_for} words the same"


def test_the_classifier_decides_where_no_rule_does():
    """A pair that no rule settles is linked if the classifier is sure enough, and not otherwise."""
    pair = text_pair("qqq rrr sss ttt", "uuu vvv qqq xxx")
    assert rule_based(pair) is None
    assert relation(pair, NEVER) is None
    assert relation(pair, ALWAYS).name == "paraphrase"


@pytest.mark.parametrize("classifier", [NEVER, ALWAYS], ids=["never", "always"])
def test_a_negation_in_a_short_text_is_another_utterance(classifier):
    """Seven words of which one text denies are two utterances; in eight it is an edit."""
    one, other = " ".join(words(6)), " ".join(words(6))
    assert relation(text_pair(f"{one} x", f"not {other}"), classifier) is None
    one, other = " ".join(words(7)), " ".join(words(7))
    assert relation(text_pair(f"{one} x", f"not {other}"), classifier).name == "edited"
