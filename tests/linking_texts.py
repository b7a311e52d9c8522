"""Made-up texts of nonsense words that share exactly so much, for the thresholds of linking."""

from quotetrack.linking.classifier import MatchClassifier
from quotetrack.linking.text_pair import TextPair, prepare
from quotetrack.records import SpeakerAgreement, Version


class Anything(dict):
    """A weight of 0 for whatever evidence there is."""

    def __missing__(self, name):
        return 0.0


ALWAYS = MatchClassifier(Anything(), 100.0, 0.5)  # takes any two texts for versions
NEVER = MatchClassifier(Anything(), -100.0, 0.5)


def words(number, start=0, letter="w"):
    """So many different words that occur nowhere else; each is rare and carries content."""
    return [f"{letter}{place}" for place in range(start, start + number)]


def variant(runs, tail, fill=1):
    """Two texts: the first has the runs and the tail, the second the runs apart, without the tail.

    runs: the sizes of the runs of common words. tail: words that only the first text has. fill:
    words that the second text has between the runs.
    """
    first, second, place = [], [], 0
    for number, size in enumerate(runs):
        run = words(size, place)
        first += run
        second += run
        place += size
        if number < len(runs) - 1:
            second += words(fill, number * fill, "x")
    first += words(tail, 0, "y")
    second += words(max(0, len(first) - len(second)), 0, "z")
    return " ".join(first), " ".join(second)


def text_pair(one, other, kinds=("direct", "direct"), speakers=SpeakerAgreement.SAME, **more):
    """Two texts as a pair, of these kinds and speakers."""
    return TextPair(
        prepare(one, kinds[0]),
        prepare(other, kinds[1]),
        None,
        speakers,
        frozenset(kinds),
        **more,
    )


def version(text, article="a", id=None, kind="direct", name="Ada Lind", **more):
    """A version said by Ada Lind in article a, unless said otherwise."""
    speaker = more.pop("speaker", name)
    return Version(id or f"{article}1", article, text, kind, speaker=speaker, name=name, **more)
