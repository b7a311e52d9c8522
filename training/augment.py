"""What is common in news and rare in the treebanks: typographic marks, inverted speech, datelines.

A sentence is a list of CoNLL-U lines. Every choice is made by a hash of the sentence, so that the
same treebank always gives the same training data.
"""

import hashlib
import re

STYLES = (
    ("“", "”"),
    ("“", "”"),
    ("“", "”"),
    ("''", "''"),
    ("``", "''"),
    ("„", "“"),
    ("«", "»"),
    ('"', '"'),
    ('"', '"'),
)
VERBS = {
    "say",
    "tell",
    "add",
    "note",
    "explain",
    "claim",
    "argue",
    "warn",
    "believe",
    "think",
    "report",
    "announce",
    "state",
    "insist",
    "suggest",
    "admit",
    "declare",
    "reply",
    "write",
}
FORMS = (
    "said",
    "said",
    "said",
    "added",
    "warned",
    "explained",
    "told reporters",
    "says",
    "argued",
    "wrote",
)
CITIES = (
    "WASHINGTON",
    "LONDON",
    "SEOUL",
    "New York",
    "BEIJING",
    "Berlin",
    "NAIROBI",
    "Tokyo",
    "DETROIT",
    "CAIRO",
)
AGENCIES = ("Reuters", "AP", "AFP", "CNN", "UPI")
ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC = range(10)


def pick(sentence, choices, salt):
    """One of the choices, always the same one for the same sentence and salt."""
    key = f"{salt}:{[line for line in sentence if line.startswith('# text')]}"
    return choices[int(hashlib.sha256(key.encode()).hexdigest(), 16) % len(choices)]


def rows_of(sentence):
    return [line.split("\t") for line in sentence if not line.startswith("#")]


def text_of(rows):
    """The running text that the rows spell, from their forms and SpaceAfter=No."""
    out, inside = [], 0
    for row in rows:
        if "-" in row[ID]:
            inside = int(row[ID].split("-")[1])
        elif "." in row[ID] or int(row[ID]) <= inside:
            continue
        out.append(row[FORM] + ("" if "SpaceAfter=No" in row[MISC] else " "))
    return "".join(out).strip()


def rebuilt(rows, comments=()):
    """CoNLL-U lines for the rows; of the comments only paragraph and document starts are kept."""
    kept = [
        line
        for line in comments
        if line.startswith(("# newpar", "# newdoc")) and "_block" not in line
    ]
    return kept + [f"# text = {text_of(rows)}"] + ["\t".join(row) for row in rows]


def typographic(sentence):
    """The sentence with other quotation marks and, in some cases, curly apostrophes."""
    rows = rows_of(sentence)
    opening, closing = pick(sentence, STYLES, "style")
    curly = opening not in ('"', "''", "``") or pick(sentence, range(10), "apostrophe") == 0
    is_open = False
    for row in rows:
        if row[UPOS] == "PUNCT" and row[FORM] in ('"', "“", "”") and row[XPOS] in ("``", "''", '"'):
            is_open = row[XPOS] == "``" if row[XPOS] != '"' else not is_open
            row[FORM] = opening if is_open else closing
        elif curly and "'" in row[FORM]:
            row[FORM] = row[FORM].replace("'", "’")
    return rebuilt(rows, [line for line in sentence if line.startswith("#")])


def subtree(rows, top):
    """The ids of the word `top` and of everything below it."""
    found, grew = {top}, True
    while grew:
        more = {int(r[ID]) for r in rows if int(r[HEAD]) in found} - found
        found |= more
        grew = bool(more)
    return sorted(found)


def contiguous(ids):
    return ids[-1] - ids[0] + 1 == len(ids)


def inverted_speech(sentences):
    """`X said that C.` as `"C," said X.`, with its tree, for each sentence of that form."""
    for sentence in sentences:
        rows = rows_of(sentence)
        if any("-" in r[ID] or "." in r[ID] for r in rows) or not 6 <= len(rows) <= 50:
            continue
        made = _invert(sentence, rows)
        if made:
            yield made


