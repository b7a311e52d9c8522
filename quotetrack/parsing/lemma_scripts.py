"""Lemmas as edit scripts: what to cut from the end of a form and what to put there, or the lemma
itself where it is another word.

`_` reads the form in small letters, `=` as it is; `_3+y` cuts three letters and adds y; `!be` is
the lemma be.
"""

from __future__ import annotations

from os.path import commonprefix


def script(form: str, lemma: str) -> str:
    """The script that makes the lemma of a form."""
    for sign, base in (("=", form), ("_", form.lower())):
        if base == lemma:
            return sign
    for sign, base in (("_", form.lower()), ("=", form)):
        shared = len(commonprefix([base, lemma]))
        if shared:
            return f"{sign}{len(base) - shared}+{lemma[shared:]}"
    return "!" + lemma


def applied(rule: str, form: str) -> str:
    """The lemma that a script makes of a form; the form itself where the script cuts more than
    there is."""
    if rule.startswith("!"):
        return rule[1:]
    base = form.lower() if rule.startswith("_") else form
    if len(rule) == 1:
        return base
    cut, _, added = rule[1:].partition("+")
    kept = len(base) - int(cut)
    return base[:kept] + added if kept > 0 or added else base
