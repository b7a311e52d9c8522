"""Full-text search that tolerates wrong, missing and misspelt words.

The phrase is tried first, then all words, then most words; a word that nobody used is replaced by
known words of nearly the same spelling. `query_match.relevance` scores what is found, 0 to 1.
"""

from __future__ import annotations

import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from quotetrack.language import lexicon, normalize, query_match, spelling
from quotetrack.language.query_match import QueryTerm
from quotetrack.store.sql import BY_NUMBER, IN_LIST, as_json, column, scalar

Hit = tuple[int, str, float]  # row number of a quotation, its claim, its likeness to the question
Spellings = Mapping[str, Mapping[str, float]]  # word asked -> known spellings and their likeness

# tuned on made-up questions over the example articles and an archive of a million quotations
MANY = 500  # rows that one search word or pair of words may bring in
LONGEST_QUESTION = 64  # words of a question that are looked at
PHRASE = 6  # words in a row that are looked up as they stand
GOOD = 0.7  # likeness from which a hit of the exact search counts
FAIR = 0.5  # likeness from which a hit of the search for most words counts
GRAMMAR_WORD = 0.2  # share of its weight that a grammar word counts with
RAREST = 6  # words that are enough to find quotations with every word
MOST_WORDS = 24  # words of a question that are looked up one by one
PAIRED = 5  # the heaviest of them are looked up in pairs, too
CANDIDATES = 60  # quotations with most of the words that are scored
LONGEST_WORD = 40  # letters of a word that may be misspelt
NEAREST = 60  # known words with the most common trigrams whose spelling is compared


def find_quotations(conn: sqlite3.Connection, question: str) -> list[Hit]:
    """Quotations that contain the words of a question, in any spelling."""
    words = _without_repeats(normalize.search_terms(question))[:LONGEST_QUESTION]
    if not words:
        return []
    size = scalar(conn, "select coalesce(max(number), 0) from quotes")
    found = {word: phrase_matches(conn, word) for word in dict.fromkeys(words)}
    spellings = {
        word: {word: 1.0} if found[word] else dict(near_words(conn, word)) for word in found
    }
    weight = _weights(found, spellings, size)
    asked = [QueryTerm(spellings[word], weight[word]) for word in words]
    if all(found.values()):
        phrase = _most_specific(words, weight)
    else:
        phrase = normalize.plain(question).split()[:LONGEST_QUESTION]
    exact = phrase_matches(conn, " ".join(phrase))
    if all(spellings.values()):
        exact += _with_all_words(conn, spellings, weight)
    hits = _scored(conn, asked, exact, GOOD)
    return hits or _scored(conn, asked, _with_most_words(conn, spellings, weight, found), FAIR)


def near_words(conn: sqlite3.Connection, word: str, limit: int = 4) -> list[tuple[str, float]]:
    """Known words that a misspelt one may stand for, the nearest first, each with its likeness."""
    slips = spelling.max_edits(word)
    if len(word) > LONGEST_WORD or not slips:
        return []
    near = column(
        conn,
        f"""select word from (
          select word as id, count(*) as shared from word_trigrams
          where trigram in {IN_LIST} and size between ? and ?
          group by word order by shared desc limit {NEAREST}) join words using (id)""",
        as_json(sorted(spelling.trigrams(word))),
        len(word) - slips,
        len(word) + slips,
    )
    swapped = as_json(sorted(spelling.transpositions(word)))
    near += column(conn, f"select word from words where word in {IN_LIST}", swapped)
    ranked = sorted((spelling.edit_distance(word, other), other) for other in set(near))
    return [
        (other, 1 - count / max(len(word), len(other))) for count, other in ranked if count <= slips
    ][:limit]


def phrase_matches(conn: sqlite3.Connection, words: str) -> list[int]:
    """The row numbers of quotations that contain these words in a row, in the order of ingest."""
    return _full_text(conn, _phrase(words))


def any_of(spellings: Iterable[str]) -> str:
    """A full-text query for any of several spellings."""
    return "(" + " OR ".join(_phrase(spelling) for spelling in spellings) + ")"


