"""From articles to extractions, their pieces and their JSON."""

from dataclasses import replace

import pytest
from stand_in_parser import Splitter, fail
from stories import TEXTS, incoming, lines

from quotetrack.readers import files
from quotetrack.records import Article, Attribution, Quote
from quotetrack.tracking import pipeline


@pytest.fixture
def told(tmp_path):
    path = tmp_path / "told.jsonl"
    path.write_text("\n".join(lines()), encoding="utf-8")
    return [str(path)]


def test_extract_lines_come_back_the_same(told):
    """What `extract --with-text` writes is read in with the same spans, speakers and kinds."""
    extraction = next(pipeline.extracted(files.read(told, {}, fail), Splitter(), fail))
    line = pipeline.as_line(extraction, with_text=True)
    assert line["text"] == TEXTS[line["id"]][2]
    again = next(
        pipeline.extracted([incoming(extraction.article, *line["quotes"])], Splitter(), fail)
    )
    assert [q.content for q in again.quotes] == [q.content for q in extraction.quotes]
    assert [a.name for a in again.attributions] == [a.name for a in extraction.attributions]


def test_modality_survives_extract_and_ingest():
    """`extract` writes how a thing was reported, and reads it back."""
    text = "The mayor has not said that the wall will hold."
    quote = Quote("a0", ((28, 46),), (), (), "indirect", text[28:46], 0.9, "said", "negated")
    line = pipeline.as_line(
        pipeline.Extraction(
            Article("a0", text),
            (quote,),
            (Attribution(quote.id, None, "unknown", None, 0.8, "none"),),
            (),
        )
    )
    assert line["quotes"][0]["modality"] == "negated"
    again = next(
        pipeline.extracted([incoming(Article("a0", text), *line["quotes"])], Splitter(), fail)
    )
    assert again.quotes[0].modality == "negated"


SPOKEN = "“The wall leaks,” said Ann Roe. “We told them.” Tom Hill, the mayor, said it does not."


def told_whole(*contents, name="Ann Roe", text=SPOKEN):
    """An extraction of one quotation with these words."""
    spans = tuple((text.index(words), text.index(words) + len(words)) for words in contents)
    quote = Quote("a0", spans, (), (), "direct", " ... ".join(contents), 0.9, "said")
    return pipeline.Extraction(
        Article("a0", text),
        (quote,),
        (Attribution(quote.id, name, "person", "the engineer", 0.8, "named"),),
        (),
    )


def test_pieces_keep_their_speaker():
    """Each piece has an attribution of its own with the speaker of the whole, and ids that fit."""
    cut = pipeline.in_pieces(told_whole("The wall leaks", "We told them."))
    assert [q.text for q in cut.quotes] == ["The wall leaks", "We told them."]
    assert [a.quote_id for a in cut.attributions] == [q.id for q in cut.quotes]
    assert {(a.name, a.descriptor, a.score) for a in cut.attributions} == {
        ("Ann Roe", "the engineer", 0.8)
    }


def test_what_has_one_piece_stays_as_it_is():
    """One sentence stays whole, and an extraction that is cut already stays as it is."""
    whole = told_whole("The wall leaks")
    assert pipeline.in_pieces(whole) == whole
    once = pipeline.in_pieces(told_whole("The wall leaks", "We told them."))
    assert pipeline.in_pieces(once) == once


def test_a_piece_that_is_there_already_is_stored_once():
    """A piece that is also a quotation of its own is kept once, in text order."""
    whole, part = told_whole("The wall leaks", "We told them."), told_whole("We told them.")
    both = replace(
        whole,
        quotes=whole.quotes + part.quotes,
        attributions=whole.attributions + part.attributions,
    )
    assert [q.text for q in pipeline.in_pieces(both).quotes] == ["The wall leaks", "We told them."]


def test_sentences_survive_extract_and_ingest():
    """`extract --with-text` writes where the sentences are."""
    text = "The dam held. It rained."
    extraction = pipeline.Extraction(Article("a0", text), (), (), ((0, 13), (14, 24)))
    line = pipeline.as_line(extraction, with_text=True)
    assert line["sentences"] == [[0, 13], [14, 24]]
    assert "sentences" not in pipeline.as_line(extraction)
