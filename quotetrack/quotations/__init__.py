"""Parse -> Quote: finds the direct, indirect and mixed quotations of an article.

An article travels once through the steps that `extract.found` lists. Each of its paragraphs gets
its quoted spans and its reporting clauses (`paragraphs`); rules match the two, look for the
cue or name beside the spans that are left over, and part outer quotations from nested ones
(`rules`); what a speaker says in several parts becomes one quotation (`multipart`); the findings
of the rules and of the tagger are put side by side (`candidates`); and a model says how sure each
one is and which source is the right one (`confidence`). Other packages call `extract` for the
quotations of an article and `multipart` for the pieces of one; `confidence` is for fitting.

Order: quote_fields, overlaps, source_phrases, modality, clausal_complements, complements,
content_boundaries, reporting_clauses, unmarked_speech, paragraphs, unclaimed_quotes, pull_quotes,
multipart, rules, candidates, confidence, extract.
"""

__all__ = ["confidence", "extract", "multipart"]