def all_of(words: Iterable[Iterable[str]]) -> str:
    """A full-text query for all of several words, each in any of its spellings."""
    return " AND ".join(any_of(spellings) for spellings in words)


def inverse_frequency(matches: Sequence[int], size: int) -> float:
    """log(1 + N/df): how specific a word is among `size` quotations, given those that have it.

    Matches stop at MANY; the document frequency is then estimated from how far they reached.
    """
    frequency = len(matches) if len(matches) < MANY else len(matches) * size / matches[-1]
    return math.log(1 + size / (frequency + 0.5))


def _full_text(conn: sqlite3.Connection, query: str) -> list[int]:
    """The row numbers of quotations that match a full-text query, in the order of ingest."""
    return column(
        conn, "select rowid from quotes_fts where quotes_fts match ? limit ?", query, MANY
    )


def _phrase(words: str) -> str:
    """A full-text query for words in a row; nothing in them is taken for an operator."""
    return '"' + words.replace('"', " ").replace("\0", " ") + '"'


def _without_repeats(words: Sequence[str]) -> list[str]:
    """The words without the third and further repetitions of one in a row."""
    return [
        word
        for place, word in enumerate(words)
        if place < 2 or not word == words[place - 1] == words[place - 2]
    ]


def _most_specific(words: Sequence[str], weight: Mapping[str, float]) -> Sequence[str]:
    """The few words in a row with the most weight: enough to find a quotation by."""
    starts = range(max(1, len(words) - PHRASE + 1))
    best = max(
        starts,
        key=lambda start: (sum(weight[word] for word in words[start : start + PHRASE]), -start),
    )
    return words[best : best + PHRASE]


def _weights(found: Mapping[str, list[int]], spellings: Spellings, size: int) -> dict[str, float]:
    """Each word's inverse frequency; an unknown word weighs what the known ones do on average."""
    grammar = lexicon.words("function_words")
    known = {
        word: inverse_frequency(found[word], size) * (GRAMMAR_WORD if word in grammar else 1)
        for word in found
        if spellings[word]
    }
    usual = sum(known.values()) / len(known) if known else 1.0
    return {word: known.get(word, usual) for word in found}


def _with_all_words(
    conn: sqlite3.Connection, spellings: Spellings, weight: Mapping[str, float]
) -> list[int]:
    """Quotations that contain every word, found by the rarest of them."""
    rarest = sorted(spellings, key=lambda word: -weight[word])[:RAREST]
    return _full_text(conn, all_of(spellings[word] for word in rarest))


def _with_most_words(
    conn: sqlite3.Connection,
    spellings: Spellings,
    weight: Mapping[str, float],
    found: Mapping[str, list[int]],
) -> list[int]:
    """The quotations that contain most of the words' weight."""
    known = sorted(
        (
            word
            for word in spellings
            if spellings[word] and word not in lexicon.words("function_words")
        ),
        key=lambda word: -weight[word],
    )
    held: dict[int, float] = defaultdict(float)
    for word in known[:MOST_WORDS]:
        for number in found[word] or _full_text(conn, any_of(spellings[word])):
            held[number] += weight[word]
    for pair in combinations(known[:PAIRED], 2):
        together = sum(weight[word] for word in pair)
        for number in _full_text(conn, all_of(spellings[word] for word in pair)):
            held[number] = max(held[number], together)
    return sorted(held, key=lambda number: (-held[number], number))[:CANDIDATES]


def _scored(
    conn: sqlite3.Connection, asked: Sequence[QueryTerm], numbers: Iterable[int], least: float
) -> list[Hit]:
    """Those of the quotations that are like the question, each with its likeness."""
    found = conn.execute(
        f"""select q.number, coalesce(claim_id, q.id), q.text from {BY_NUMBER}
        left join claim_quotes on quote = q.number""",
        (as_json(sorted(set(numbers))),),
    )
    hits = (
        (number, claim, query_match.relevance(asked, normalize.search_terms(text)))
        for number, claim, text in found
    )
    return [hit for hit in hits if hit[2] >= least]
