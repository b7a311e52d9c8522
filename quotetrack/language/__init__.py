"""What is known about a language: word lists, names, titles, numbers, dates, quotation marks.

Everything here works on plain strings and knows nothing of articles or databases. `lexicon` reads
the word lists in `en/`; `tokens` gives the normalised tokens by which texts are compared.

Order: lexicon, normalize, titles, dates, spelling, query_match, numbers, stemming, tokenizer,
tokens, frequency, quotation_marks, sentences, names.
"""

__all__ = [
    "dates",
    "frequency",
    "lexicon",
    "names",
    "normalize",
    "numbers",
    "query_match",
    "quotation_marks",
    "sentences",
    "spelling",
    "stemming",
    "titles",
    "tokens",
]
