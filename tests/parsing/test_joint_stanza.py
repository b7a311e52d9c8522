"""The network inside stanza's own pipeline."""

import re

import pytest

pytestmark = pytest.mark.stanza
joint_stanza = pytest.importorskip("quotetrack.parsing.joint_stanza")
TEXT = "“It leaks,” said Ana Ruiz, a lawyer.\n\nHe can't say more."


@pytest.fixture(scope="module")
def pipeline():
    return joint_stanza.pipeline()


def test_document(pipeline):
    """The pipeline gives stanza's Document: offsets, contractions, trees, entities."""
    document = pipeline(TEXT)
    tokens = [t for s in document.sentences for t in s.tokens]
    assert [TEXT[t.start_char : t.end_char] for t in tokens] == [t.text for t in tokens]
    assert [w.text for w in document.sentences[-1].words][1:3] == ["ca", "n't"]
    assert [e.text for e in document.entities] == ["Ana Ruiz"]
    assert f"{document:C}".count("\t") == 9 * (document.num_words + 1)  # one contraction


def test_many_documents_at_once(pipeline):
    """Documents come back in order, each as if it were alone."""
    texts = [TEXT, "", "No."]
    together = pipeline.bulk_process(texts)
    assert [f"{d:C}" for d in together] == [f"{pipeline(t):C}" for t in texts]


def test_given_words(pipeline):
    """Words of another tokenizer are taken as they are."""
    import stanza

    words = ["Ana", "Ruiz", "spoke", "."]
    document = stanza.Document([[{"id": i, "text": w} for i, w in enumerate(words, 1)]])
    for name in ("pos", "lemma", "depparse", "ner"):
        pipeline.processors[name].process(document)
    assert [w.upos for w in document.iter_words()] == ["PROPN", "PROPN", "VERB", "PUNCT"]
    assert [t.ner for t in document.iter_tokens()] == ["B-Person", "E-Person", "O", "O"]


@pytest.mark.parametrize(
    ("tags", "found"),
    [
        (["B-A", "I-A", "E-A"], ["B-A", "I-A", "E-A"]),
        (["B-A", "O"], ["S-A", "O"]),
        (["B-A", "I-A", "O"], ["B-A", "E-A", "O"]),
        (["S-A", "B-A", "E-A"], ["S-A", "B-A", "E-A"]),
    ],
)
def test_entities_of_tokens(tags, found):
    """An entity whose last word is a part of a contraction ends with the contraction."""
    assert joint_stanza.bioes(tags) == found


@pytest.mark.parametrize(
    "text", ['Ruiz, "who knows," left.', "It's 5% (or less): “Go”", 'He said "No!" twice']
)
def test_spaces_of_given_words(text):
    """Where only words are given, they are put together as print has them."""

    tokens = re.findall(r"['’]s|\w+|[^\w\s]", text)
    spaces = joint_stanza.printed(tokens)
    assert "".join(before + tokens[number] for number, before in spaces) == text
