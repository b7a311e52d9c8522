"""Who said it: Quote -> Attribution within an article, and Attribution -> Speaker across articles.

`attribute` finds the speaker of each quotation of an article. `speaker_registry` recognises
speakers in article after article by their names; `name_matching` gives the keys to store them
under.

Order: sentence_words, name_runs, noun_phrases, titles, grammatical_roles, references,
person_evidence, mentions, entities, definite_descriptions, name_clusters, coreference, discourse,
source_words, described_sources, explicit_sources, implicit_sources, attribute, name_matching,
entity_resolution, speaker_registry.
"""

__all__ = ["attribute", "name_matching", "speaker_registry"]