def _invert(sentence, rows):
    root = next(int(r[ID]) for r in rows if r[HEAD] == "0")
    below = {r[DEPREL]: int(r[ID]) for r in rows if int(r[HEAD]) == root}
    if rows[root - 1][LEMMA] not in VERBS or "nsubj" not in below or "ccomp" not in below:
        return None
    speaker, content = subtree(rows, below["nsubj"]), subtree(rows, below["ccomp"])
    content = [
        i for i in content if not (rows[i - 1][DEPREL] == "mark" and rows[i - 1][LEMMA] == "that")
    ]
    while content and rows[content[0] - 1][UPOS] == "PUNCT":
        content.pop(0)
    while content and rows[content[-1] - 1][UPOS] == "PUNCT":
        content.pop()
    if (
        len(content) < 3
        or not contiguous(content)
        or not contiguous(speaker)
        or len(speaker) > 14
        or below["ccomp"] not in content
    ):
        return None
    if rows[below["nsubj"] - 1][UPOS] == "PRON":
        return None
    opening, closing = '"', '"'
    words = [_new(opening, '"', "PUNCT", "``", "punct", "C", "SpaceAfter=No")]
    words += [_copied(rows[i - 1], i) for i in content]
    words[1]["form"] = words[1]["form"][:1].upper() + words[1]["form"][1:]
    words[-1]["misc"] = "SpaceAfter=No"
    words += [
        _new(",", ",", "PUNCT", ",", "punct", "C", "SpaceAfter=No"),
        _new(closing, '"', "PUNCT", "''", "punct", "C", "_"),
    ]
    verb = pick(sentence, FORMS, "verb").split()
    feats = (
        "Mood=Ind|Tense=Pres|VerbForm=Fin"
        if verb[0].endswith("s")
        else "Mood=Ind|Tense=Past|VerbForm=Fin"
    )
    words.append(
        _new(
            verb[0],
            rows[root - 1][LEMMA] if verb[0] == rows[root - 1][FORM] else _lemma(verb[0]),
            "VERB",
            "VBZ" if verb[0].endswith("s") else "VBD",
            "root",
            0,
            "_",
            feats,
            key=root,
        )
    )
    if len(verb) > 1:
        words.append(_new(verb[1], "reporter", "NOUN", "NNS", "obj", root, "_", "Number=Plur"))
    words += [_copied(rows[i - 1], i) for i in speaker]
    words[-1]["misc"] = "SpaceAfter=No"
    words.append(_new(".", ".", "PUNCT", ".", "punct", root, "_"))
    return _numbered(words, root, below["ccomp"])


def _lemma(form):
    return {
        "said": "say",
        "says": "say",
        "told": "tell",
        "wrote": "write",
        "added": "add",
        "warned": "warn",
        "explained": "explain",
        "argued": "argue",
    }[form]


def _new(form, lemma, upos, xpos, deprel, head, misc, feats="_", key=None):
    return {
        "key": key,
        "form": form,
        "lemma": lemma,
        "upos": upos,
        "xpos": xpos,
        "feats": feats,
        "head": head,
        "deprel": deprel,
        "misc": misc,
    }


def _copied(row, key):
    misc = "SpaceAfter=No" if "SpaceAfter=No" in row[MISC] else "_"
    return {
        "key": key,
        "form": row[FORM],
        "lemma": row[LEMMA],
        "upos": row[UPOS],
        "xpos": row[XPOS],
        "feats": row[FEATS],
        "head": int(row[HEAD]),
        "deprel": row[DEPREL],
        "misc": misc,
    }


def _numbered(words, root, content):
    """CoNLL-U lines with fresh ids; None if some head is not among the words."""
    place = {w["key"]: i for i, w in enumerate(words, 1) if w["key"] is not None}
    place["C"], place[0] = place[content], 0
    if any(w["head"] not in place for w in words):
        return None
    rows = [
        [
            str(i),
            w["form"],
            w["lemma"],
            w["upos"],
            w["xpos"],
            w["feats"],
            str(place[w["head"]]),
            w["deprel"],
            "_",
            w["misc"],
        ]
        for i, w in enumerate(words, 1)
    ]
    return rebuilt(rows, ["# newpar"])


def datelines(sentences):
    """A dateline (`LONDON (Reuters) -`) and a sentence after it, for every sixtieth sentence."""
    made = []
    for number, sentence in enumerate(sentences):
        if number % 60:
            continue
        city, agency = pick(sentence, CITIES, "city"), pick(sentence, AGENCIES, "agency")
        dash = pick(sentence, ("-", "—", "–", "--"), "dash")
        rows = [
            ["1", city, city.title(), "PROPN", "NNP", "Number=Sing", "0", "root", "_", "_"],
            ["2", "(", "(", "PUNCT", "-LRB-", "_", "3", "punct", "_", "SpaceAfter=No"],
            [
                "3",
                agency,
                agency,
                "PROPN",
                "NNP",
                "Number=Sing",
                "1",
                "parataxis",
                "_",
                "SpaceAfter=No",
            ],
            ["4", ")", ")", "PUNCT", "-RRB-", "_", "3", "punct", "_", "_"],
            ["5", dash, dash, "PUNCT", ":", "_", "1", "punct", "_", "_"],
        ]
        made += [rebuilt(rows, ["# newpar"]), rebuilt(rows_of(sentence))]
    return made


def hyphens_apart(sentence):
    """(token, tag) pairs with hyphenated words split, as in the treebanks."""
    for token, tag in sentence:
        parts = [p for p in re.split(r"(?<=\w)(-)(?=\w)", token) if p]
        for number, part in enumerate(parts):
            yield part, tag if number == 0 or not tag.startswith("B-") else "I-" + tag[2:]


def entity_marks(sentence):
    """(token, tag) pairs with hyphenated words split and quotation marks in one style.

    The style is chosen by a hash of the sentence.
    """
    pairs = [(token, tag) for token, tag in hyphens_apart(sentence) if token.strip()]
    key = [f"# text = {' '.join(token for token, _ in pairs)}"]
    opening, closing = pick(key, STYLES, "style")
    out, is_open = [], False
    for token, tag in pairs:
        if token in ('"', "“", "”", "``", "''"):
            is_open = not is_open
            token = opening if is_open else closing
        out.append((token, tag))
    return out
