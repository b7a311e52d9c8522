"""Quotations with a source: the words that name the speaker, and whom they stand for in this article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotetrack.language.lexicon import table, words
from quotetrack.language.names import demonyms, is_place, parts, split
from quotetrack.language.normalize import bare
from quotetrack.language.titles import singular
from quotetrack.records import Quote, Span, Token
from quotetrack.speakers.coreference import Found
from quotetrack.speakers.discourse import Said, Scene
from quotetrack.speakers.entities import Being
from quotetrack.speakers.mentions import PRONOUNS, Reference
from quotetrack.speakers.noun_phrases import DEFINITE

_FIRST = {"i", "me", "we", "us"}
_RELATIVE = {"who", "which"}
_VAGUE = {"you", "that", "this", "these", "those", "what", "there"}
_CLAUSES = {"who", "that", "which", "whose", "to"}
_BREAKS = set(',;:()—–"“”')
_PAIRS = {"both", "sides", "pair", "couple", "duo", "two"}
_GENERIC = {"foreign", "central", "national", "supreme", "interior", "prime"}
_JOINED = re.compile(r"\s+and\s+(?:the\s+)?")


def from_source(scene: Scene, quote: Quote) -> Said:
    """Whom the source of a quotation stands for."""
    start, end = _span(scene, quote)
    printed = scene.words(start, end)
    form = printed.lower()
    if form in PRONOUNS or form in _FIRST | _RELATIVE | _VAGUE:
        return _from_pronoun(scene, quote, form, start)
    if printed.rstrip(":") in ("Q", "A"):
        return _from_letter(scene, quote, printed.rstrip(":"))
    names = [r for r in scene.references if r.form == "name" and r.start < end and r.end > start]
    pair = _pair(scene, quote, names, start, end)
    if pair:
        return pair
    head = _head(scene, names, start, end)
    named = _apposed(scene, names, start) or next(
        (r for r in names if head and r.start <= head.start < r.end), None
    )
    return (
        _from_name(scene, quote, named, printed)
        if named
        else _from_role(scene, quote, (start, end), printed, head)
    )


def _span(scene: Scene, quote: Quote) -> Span:
    """From the first word of the source, prepositions left out, to its last; of a source that is a whole clause, its subject."""
    start, end = quote.source[0][0], quote.source[-1][1]
    inside = _subject(scene.tokens(start, end))
    end = min(end, inside[-1].end) if inside else end
    while len(inside) > 1 and inside[0].upos in ("ADP", "CCONJ", "PUNCT", "SCONJ"):
        inside.pop(0)
    return (inside[0].start, end) if inside else (start, end)


def _subject(inside: list[Token]) -> list[Token]:
    """The subject among the words of a clause, with all that hangs on it; all the words where they are no clause of one sentence."""
    if any(after.index <= token.index for token, after in zip(inside, inside[1:], strict=False)):
        return inside
    for verb in (t for t in inside if t.upos == "VERB" and t.text[0].islower()):
        below = [t for t in inside if t.head == verb.index and t.start != verb.start]
        subject = next(
            (t for t in below if t.deprel.startswith("nsubj") and t.start < verb.start), None
        )
        finite = any(
            "VerbForm=Fin" in t.feats
            for t in (verb, *below)
            if t is verb or t.deprel in ("aux", "aux:pass")
        )
        if subject and finite and not verb.deprel.startswith("acl"):
            return _below(subject, inside, verb.start)
    return inside


def _below(head: Token, inside: list[Token], before: int) -> list[Token]:
    """A word and all that hangs on it, as far as it stands before an offset."""
    hanging = {head.index}
    while more := {t.index for t in inside if t.head in hanging and t.start < before} - hanging:
        hanging |= more
    return [t for t in inside if t.index in hanging]


def _head(scene: Scene, names: Sequence[Reference], start: int, end: int) -> Token | None:
    """The last word of the noun phrase that begins the source, before `of`, `at`, a comma or a clause."""
    last, owned = None, False
    for token in scene.tokens(start, end):
        in_name = any(r.outer[0] <= token.start < r.end for r in names)
        joins = (
            token.upos == "CCONJ" and last is not None and last.upos == "ADJ"
        )  # senior and junior officials
        if last and not in_name and not joins and _ends_phrase(token, owned):
            break
        owned = token.text in ("'s", "’s", "'", "’")
        if in_name or token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "PRON", "X", "DET", "VERB"):
            last = token
    return last


def _ends_phrase(token: Token, owned: bool) -> bool:
    """True if a noun phrase ends before this word; a participle right after a possessive goes on (`his adoring fans`)."""
    if (
        token.upos in ("ADP", "SCONJ", "AUX", "CCONJ")
        or token.text.lower() in _CLAUSES
        or token.text in _BREAKS
    ):
        return True
    return token.upos == "VERB" and not owned and token.deprel not in ("amod", "compound")


# ---- names
def _apposed(scene: Scene, names: Sequence[Reference], start: int) -> Reference | None:
    """The name in `the head of Acme, Ann Roe` and `the deputy, Senator Ann Roe`."""
    for name in (r for r in names if r.outer[0] > start and scene.cast.named(r).kind == "person"):
        phrase = scene.words(start, name.outer[0])
        first = any(r.start < name.start and _opens(scene, r, start) for r in names)
        if phrase.endswith(",") and phrase.count(",") == 1 and not first:
            return name
    return None


def _opens(scene: Scene, name: Reference, start: int) -> bool:
    """True if the source begins with this name, and not with its possessive."""
    return name.outer[0] <= start and not scene.article.text.startswith(("'s", "’s"), name.end)


def _from_name(scene: Scene, quote: Quote, reference: Reference, printed: str) -> Said:
    being = scene.cast.named(reference)
    name = being.name
    owned = re.search("['’]s? ", printed) and printed.endswith(name)
    if owned and being.kind in ("organisation", "place") and _generic(name):
        name = printed
    short = len(parts(reference.text)[0]) < len(parts(name)[0])
    reason = f"{reference.text}: {name}" if short else "named as the source"
    return Said(quote, Found(being, 0.9 if short else 0.95, reason), name)


def _generic(name: str) -> bool:
    """True for `Foreign Ministry`, `Central Bank`: an organisation's name that needs its country."""
    forms = [bare(w) for w in name.split()]
    known = words("organisation_nouns") | words("portfolios") | _GENERIC
    return all(f in known for f in forms) and not is_place(name) and name.lower() not in demonyms()


