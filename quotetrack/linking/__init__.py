"""Linking: which quotations and sentences are versions of one another, and what changed.

Pure functions over texts; nothing here knows a database, so other engines can reuse them. Start
with `compare` for two versions and `blocking` for many; both need a `classifier`, loaded once.
`posting_lists`, `blocking_keys`, `prefilter` and `sentence_shingles` are the pieces of an index
that lives elsewhere.

Order: thresholds, hashing, speaker_agreement, text_pair, evidence, classifier, embeddings,
relations, partial_matches, segments, change_types, alignment, attribution_changes, compare,
posting_lists, vocabulary, sentence_shingles, blocking_keys, name_agreement, prefilter, blocking.
"""

__all__ = [
    "alignment",
    "blocking",
    "blocking_keys",
    "classifier",
    "compare",
    "embeddings",
    "posting_lists",
    "prefilter",
    "sentence_shingles",
    "speaker_agreement",
    "text_pair",
    "thresholds",
    "vocabulary",
]
