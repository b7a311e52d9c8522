"""Normalised text."""

from quotetrack.language.normalize import replace_surrogates


def test_replace_surrogates():
    """Every string in a value loses its lone surrogates, one for one."""
    assert replace_surrogates({"a\ud800": ["\udfffb", 1, None, {"c": "é\ud83d"}]}) == {
        "a\ufffd": ["\ufffdb", 1, None, {"c": "é\ufffd"}]
    }