def _pair(
    scene: Scene, quote: Quote, names: Sequence[Reference], start: int, end: int
) -> Said | None:
    """`Ann Roe and Bo Li said`, `Acme and the Harbour Board said`: a group of the two."""
    for one, two in zip(names, names[1:], strict=False):
        alike = (scene.cast.named(one).kind == "person") == (scene.cast.named(two).kind == "person")
        joined = alike and scene.article.text[one.outer[1] : two.outer[0]].split() in (
            ["and"],
            ["&"],
            ["and", "the"],
        )
        goes_on = [t.upos for t in scene.tokens(two.outer[1], end)[:1]]
        if joined and one.outer[0] <= start + 4 and not {"NOUN", "PROPN", "PART"} & {*goes_on}:
            group = scene.together([one, two])
            return Said(quote, Found(group, 0.9, "two names joined by and"), group.name, "group")
    return None


# ---- pronouns
def _from_pronoun(scene: Scene, quote: Quote, form: str, start: int) -> Said:
    if form in _FIRST:
        return _first_person(scene, quote, form, start)
    if form in _RELATIVE:
        return _relative(scene, quote, form, start)
    if form in _VAGUE:
        return Said(quote)
    return Said(quote, scene.pronoun(form, start))


def _first_person(scene: Scene, quote: Quote, form: str, start: int) -> Said:
    """`I` inside a quotation is its speaker; elsewhere the writer, if the article is signed by one."""
    for other in scene.quotes:
        if (
            other is not quote
            and other.id in scene.said
            and any(s <= start < e for s, e in other.content)
        ):
            return Said(quote, scene.said[other.id].found, scene.said[other.id].name)
    byline = scene.article.byline
    if form == "i" and byline and " and " not in byline:
        return Said(
            quote, Found(Being(split(byline).full, "person"), 0.6, "I: the writer of the article")
        )
    return Said(quote)


def _relative(scene: Scene, quote: Quote, form: str, start: int) -> Said:
    """`who`, `which`: the noun that its clause hangs on, else the one named or described right before."""
    noun = scene.antecedent(start)
    before = [
        r for r in scene.references if r.form != "pronoun" and r.end <= start and start - r.end < 80
    ]
    holder = next((r for r in before if noun and r.start <= noun.start < r.end), None)
    if before and not holder:
        last = max(before, key=lambda r: (r.end, r.start))
        holder = next(
            (r for r in before if r.form == "name" and r.after and r.outer[1] >= last.end), last
        )
    being = scene.being(holder) if holder else None
    return Said(quote, Found(being, 0.8, f"{form}: {being.name}")) if being else Said(quote)


def _from_letter(scene: Scene, quote: Quote, letter: str) -> Said:
    """Q asks; A is the one person whom the article has named most before the first question, if there is one."""
    asker = Found(Being(letter, "unnamed"), 0.6, f"{letter}: a letter stands for the speaker")
    people = sorted(
        (b for b in scene.cast.beings if b.kind == "person"), key=lambda b: -len(b.references)
    )
    if (
        letter == "Q"
        or not people
        or (len(people) > 1 and len(people[0].references) == len(people[1].references))
    ):
        return Said(quote, asker)
    return Said(quote, Found(people[0], 0.5, f"A: {people[0].name}, the person most spoken of"))


