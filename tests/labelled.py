"""Gold quotations, predictions and links made up for the tests of evaluation."""

import json

from quotetrack.evaluation import quotation_metrics

MINE = (
    'The mine is safe, Rosa Quist said. "Nobody was hurt in the fall," she added. '
    'Union men called it "a close shave" for all.'
)
TRAM = 'The mayor hopes that trams will pay for themselves. "We shall see," a driver told the Echo.'


def at(text, *parts):
    """The spans of some words of a text."""
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


def row(text, content, source=(), cue=(), **other):
    """A quotation whose content, source and cue are given as words of the text."""
    parts = {"content": content, "source": source, "cue": cue}
    return {
        key: at(text, *([part] if isinstance(part, str) else part)) for key, part in parts.items()
    } | other


def articles():
    """Two articles with five labels: two direct, two indirect, one mixed."""
    return [
        {
            "id": "mine",
            "text": MINE,
            "attributions": [
                row(MINE, "The mine is safe", "Rosa Quist", "said", kind="indirect"),
                row(MINE, '"Nobody was hurt in the fall,"', "she", "added", kind="direct"),
                row(MINE, 'it "a close shave" for all', "Union men", "called", kind="mixed"),
            ],
        },
        {
            "id": "tram",
            "text": TRAM,
            "attributions": [
                row(
                    TRAM,
                    "that trams will pay for themselves",
                    "The mayor",
                    "hopes",
                    kind="indirect",
                ),
                row(TRAM, '"We shall see,"', "a driver", "told", kind="direct"),
            ],
        },
    ]


def found():
    """Predictions for them: two correct, one wrong source, one too short, one spurious."""
    return {
        "mine": [
            row(
                MINE,
                "The mine is safe",
                "Rosa Quist",
                "said",
                construction="clause",
                reason="clause after said; named as the source",
            ),
            row(
                MINE,
                "Nobody was hurt in the fall",
                "Rosa Quist",
                "added",
                construction="clause",
                reason="clause after added; she: Rosa Quist",
            ),
            row(
                MINE,
                "shave",
                "Union men",
                "called",
                construction="beside",
                reason="beside called; described, not named",
            ),
        ],
        "tram": [
            row(
                TRAM,
                "We shall see",
                "driver",
                "told",
                construction="clause",
                reason="clause after told; described, not named",
            ),
            row(
                TRAM,
                "the Echo",
                construction="quotation marks without a cue",
                reason="quotation marks without a cue; no source is printed",
            ),
        ],
    }


def figures(text, gold, predicted, view="attributions", kind="all", min_words=4):
    """The metrics of one article with these labels and predictions."""
    return quotation_metrics.score(
        [{"id": "x", "text": text, "attributions": gold}], {"x": predicted}, min_words
    )[view][kind]


def side(article, start, end, speaker="Ida Holm"):
    """One side of a link."""
    return {
        "article": article,
        "start": start,
        "end": end,
        "text": f"words of {article}",
        "speaker": speaker,
    }


def pair(a, b, relation="verbatim", **other):
    """A link, labelled or predicted."""
    return {"a": a, "b": b, "relation": relation, **other}


def as_lines(rows):
    """The rows as JSON Lines."""
    return "".join(json.dumps(row) + "\n" for row in rows)
