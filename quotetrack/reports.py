"""Reporting constructions of one sentence: which words report, who is named as the source, what is reported.

Grammar over the dependency tree (Universal Dependencies), with the verbs and nouns of words/reporting.txt,
words/speech-nouns.txt and words/light-verbs.txt. Quotation marks are not looked at here.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from quotetrack.lexicon import table, words
from quotetrack.records import Span
from quotetrack.syntax import Tree

SUBJECT = ("nsubj", "csubj")
RELATIVE = {"who", "which", "that", "whom"}
FIRST_SECOND = {"i", "you", "we"}
MENTAL = {"think", "believe", "hope", "fear", "expect", "feel", "doubt", "suspect", "assume", "worry", "guess", "find", "show",
          "hold", "decide", "agree", "begin", "read", "continue", "demonstrate", "signal", "laugh", "sigh", "snap", "conclude"}
PHRASES = ("for", "of", "about", "against", "on", "with", "into", "to")


@dataclass(frozen=True, slots=True)
class Report:
    """One construction: spans of cue, source and content (any but the cue may be empty), and how it was recognised."""

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    reason: str
    score: float
    sentence: Span
    weak: bool = False      # a verb that is no reporting verb: it reports only where quoted words touch it
    reach: bool = False     # a verb that takes more than the quoted words: called the plan "..."


def reports(tree: Tree) -> Iterator[Report]:
    """The reporting constructions of a sentence, in order of their cues."""
    for index, token in tree.tokens.items():
        if token.text.lower() == "according":
            found = _according(tree, index)
        elif token.upos in ("VERB", "AUX") or (token.upos in ("NOUN", "ADJ") and token.xpos.startswith("VB")):
            found = _verb(tree, index)
        elif token.upos == "NOUN":
            found = _noun(tree, index)
        else:
            found = None
        if found:
            yield found


def _report(tree: Tree, cue: list[int], source: list[int], content: list[int], reason: str, score: float, weak: bool = False) -> Report:
    taken = set(source) | set(cue)
    return Report(tree.spans(cue), tree.spans(source), tree.spans(i for i in content if i not in taken), reason, score,
                  (tree.sentence.start, tree.sentence.end), weak)


# according to X, C
def _according(tree: Tree, index: int) -> Report | None:
    after = index + 1
    if after not in tree.tokens or tree[after].text.lower() != "to":
        return None
    noun = tree[index].head if tree.relation(index) == "case" else tree.child(index, "obl", "obj", "nmod") or tree[after].head
    if noun <= after or noun not in tree.tokens:
        noun = next((i for i in range(after + 1, len(tree.tokens) + 1) if tree[i].upos in ("NOUN", "PROPN", "PRON")), 0)
    if not noun:
        return None
    source = _noun_phrase(tree, noun, without={index, after})
    last = max(source)
    opens = all(tree[i].upos in ("PUNCT", "CCONJ", "ADV") for i in range(1, index))
    content = range(last + 1, len(tree.tokens) + 1) if opens else [i for i in tree.tokens if i < index or (i > last and tree[index - 1].text == ",")]
    return _report(tree, [index, after], source, list(content), "according to", 0.9)


# X says that C; "C," says X; X urged Y to C; X described Y as C
def _verb(tree: Tree, verb: int) -> Report | None:
    takes = _patterns(tree, verb)
    light = _light_noun(tree, verb)
    source = _source(tree, verb)
    if not takes and not light:
        return _report(tree, [verb], source, [], f"beside {tree[verb].text}", 0.5, weak=True) if source and _finite(tree, verb) else None
    if light:
        content = [i for i in tree.subtree(verb) if i > light and i not in source]
        cue, reason = [verb, light], f"speech noun: {tree[verb].text} {tree[light].text}"
        return _report(tree, cue, source, content, reason, 0.6) if source and content else None
    for pattern in takes if not _denied(tree, verb) else ():
        content = _CONTENT[pattern](tree, verb, pattern)
        if content and _plausible(tree, verb, source, pattern):
            cue = _cue_words(tree, verb, content)
            return _report(tree, cue, source, content, f"{pattern} after {tree[verb].text}", _SCORE.get(pattern, 0.7))
    speech = "clause" in takes and tree.lemma(verb) not in MENTAL
    bare = _report(tree, _cue_words(tree, verb, []), source, [], f"beside {tree[verb].text}", 0.7, weak=not speech)
    return replace(bare, reach=bool({"as", "name", "object"} & set(takes)) and bool(source))


def _denied(tree: Tree, verb: int) -> bool:
    """True for `has not said`: what is not said is no statement."""
    return any(tree.lemma(i) in ("not", "never", "n't") for i in tree.children(verb, "advmod") if i < verb)


def _finite(tree: Tree, verb: int) -> bool:
    return "VerbForm=Fin" in tree[verb].feats or tree[verb].xpos in ("VBD", "VBZ", "VBP")


def _patterns(tree: Tree, verb: int) -> list[str]:
    lemma = tree.lemma(verb)
    return table("reporting").get(lemma, "").split()


def _light_noun(tree: Tree, verb: int) -> int | None:
    noun = tree.child(verb, "obj")
    if noun and noun > verb and tree.lemma(verb) in words("light-verbs") and tree.lemma(noun) in words("speech-nouns"):
        return noun
    return None


def _plausible(tree: Tree, verb: int, source: list[int], pattern: str) -> bool:
    """Mental and polysemous verbs report only for a third person who is named."""
    if pattern != "clause" and not source:
        return False
    if tree.lemma(verb) not in MENTAL:
        return True
    return bool(source) and not any(tree[i].text.lower() in FIRST_SECOND for i in source)


def _cue_words(tree: Tree, verb: int, content: list[int]) -> list[int]:
    """The verb, a particle or preposition that belongs to it, and whom it tells: told Reuters, called on."""
    cue = [verb, *tree.children(verb, "compound:prt")]
    told = tree.child(verb, "obj", "iobj") if tree.lemma(verb) in ("tell", "inform", "assure", "remind", "notify") else None
    if told and told > verb and told not in content:
        cue += tree.subtree(told)
    if tree.lemma(verb) == "say" and _passive(tree, tree[verb].head) and tree[verb].head in tree.tokens:
        cue.append(tree[verb].head)
    before = min(content, default=0)
    if before and verb < before - 1 <= verb + 2 and tree[before - 1].text.lower() in PHRASES:
        cue.append(before - 1)
    return sorted(set(cue))


# ---- who
def _source(tree: Tree, verb: int) -> list[int]:
    """The words that name the source of a reporting verb: its subject, or the subject it shares."""
    head = _subject(tree, verb)
    if head is None:
        return []
    if tree[head].text.lower() in RELATIVE and tree.relation(verb) == "acl":
        return _noun_phrase(tree, tree[verb].head, without={verb})
    return _noun_phrase(tree, head, without={verb})


def _subject(tree: Tree, verb: int, depth: int = 0) -> int | None:
    agent = _agent(tree, verb)
    if agent:
        return agent
    subjects = tree.children(verb, *SUBJECT)
    if subjects:
        return min(subjects, key=lambda i: (tree.relation(i) != "nsubj", abs(i - verb)))
    head, relation = tree[verb].head, tree.relation(verb)
    if relation == "acl" and head in tree.tokens:
        return head
    if relation in ("conj", "xcomp", "advcl", "dep") and head in tree.tokens and depth < 4:
        return _subject(tree, head, depth + 1)
    return _inverted(tree, verb)


def _agent(tree: Tree, verb: int) -> int | None:
    """Who it is done by in the passive: `was described by X as`."""
    if not _passive(tree, verb):
        return None
    return next((i for i in tree.children(verb, "obl") if any(tree.lemma(c) == "by" for c in tree.children(i, "case"))), None)


def _passive(tree: Tree, verb: int) -> bool:
    return verb in tree.tokens and any(tree[i].deprel in ("nsubj:pass", "aux:pass") for i in tree.children(verb))


def _inverted(tree: Tree, verb: int) -> int | None:
    """The noun right after a verb of saying that a parser took for an object: `said X`."""
    following = tree.tokens.get(verb + 1)
    if following is None or following.upos not in ("PROPN", "NOUN", "DET", "PRON", "ADJ", "NUM"):
        return None
    return next((i for i in tree.children(verb, "obj", "obl", "iobj", "dep", "flat", "xcomp") if i > verb and
                 tree[i].upos in ("PROPN", "NOUN", "PRON") and not tree.children(i, "case")), None)


def _noun_phrase(tree: Tree, head: int, without: set[int]) -> list[int]:
    """The noun with what hangs on it, appositions and short relative clauses included, as one run around the noun."""
    dropped = set(without) | {i for i in tree.children(head, "parataxis", "cc", "advcl", "ccomp", "csubj", "cop", "nsubj", "obl", "aux", "mark",
                                                       "expl", "advmod", "acl:relcl", "punct")
                              if not (tree.relation(i) == "advmod" and i == head - 1) and not _short(tree, i) and tree.relation(i) != "punct"}
    group = [i for i in tree.subtree(head, without=dropped) if i not in without]
    run = next((r for r in tree.runs(group) if head in r), [head])
    return tree.trimmed(run) or [head]


def _short(tree: Tree, clause: int, most: int = 12) -> bool:
    return tree[clause].deprel == "acl:relcl" and len(tree.subtree(clause)) <= most


# ---- what
def _clause(tree: Tree, verb: int, _: str) -> list[int]:
    aside = _aside(tree, verb)
    if aside:
        return aside
    clauses = [i for i in tree.children(verb, "ccomp") if _can_be_said(tree, verb, i)]
    if clauses:
        return _with_stray(tree, verb, [w for c in clauses for w in tree.subtree(c, without={verb})])
    colon = _after_colon(tree, verb)
    if colon:
        return colon
    if that := _after_that(tree, verb):
        return that
    if _parenthetical(tree, verb):
        inside = set(tree.subtree(verb))
        return [i for i in tree.subtree(tree[verb].head) if i not in inside]
    return []


def _can_be_said(tree: Tree, verb: int, clause: int) -> bool:
    """A complement of more than one word, and no stray relative or participle clause behind the verb."""
    group = [i for i in tree.subtree(clause) if tree[i].upos != "PUNCT"]
    opening = tree[group[0]] if group else tree[clause]
    return len(group) > 1 and not (group[0] > verb and (opening.text.lower() in ("who", "whom", "whose") and tree.lemma(verb) in ("say", "add", "tell")
                                                        or opening.xpos == "VBG" and tree.lemma(verb) in ("say", "add", "tell")))


def _aside(tree: Tree, verb: int) -> list[int]:
    """The words around `, X said,` or before `, X said.` and `, said X.`: commas show it where a tree may not."""
    begin = _comma_before(tree, verb)
    end = _aside_end(tree, verb) if begin else None
    if begin is None or end is None:
        return []
    behind = [i for i in range(end, len(tree.tokens) + 1)] if tree.tokens.get(end) and tree[end].text == "," else []
    around = [*range(1, begin), *behind]
    return around if len(around) >= 4 else []


def _comma_before(tree: Tree, verb: int) -> int | None:
    """The comma before the verb, if only a noun phrase, adverbs and auxiliaries stand between."""
    for i in range(verb - 1, max(0, verb - 9), -1):
        token = tree[i]
        if token.text == ",":
            return i
        if token.upos in ("VERB", "SCONJ", "CCONJ", "PUNCT") or token.text.lower() in (*RELATIVE, "as", "to"):
            return None
    return None


def _aside_end(tree: Tree, verb: int) -> int | None:
    """Where the aside ends: at a comma or the full stop soon after the verb, with no complement between; None if nowhere."""
    noun_before = tree[verb - 1].text != ","
    for i in range(verb + 1, min(verb + 14, len(tree.tokens) + 1)):
        token = tree[i]
        if token.text in (",", ".") or token.upos == "PUNCT" and i == len(tree.tokens):
            return i if noun_before or i > verb + 1 else None
        if token.upos in ("VERB", "AUX", "SCONJ") or token.text == ":" or token.text.lower() == "that":
            return None
    return len(tree.tokens) + 1 if verb + 14 > len(tree.tokens) else None


def _with_stray(tree: Tree, verb: int, found: list[int]) -> list[int]:
    """Fill the gaps between the first and the last word of the content where the parser lost words, short of the cue."""
    low, high = min(found), max(found)
    if low < verb < high:
        return found
    if low > verb and tree[low].text.lower() == "that" and tree[low].upos != "DET":
        low += 1
    subject = set(_source(tree, verb))
    return [i for i in range(low, high + 1) if i not in subject and i != verb]


def _after_colon(tree: Tree, verb: int) -> list[int]:
    """The rest of the sentence after `said:`."""
    colon = next((i for i in range(verb + 1, min(verb + 12, len(tree.tokens) + 1)) if tree[i].text == ":"), None)
    return list(range(colon + 1, len(tree.tokens) + 1)) if colon and colon < len(tree.tokens) else []


def _after_that(tree: Tree, verb: int) -> list[int]:
    """The rest of the sentence after `told the court that`, where the tree lost the clause."""
    for i in range(verb + 1, min(verb + 9, len(tree.tokens))):
        if tree[i].text.lower() == "that" and tree[i].upos != "DET":
            return list(range(i + 1, len(tree.tokens) + 1))
        if tree[i].upos in ("VERB", "AUX", "PUNCT", "SCONJ"):
            return []
    return []


def _parenthetical(tree: Tree, verb: int) -> bool:
    """True for `C, he said` and `as he said`, where the parser hangs the reporting verb on the content."""
    if tree[verb].head not in tree.tokens:
        return False
    if tree.relation(verb) == "parataxis":
        return True
    return tree.relation(verb) == "advcl" and any(tree.lemma(i) == "as" for i in tree.children(verb, "mark", "advmod"))


def _infinitive(tree: Tree, verb: int, _: str) -> list[int]:
    clause = next((i for i in tree.children(verb, "xcomp") if i > verb and any(tree.lemma(c) == "to" for c in tree.children(i, "mark"))), None)
    return tree.subtree(clause) if clause else []


def _object_infinitive(tree: Tree, verb: int, _: str) -> list[int]:
    somebody = tree.child(verb, "obj", "iobj")
    clause = next((i for i in tree.children(verb, "xcomp", "ccomp", "advcl") if i > verb and
                   any(tree.lemma(c) == "to" for c in tree.children(i, "mark"))), None)
    if not clause or not somebody or somebody > clause:
        return []
    return sorted(set(tree.subtree(somebody)) | set(tree.subtree(clause)))


def _as(tree: Tree, verb: int, _: str) -> list[int]:
    what = next((i for i in tree.children(verb, "obl", "advcl", "xcomp", "ccomp") if i > verb and
                 any(tree.lemma(c) == "as" for c in tree.children(i, "case", "mark", "advmod"))), None)
    thing = tree.child(verb, "obj")
    if what is None and thing:      # the `as` phrase may hang on the object
        what = next((i for i in tree.children(thing, "nmod", "acl") if any(tree.lemma(c) == "as" for c in tree.children(i, "case", "mark"))), None)
    if what is None:
        return []
    group = set(tree.subtree(what)) | (set(tree.subtree(thing)) if thing and thing > verb else set())
    return _with_stray(tree, verb, sorted(group))


def _name(tree: Tree, verb: int, _: str) -> list[int]:
    thing, what = tree.child(verb, "obj"), tree.child(verb, "xcomp")
    if not thing or not what or not verb < thing < what or any(tree.lemma(c) == "to" for c in tree.children(what, "mark")):
        return []
    return sorted(set(tree.subtree(thing)) | set(tree.subtree(what)))


def _object(tree: Tree, verb: int, _: str) -> list[int]:
    thing = tree.child(verb, "obj")
    if not thing or thing < verb:
        return []
    rest = [i for i in tree.children(verb, "obl", "xcomp", "advcl") if i > thing and not any(tree[c].upos == "PUNCT" for c in range(thing, i) if c in tree.children(verb, "punct"))]
    return sorted({w for part in [thing, *rest] for w in tree.subtree(part)})


def _phrase(tree: Tree, verb: int, preposition: str) -> list[int]:
    what = next((i for i in tree.children(verb, "obl", "advcl", "xcomp") if i > verb and
                 any(tree.lemma(c) == preposition for c in tree.children(i, "case", "mark"))), None)
    if what is None:
        return []
    return [i for i in tree.subtree(what) if tree.lemma(i) != preposition or i > what]


def _on_to(tree: Tree, verb: int, _: str) -> list[int]:
    somebody = next((i for i in tree.children(verb, "obl") if any(tree.lemma(c) in ("on", "upon") for c in tree.children(i, "case"))), None)
    if not somebody or somebody < verb:
        return []
    clause = next((i for i in [*tree.children(verb, "xcomp", "advcl", "ccomp"), *tree.children(somebody, "acl")]
                   if any(tree.lemma(c) == "to" for c in tree.children(i, "mark"))), None)
    if not clause:
        return []
    group = set(tree.subtree(somebody)) | set(tree.subtree(clause))
    return [i for i in sorted(group) if not (i < somebody and tree.lemma(i) in ("on", "upon"))]


def _nothing(tree: Tree, verb: int, _: str) -> list[int]:
    return []


_CONTENT: dict[str, Callable[[Tree, int, str], list[int]]] = {
    "clause": _clause, "to": _infinitive, "object-to": _object_infinitive, "as": _as, "name": _name, "object": _object, "on-to": _on_to,
    "quoted": _nothing, **{p: _phrase for p in ("for", "of", "about", "against", "on", "with", "into")}}
_SCORE = {"clause": 0.9, "object-to": 0.7, "as": 0.85, "name": 0.75, "object": 0.6, "on-to": 0.85, "to": 0.6}


# X's claim that C
def _noun(tree: Tree, noun: int) -> Report | None:
    if tree.lemma(noun) not in words("speech-nouns"):
        return None
    clause = next((i for i in tree.children(noun, "acl", "ccomp") if any(tree.lemma(c) == "that" for c in tree.children(i, "mark"))), None)
    owner = tree.child(noun, "nmod:poss") or next((i for i in tree.children(noun, "nmod") if
                                                   any(tree.lemma(c) in ("by", "from", "of") for c in tree.children(i, "case"))), None)
    if not clause or not owner:
        return None
    without = set(tree.children(owner, "case"))
    return _report(tree, [noun], _noun_phrase(tree, owner, without), tree.subtree(clause), f"speech noun: {tree[noun].text}", 0.7)