# ---- roles and documents
def _from_role(scene: Scene, quote: Quote, span: Span, printed: str, head: Token | None) -> Said:
    noun = bare(head.text) if head else bare(printed.split()[-1])
    if noun in words("calendar"):
        return Said(quote)
    if noun in _PAIRS and bare(printed.split()[0]) in ("both", "the", "two"):
        return _both(scene, quote, span, printed)
    core, clause = _without_clause(printed)
    author = _author(scene, noun, head, span)
    if author:
        document = re.split(r"\s(?:in|from|by|on|of)\s", core)[0]
        return Said(
            quote,
            Found(author, 0.75, f"{noun} of {author.name}"),
            author.name,
            author.kind,
            document,
        )
    inside = [
        r
        for r in scene.references
        if r.form == "role" and head and r.start <= head.start < r.end and r.start < span[1]
    ]
    role = inside[0] if inside else _adhoc(scene, span, core, noun)
    found = scene.role(role) or scene.cast.epithet(
        role, scene.step(span[0]), scene.reported([quote])
    )
    if found and found.being.name.lower() != role.text.lower():
        return Said(quote, found)
    being = scene.cast.described(role, core)
    reason = (
        "described in the same words before"
        if being.references[0].start < span[0]
        else "described, not named"
    )
    return Said(quote, Found(being, 0.8, reason), descriptor=clause or None)


def _without_clause(printed: str) -> tuple[str, str]:
    """A description and the clause or apposition that a comma sets off from it; an age goes."""
    printed = re.sub(r",\s+\d{1,3}\b,?", ",", printed).rstrip(" ,")
    match = re.match(r"(.+?),\s+((?:who|whose|which|speaking|citing|an?)\b.*)", printed)
    return (match.group(1), match.group(2)) if match else (printed, "")


def _adhoc(scene: Scene, span: Span, text: str, noun: str) -> Reference:
    """A role for a source whose noun the lists do not know."""
    first, *rest = [bare(w) for w in text.split()] or [""]
    head = singular(noun)
    singular_looks = words("organisation_nouns") - words("document_nouns")
    plural = noun in words("group_nouns") or (
        bool(re.search("[^s]s$", noun)) and noun not in singular_looks
    )
    evidence = 1.0 if head in table("person_nouns") else -1.0
    return Reference(
        "role",
        *span,
        text,
        head,
        scene.sentence(span[0]),
        scene.paragraph(span[0]),
        True,
        plural=plural,
        definite=first in DEFINITE,
        evidence=evidence,
        modifiers=frozenset(rest[:-1]),
        outer=span,
    )


def _author(scene: Scene, noun: str, head: Token | None, span: Span) -> Being | None:
    """Who is behind a document: `an editorial in the Daily Globe`, `data from Acme Research`, `a letter by Ann Roe`."""
    if noun not in words("document_nouns") or head is None:
        return None
    link = next((t for t in scene.tokens(head.end, span[1])[:2] if t.upos == "ADP"), None)
    if link is None or link.text.lower() not in ("in", "from", "by", "on", "of"):
        return None
    for name in (
        r for r in scene.references if r.form == "name" and link.start < r.start < span[1]
    ):
        being = scene.cast.named(name)
        owner = scene.article.text.startswith(("'s", "’s"), name.end)
        topic = link.text.lower() in ("on", "of") and (
            being.kind == "person" or len(being.name.split()) < 2
        )
        if (
            being.kind in ("organisation", "person")
            and not owner
            and not topic
            and not _describes(scene, name, span[1])
        ):
            return being
    return None


def _describes(scene: Scene, name: Reference, end: int) -> bool:
    """True for a name that only describes the noun behind it: `a Labour analyst`."""
    behind = scene.tokens(name.end, end)[:1]
    return bool(behind) and behind[0].upos == "NOUN"


def _both(scene: Scene, quote: Quote, span: Span, printed: str) -> Said:
    """Two parties: those joined by `and` in the reported words, else those joined before, else the two named last."""
    here = [
        r
        for r in scene.references
        if r.form == "name" and quote.start <= r.start < max(quote.end, span[0])
    ]
    joined = [
        (a, b)
        for a, b in zip(here, here[1:], strict=False)
        if _JOINED.fullmatch(scene.article.text[a.end : b.outer[0]])
    ]
    text = (
        " and ".join(scene.cast.named(r).name for r in joined[0])
        if joined
        else _two(scene, scene.step(span[0]))
    )
    name = printed[:1].lower() + printed[1:]
    return Said(
        quote,
        Found(Being(name, "group", plural=True), 0.7, f"{name}: {text or 'not told who'}"),
        name,
        "group",
        text,
    )


def _two(scene: Scene, step: int) -> str | None:
    """The two that are most present: a pair named together, else two people or two of the others; None if there are none."""
    recent = scene.cast.recent(step)
    if pair := next((b for b in recent if scene.is_pair(b)), None):
        return pair.name
    single = [b for b in recent if b.kind in ("person", "place", "organisation")]
    alike = [b for b in single if (b.kind == "person") == (single[0].kind == "person")]
    two = (alike if len(alike) > 1 else single)[:2]
    return " and ".join(b.name for b in two) if len(two) == 2 else None
