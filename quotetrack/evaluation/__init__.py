"""How well quotations and links agree with gold labels.

`labels` reads gold and prediction files, `quotation_metrics.score` and `link_metrics.score` give
precision, recall and F1, and `error_analysis` and `link_errors` group the errors with examples.

Order: labels, gold_tokens, quotation_matching, quotation_metrics, error_analysis, link_metrics,
link_errors.
"""

__all__ = [
    "error_analysis",
    "labels",
    "link_errors",
    "link_metrics",
    "quotation_matching",
    "quotation_metrics",
]
