"""Contractions: tokens that are several words (don't, cannot, parents'), split by rules and a table
from the treebanks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

NEGATED = re.compile(
    r"(?i)(?:are|is|was|were|do|does|did|has|have|had|ca|could|would|should|wo|might|must|need|ought|ai|sha|dare)(?=n['’]t$)"
)
CLITIC = re.compile(r"(?i)[\w.)\]&*%°-]['’](?:s|re|ve|ll|d|m)$")
PLURAL = re.compile(r"(?i)\w[sxz]['’]$")
Table = Mapping[str, tuple[int, ...]]


def lengths(token: str, table: Table) -> tuple[int, ...]:
    """How many characters each word of a token has; one number if the token is a word."""
    known = table.get(token.lower().replace("’", "'"))
    if known:
        return known
    if "'" not in token and "’" not in token:
        return (len(token),)
    negated = NEGATED.match(token)
    if negated:
        return (negated.end(), len(token) - negated.end())
    if CLITIC.search(token):
        stem = max(token.rfind("'"), token.rfind("’"))
        return (stem, len(token) - stem)
    if PLURAL.search(token):
        return (len(token) - 1, 1)
    return (len(token),)
