"""The thresholds that decide when two texts are versions of one utterance.

The relation rules, the prefilter and the grouping of claims all read them here, so that the
prefilter never drops a pair which the rules accept. All were chosen by reading labelled pairs of
news quotations (the development half of the labelled links), not by a search over a score.
"""

MIN_WORDS = 4  # a shorter text needs the same speaker and a rare word
MIN_WORDS_OTHER_SPEAKER = 6  # shorter phrases under two names are common property ...
MIN_WEIGHT_OTHER_SPEAKER = 2.5  # ... and so is content that weighs less than this

# Edited versions: which share of the shorter side's words stands in the other in the same order.
MIN_SHARE_EDITED = 0.6
MIN_SHARE_REPORTED = 0.8  # where a side is reported speech; below it the pair is a paraphrase
MIN_SHARE_REPORTED_WITH_RUN = 0.75  # the same with MIN_WORDS words in a row
MIN_SHARE_OTHER_SPEAKER = 0.7
MAX_SPREAD = 2.5  # words of the longer side over which one common word may spread

LONG_RUN = 7  # words in a row that make two texts versions, whatever surrounds them ...
MIN_SHARE = 0.35  # ... provided they are this share of the shorter side

MAX_DAYS_QUOTED_WORDS = 7  # days within which one speaker's repeated quoted words are one utterance
