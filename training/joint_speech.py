"""Quoted speech made from templates: clauses of the treebanks, put into the mouths of people with
the names of the world.

A content clause keeps its tree; the attribution around it is analysed as EWT and GUM analyse such
words: a role or title before a name is `nmod:desc`, the rest of a name `flat`, what is told about
someone behind a comma `appos`, an age `amod`, whoever is told `iobj`, and the content `ccomp` of
the verb. Names of people come from Faker (MIT) in many locales and from the training part of the
newswire corpus, as do organisations, places and nationalities; roles are the nouns that stand
before names there.
"""

from collections import Counter
from dataclasses import dataclass, field

from training.joint_data import Document, Token, Word, bioes

LOCALES = (
    "en_US",
    "en_GB",
    "en_IN",
    "en_PK",
    "en_NG",
    "en_KE",
    "de_DE",
    "de_AT",
    "fr_FR",
    "es_ES",
    "es_MX",
    "it_IT",
    "nl_NL",
    "nl_BE",
    "pl_PL",
    "cs_CZ",
    "hu_HU",
    "tr_TR",
    "id_ID",
    "pt_BR",
    "pt_PT",
    "sv_SE",
    "fi_FI",
    "da_DK",
    "no_NO",
    "ro_RO",
    "hr_HR",
    "sl_SI",
    "vi_VN",
    "yo_NG",
    "ha_NG",
    "ig_NG",
    "zu_ZA",
    "tw_GH",
    "sw",
    "az_AZ",
    "lt_LT",
    "et_EE",
    "fr_DZ",
    "sk_SK",
)
PARTICLES = (
    ("von", "der"),
    ("van", "der"),
    ("van", "den"),
    ("de", "la"),
    ("de",),
    ("von",),
    ("van",),
    ("bin",),
    ("al", "-"),
    ("Al", "-"),
    ("el", "-"),
    ("ibn",),
    ("da",),
    ("dos",),
    ("di",),
    ("ter",),
    ("Abu",),
    ("Ben",),
    ("le",),
    ("du",),
)
TITLES = (
    "Mr.",
    "Mrs.",
    "Ms.",
    "Dr.",
    "Prof.",
    "Sen.",
    "Rep.",
    "Gov.",
    "Gen.",
    "Col.",
    "Capt.",
    "Lt.",
    "Sgt.",
    "Rev.",
    "Mr",
    "Ms",
    "Dr",
    "President",
    "Senator",
    "Minister",
    "Judge",
    "Sheriff",
    "Mayor",
    "Bishop",
    "Imam",
    "Sheikh",
    "Professor",
    "Governor",
    "Chancellor",
)
VERBS = {
    "said": "say",
    "says": "say",
    "added": "add",
    "warned": "warn",
    "explained": "explain",
    "argued": "argue",
    "noted": "note",
    "claimed": "claim",
    "insisted": "insist",
    "declared": "declare",
    "announced": "announce",
    "wrote": "write",
    "admitted": "admit",
    "recalled": "recall",
    "replied": "reply",
    "stated": "state",
    "acknowledged": "acknowledge",
    "confirmed": "confirm",
    "continued": "continue",
    "complained": "complain",
    "concluded": "conclude",
    "predicted": "predict",
    "tweeted": "tweet",
}
LISTENERS = (
    ("reporters", "NNS"),
    ("journalists", "NNS"),
    ("lawmakers", "NNS"),
    ("AFP", "NNP"),
    ("Reuters", "NNP"),
    ("CNN", "NNP"),
    ("BBC", "NNP"),
    ("investors", "NNS"),
    ("parliament", "NN"),
    ("us", "PRP"),
    ("police", "NNS"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
AGENCIES = ("Reuters", "AP", "AFP", "CNN", "UPI", "IPS", "dpa")
PAST, PRESENT = (
    "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
    "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin",
)


@dataclass
class Speech:
    """What templates are filled with."""

    people: list
    roles: list
    modifiers: dict
    organisations: list
    places: list
    nations: list
    appositions: list
    clauses: list
    plain: list = field(default_factory=list)


@dataclass
class Phrase:
    """A noun phrase that may speak: its tokens, its head, and whether a comma should close it."""

    tokens: list
    head: Word
    open: bool = False
    plural: bool = False


# ---- words


def word(
    form, upos, xpos, relation="root", head=None, feats="_", lemma=None, space=True, entity=None
):
    """A token of one word, whose head is another word itself until the sentence is numbered."""
    made = Word(form, lemma or form, upos, xpos, feats, head, relation, entity)
    return Token(form, [made], space)


def mark(form, head, space=True):
    """A punctuation mark."""
    kind = {
        ",": ",",
        ":": ":",
        "(": "-LRB-",
        ")": "-RRB-",
        "-": "HYPH",
        "–": ":",
        "—": ":",
        "--": ":",
    }.get(form, ".")
    return word(form, "PUNCT", kind, "punct", head, space=space)


def opening(head):
    return word('"', "PUNCT", "``", "punct", head, space=False)


def closing(head):
    return word('"', "PUNCT", "''", "punct", head)


def copied(sentence):
    """A sentence of a treebank with words as heads; the root's head is None. Gives the tokens and
    the root."""
    tokens = [
        Token(
            t.text,
            [
                Word(w.form, w.lemma, w.upos, w.xpos, w.feats, w.head, w.relation, w.entity)
                for w in t.words
            ],
            t.space,
        )
        for t in sentence
    ]
    words = [w for t in tokens for w in t.words]
    for w in words:
        w.head = words[w.head - 1] if w.head else None
    return tokens, next(w for w in words if w.head is None)


def numbered(tokens):
    """The sentence with numbers as heads."""
    words = [w for t in tokens for w in t.words]
    place = {id(w): i for i, w in enumerate(words, 1)}
    for w in words:
        w.head = place[id(w.head)] if w.head is not None else 0
    return tokens


def roled(tokens, number, name):
    """The tokens, noted as content, cue or source of an attribution."""
    for token in tokens:
        token.role = (number, name)
    return tokens


def named(forms, entity, relation, head=None):
    """A name: its first word is the head, the others are flat; hyphens hang on what follows."""
    tags = bioes(["B-" + entity] + ["I-" + entity] * (len(forms) - 1))
    first = word(forms[0], "PROPN", "NNP", relation, head, "Number=Sing", entity=tags[0])
    tokens = [first]
    for form, tag in zip(forms[1:], tags[1:], strict=True):
        if form == "-":
            tokens[-1].space = False
            tokens.append(word("-", "PUNCT", "HYPH", "punct", None, space=False, entity=tag))
        else:
            tokens.append(
                word(form, "PROPN", "NNP", "flat", first.words[0], "Number=Sing", entity=tag)
            )
    for token, after in zip(tokens, tokens[1:], strict=False):
        if token.text == "-":
            token.words[0].head = after.words[0]
    return tokens, first.words[0]


def organisation(forms, relation, head):
    """An organisation: its last word is the head, those before are compounds."""
    tags = bioes(["B-Organization"] + ["I-Organization"] * (len(forms) - 1))
    last = word(forms[-1], "PROPN", "NNP", relation, head, "Number=Sing", entity=tags[-1])
    before = [
        word(f, "PROPN", "NNP", "compound", last.words[0], "Number=Sing", entity=t)
        for f, t in zip(forms, tags[:-1], strict=False)
    ]
    return before + [last], last.words[0]


# ---- noun phrases


def person_forms(speech, rng):
    """The words of a name, now and then with a particle, an initial, or the last name only."""
    forms = list(rng.choice(speech.people))
    if len(forms) == 2 and rng.random() < 0.14:
        forms = [forms[0], *rng.choice(PARTICLES), forms[1]]
    elif len(forms) == 2 and rng.random() < 0.07:
        forms = [forms[0], rng.choice("ABCDEFGHJKLMNPRSTW") + ".", forms[1]]
    return forms


def described(speech, rng, head, relation):
    """A role before a name or by itself: (tokens, head)."""
    role = rng.choice(speech.roles)
    noun = word(role, "NOUN", "NN", relation, head, "Number=Sing", entity="O")
    tokens, top = [noun], noun.words[0]
    if rng.random() < 0.55 and speech.modifiers.get(role):
        form, upos, xpos, feats, rel = rng.choice(speech.modifiers[role])
        tokens.insert(0, word(form, upos, xpos, rel, top, feats, lemma=form, entity="O"))
    elif rng.random() < 0.12:
        tokens = party(rng, top) + tokens
    elif rng.random() < 0.3:
        tokens = organisation(rng.choice(speech.organisations), "compound", top)[0] + tokens
    if rng.random() < 0.22:
        tokens.insert(
            0,
            word(
                rng.choice(speech.nations), "ADJ", "JJ", "amod", top, "Degree=Pos", entity="S-NORP"
            ),
        )
    if rng.random() < 0.1:
        tokens.insert(
            0,
            word(
                rng.choice(("former", "senior", "local", "veteran", "chief", "deputy")),
                "ADJ",
                "JJ",
                "amod",
                top,
                "Degree=Pos",
                entity="O",
            ),
        )
    return tokens, top


def party(rng, head):
    """A party or body with a letter in brackets, JD(U), in front of a role."""
    letters = "".join(rng.choice("ABCDIJKLMNPRST") for _ in range(rng.choice((2, 2, 3))))
    first = word(
        letters,
        "PROPN",
        "NNP",
        "compound",
        head,
        "Number=Sing",
        space=False,
        entity="B-Organization",
    )
    inner = word(
        rng.choice("UMSIJKLR"),
        "PROPN",
        "NNP",
        "appos",
        first.words[0],
        "Number=Sing",
        space=False,
        entity="I-Organization",
    )
    left, right = mark("(", inner.words[0], False), mark(")", inner.words[0])
    left.words[0].entity, right.words[0].entity = "I-Organization", "E-Organization"
    return [first, left, inner, right]


def role_name(speech, rng):
    """farmer Tom Brink; Norwegian army chief Erik Solheim."""
    name, top = named(person_forms(speech, rng), "Person", "nsubj")
    before, _ = described(speech, rng, top, "nmod:desc")
    if rng.random() < 0.12:
        before.insert(
            0, word("the", "DET", "DT", "det", top, "Definite=Def|PronType=Art", entity="O")
        )
    return Phrase(before + name, top)


def name_only(speech, rng):
    forms = person_forms(speech, rng)
    tokens, top = named(forms[-1:] if rng.random() < 0.4 else forms, "Person", "nsubj")
    return Phrase(tokens, top)


def title_name(speech, rng):
    """Dr. Ana Ruiz; Gov. Ruiz."""
    forms = person_forms(speech, rng)
    tokens, top = named(forms[-1:] if rng.random() < 0.5 else forms, "Person", "nsubj")
    return Phrase(
        [word(rng.choice(TITLES), "PROPN", "NNP", "nmod:desc", top, "Number=Sing", entity="O")]
        + tokens,
        top,
    )


def name_apposition(speech, rng):
    """Ana Ruiz, a spokeswoman for the ministry,"""
    phrase = role_name(speech, rng) if rng.random() < 0.15 else name_only(speech, rng)
    if rng.random() < 0.5:
        tokens, top = copied(rng.choice(speech.appositions))
        top.head, top.relation = phrase.head, "appos"
        for token in tokens:
            for w in token.words:
                w.entity = None
    else:
        tokens, top = described(speech, rng, phrase.head, "appos")
        if rng.random() < 0.75:
            article = rng.choice(("a", "the"))
            kind = "Definite=Def|PronType=Art" if article == "the" else "Definite=Ind|PronType=Art"
            tokens.insert(0, word(article, "DET", "DT", "det", top, kind, entity="O"))
        tokens += belonging(speech, rng, top)
    tokens[-1].space = True
    return Phrase(with_comma(phrase.tokens, top) + tokens, phrase.head, True)


def belonging(speech, rng, head):
    """of Chile; for the Kingston Institute; at Harvard."""
    way = rng.random()
    if way < 0.15:
        return []
    case = rng.choice(("of", "for", "at", "with", "from"))
    if way < 0.4:
        place = word(
            rng.choice(speech.places),
            "PROPN",
            "NNP",
            "nmod",
            head,
            "Number=Sing",
            entity="S-Location",
        )
        return [
            word("in" if case == "with" else case, "ADP", "IN", "case", place.words[0], entity="O"),
            place,
        ]
    tokens, top = organisation(rng.choice(speech.organisations), "nmod", head)
    article = (
        [word("the", "DET", "DT", "det", top, "Definite=Def|PronType=Art", entity="O")]
        if len(tokens) > 1 or rng.random() < 0.5
        else []
    )
    return [word(case, "ADP", "IN", "case", top, entity="O"), *article, *tokens]


def with_comma(tokens, head):
    """The tokens and a comma behind them."""
    tokens[-1].space = False
    return tokens + [mark(",", head)]


def name_age(speech, rng):
    """Ana Ruiz, 45, of Lima,"""
    forms = person_forms(speech, rng)
    name, top = named(forms, "Person", "nsubj")
    age = word(
        str(rng.randint(15, 95)), "NUM", "CD", "amod", top, "NumForm=Digit|NumType=Card", entity="O"
    )
    tokens = with_comma(name, age.words[0]) + [age]
    if rng.random() < 0.4:
        place = word(
            rng.choice(speech.places),
            "PROPN",
            "NNP",
            "nmod",
            top,
            "Number=Sing",
            entity="S-Location",
        )
        tokens = with_comma(tokens, place.words[0]) + [
            word(rng.choice(("of", "from")), "ADP", "IN", "case", place.words[0], entity="O"),
            place,
        ]
    elif rng.random() < 0.4:
        tail, noun = described(speech, rng, top, "appos")
        tail.insert(
            0,
            word(
                rng.choice(("a", "the")),
                "DET",
                "DT",
                "det",
                noun,
                "Definite=Def|PronType=Art",
                entity="O",
            ),
        )
        tokens = with_comma(tokens, noun) + tail
    return Phrase(tokens, top, True)


def the_role(speech, rng):
    """the army chief; a spokesman for the Kingston Institute."""
    tokens, top = described(speech, rng, None, "nsubj")
    article = rng.choice(("the", "the", "a", "one", "another"))
    feats = {"the": "Definite=Def|PronType=Art", "a": "Definite=Ind|PronType=Art"}.get(article, "_")
    first = (
        word("one", "NUM", "CD", "nummod", top, "NumForm=Word|NumType=Card", entity="O")
        if article == "one"
        else word(article, "DET", "DT", "det", top, feats, entity="O")
    )
    if article == "a" and tokens[0].text[:1] in "aeioAEIO":
        first.text = first.words[0].form = "an"
    return Phrase(
        [first, *tokens, *(belonging(speech, rng, top) if rng.random() < 0.4 else [])], top
    )


def joint_speakers(speech, rng):
    """farmer Tom Brink and his neighbour; Ruiz and Brink."""
    makers = (role_name, name_only, title_name)
    one, other = rng.choice(makers)(speech, rng), rng.choice(makers)(speech, rng)
    other.head.head, other.head.relation = one.head, "conj"
    return Phrase(
        one.tokens + [word("and", "CCONJ", "CC", "cc", other.head, entity="O")] + other.tokens,
        one.head,
        plural=True,
    )


def an_organisation(speech, rng):
    tokens, top = organisation(rng.choice(speech.organisations), "nsubj", None)
    if len(tokens) > 1 and rng.random() < 0.5:
        tokens.insert(
            0, word("the", "DET", "DT", "det", top, "Definite=Def|PronType=Art", entity="O")
        )
    return Phrase(tokens, top)


def pronoun(speech, rng):
    form, feats = rng.choice(
        (
            ("he", "Case=Nom|Gender=Masc|Number=Sing|Person=3|PronType=Prs"),
            ("she", "Case=Nom|Gender=Fem|Number=Sing|Person=3|PronType=Prs"),
            ("they", "Case=Nom|Number=Plur|Person=3|PronType=Prs"),
        )
    )
    token = word(form, "PRON", "PRP", "nsubj", None, feats, entity="O")
    return Phrase([token], token.words[0], plural=form == "they")


SPEAKERS = (
    (role_name, 30),
    (name_apposition, 20),
    (name_only, 10),
    (title_name, 10),
    (the_role, 12),
    (name_age, 8),
    (joint_speakers, 6),
    (an_organisation, 6),
    (pronoun, 3),
)


def speaker(speech, rng):
    return rng.choices([m for m, _ in SPEAKERS], [n for _, n in SPEAKERS])[0](speech, rng)


# ---- what is around


def verb(rng, phrase, told=False):
    """A reporting verb."""
    form = "told" if told else "said" if rng.random() < 0.6 else rng.choice(list(VERBS))
    if form == "says" and phrase.plural:
        form = "said"
    return word(
        form,
        "VERB",
        "VBZ" if form == "says" else "VBD",
        "root",
        None,
        PRESENT if form == "says" else PAST,
        "tell" if told else VERBS[form],
        entity="O",
    )


def circumstances(rng, head):
    """in a statement; on Monday; late Friday."""
    way = rng.random()
    if way < 0.62:
        return []
    if way < 0.72:
        return [
            word(
                rng.choice(DAYS),
                "PROPN",
                "NNP",
                "obl:unmarked",
                head,
                "Number=Sing",
                entity="S-Date",
            )
        ]
    if way < 0.8:
        day = word(rng.choice(DAYS), "PROPN", "NNP", "obl", head, "Number=Sing", entity="S-Date")
        return [word("on", "ADP", "IN", "case", day.words[0], entity="O"), day]
    case, article, noun = rng.choice(
        (
            ("in", "a", "statement"),
            ("in", "an", "interview"),
            ("in", "a", "letter"),
            ("in", "a", "tweet"),
            ("at", "a", "briefing"),
            ("in", "the", "report"),
            ("after", "the", "meeting"),
            ("by", None, "phone"),
        )
    )
    thing = word(noun, "NOUN", "NN", "obl", head, "Number=Sing", entity="O")
    feats = "Definite=Def|PronType=Art" if article == "the" else "Definite=Ind|PronType=Art"
    between = (
        [
            word(
                article,
                "DET",
                "DT",
                "det",
                thing.words[0],
                feats,
                lemma="a" if article == "an" else article,
                entity="O",
            )
        ]
        if article
        else []
    )
    return [word(case, "ADP", "IN", "case", thing.words[0], entity="O"), *between, thing]


def clause(speech, rng):
    """A content clause without its full stop: (tokens, root)."""
    tokens, root = copied(rng.choice(speech.clauses))
    tokens.pop()
    tokens[-1].space = False
    return tokens, root


def lowered(tokens):
    """The clause as it goes on in a sentence."""
    first = tokens[0]
    if (
        first.words[0].upos != "PROPN"
        and first.words[0].form.lower().split("'")[0].split("’")[0] != "i"
    ):
        first.text = first.text[:1].lower() + first.text[1:]
        first.words[0].form = first.words[0].form[:1].lower() + first.words[0].form[1:]
    return tokens


def capital(tokens):
    """The words at the beginning of a sentence."""
    first = tokens[0]
    first.text = first.text[:1].upper() + first.text[1:]
    first.words[0].form = first.words[0].form[:1].upper() + first.words[0].form[1:]
    return tokens


# ---- templates: each gives sentences of tokens


def before_speaker(speech, rng, n):
    """ "C," said X. and "C," X said., with marks or without; now and then the quotation goes on
    behind it."""
    content, root = clause(speech, rng)
    quoted = rng.random() < 0.75
    phrase = speaker(speech, rng)
    told = rng.random() < 0.1
    says = verb(rng, phrase, told)
    top = says.words[0]
    root.head, root.relation, phrase.head.head = top, "ccomp", top
    tokens = ([opening(root)] if quoted else []) + roled(content, n, "content")
    tokens += [mark(",", root, not quoted)] + ([closing(root)] if quoted else [])
    hearers = [listener(rng, top)] if told else []
    if rng.random() < 0.62 and not told and phrase.tokens[0].words[0].upos != "PRON":
        tokens += roled([says], n, "cue") + roled(phrase.tokens, n, "source")
        tail = circumstances(rng, top)
        if tail and phrase.open:
            with_comma(tokens, phrase.head)
            tokens[-1].space = False
            tokens.append(mark(",", phrase.head))
        tokens += tail
    else:
        tokens += (
            roled(closed(phrase), n, "source")
            + roled([says], n, "cue")
            + hearers
            + circumstances(rng, top)
        )
    sentences = [ended(tokens, top)]
    if quoted and rng.random() < 0.35:
        more, its_root = copied(rng.choice(speech.clauses))
        more[-1].space = False
        sentences.append(
            [opening(its_root), *roled(more[:-1], n, "content"), more[-1], closing(its_root)]
        )
    return sentences


def listener(rng, head):
    form, xpos = rng.choice(LISTENERS)
    upos = {"NNP": "PROPN", "PRP": "PRON"}.get(xpos, "NOUN")
    lemma = {
        "reporters": "reporter",
        "journalists": "journalist",
        "lawmakers": "lawmaker",
        "investors": "investor",
        "us": "we",
    }.get(form, form)
    feats = {"NNS": "Number=Plur", "PRP": "Case=Acc|Number=Plur|Person=1|PronType=Prs"}.get(
        xpos, "Number=Sing"
    )
    return word(
        form,
        upos,
        xpos,
        "iobj",
        head,
        feats,
        lemma,
        entity="S-Organization" if xpos == "NNP" else "O",
    )


def closed(phrase):
    """The phrase's tokens, with the comma that closes an apposition."""
    return with_comma(phrase.tokens, phrase.head) if phrase.open else phrase.tokens


def ended(tokens, head):
    tokens[-1].space = False
    return tokens + [mark(".", head)]


def after_speaker(speech, rng, n):
    """X said that C.; X told reporters C.; X said: "C."."""
    content, root = clause(speech, rng)
    phrase = speaker(speech, rng)
    told = rng.random() < 0.25
    says = verb(rng, phrase, told)
    top = says.words[0]
    root.head, root.relation, phrase.head.head = top, "ccomp", top
    tokens = (
        roled(capital(closed(phrase)), n, "source")
        + roled([says], n, "cue")
        + ([listener(rng, top)] if told else [])
    )
    tokens += circumstances(rng, top)
    way = rng.random()
    if way < 0.4:
        tokens.append(word("that", "SCONJ", "IN", "mark", root))
    if way < 0.7:
        return [ended(tokens + roled(lowered(content), n, "content"), top)]
    tokens[-1].space = False
    tokens.append(mark(rng.choice((":", ",", ",")), root))
    stop = mark(".", top, False)
    return [tokens + [opening(root)] + roled(content, n, "content") + [stop, closing(root)]]


def according(speech, rng, n):
    """According to X, C.; C, according to X."""
    content, root = clause(speech, rng)
    phrase = speaker(speech, rng)
    while phrase.tokens[0].words[0].upos == "PRON":
        phrase = speaker(speech, rng)
    root.head = None
    phrase.head.head, phrase.head.relation = root, "obl"
    first = word(
        "according", "VERB", "VBG", "case", phrase.head, "VerbForm=Ger", "accord", entity="O"
    )
    cue = roled([first, word("to", "ADP", "IN", "fixed", first.words[0], entity="O")], n, "cue")
    source = roled(phrase.tokens, n, "source")
    if rng.random() < 0.5:
        return [
            ended(
                capital(with_comma(cue + source, phrase.head))
                + roled(lowered(content), n, "content"),
                root,
            )
        ]
    content[-1].space = False
    return [ended(roled(content, n, "content") + [mark(",", phrase.head)] + cue + source, root)]


def dateline(speech, rng):
    """LIMA (Reuters) -, a sentence of its own."""
    city = rng.choice(speech.places)
    city = city.upper() if rng.random() < 0.6 else city
    place = word(
        city, "PROPN", "NNP", "root", None, "Number=Sing", city.title(), entity="S-Location"
    )
    agency = word(
        rng.choice(AGENCIES),
        "PROPN",
        "NNP",
        "parataxis",
        place.words[0],
        "Number=Sing",
        space=False,
        entity="S-Organization",
    )
    dash = mark(rng.choice(("-", "—", "–", "--")), place.words[0])
    dash.words[0].xpos = ":"
    return [place, mark("(", agency.words[0], False), agency, mark(")", agency.words[0]), dash]


TEMPLATES = ((before_speaker, 60), (after_speaker, 25), (according, 10))


def document(speech, rng):
    """A made-up article of some paragraphs."""
    made = Document()
    for number in range(rng.randint(4, 8)):
        sentences = rng.choices([t for t, _ in TEMPLATES], [n for _, n in TEMPLATES])[0](
            speech, rng, number
        )
        if rng.random() < 0.07:
            sentences.insert(0, dateline(speech, rng))
        if rng.random() < 0.25:
            sentences.insert(rng.choice((0, len(sentences))), copied(rng.choice(speech.clauses))[0])
        made.paragraphs.append([numbered(s) for s in sentences])
    made.attributions = attributions
    return made


def attributions(text, sentences):
    """What is said by whom, as PolNeAR has it, from the roles of the tokens."""
    found = {}
    for sentence in sentences:
        before = None
        for start, end, token in sentence:
            role = getattr(token, "role", None)
            if role:
                spans = found.setdefault(role[0], {"content": [], "cue": [], "source": []})[role[1]]
                if role == before:
                    spans[-1] = [spans[-1][0], end]
                else:
                    spans.append([start, end])
            before = role
    # roles are numbered within a paragraph's place, so numbers of one article differ
    return [a for a in found.values() if a["content"]]


# ---- what templates are filled with


def maker(data, sources):
    """A function from a random generator to the made-up documents of an epoch."""
    speech = Speech(
        people(sources["newswire"]),
        *roles(sources),
        *bodies(sources),
        appositions(sources["trees"]),
        clauses(sources["trees"]),
    )
    print({name: len(getattr(speech, name)) for name in speech.__dataclass_fields__})
    return lambda rng: [document(speech, rng) for _ in range(520)]


def people(newswire):
    """Names of people as lists of words: of the newswire, and as many of Faker's."""
    from faker import Faker

    found = {
        tuple(n)
        for n in entities(newswire, "Person")
        if 2 <= len(n) <= 4 and all(p[:1].isupper() or p == "-" for p in n)
    }
    own = sorted(found)
    for number, locale in enumerate(LOCALES):
        try:
            faker = Faker(locale)
        except AttributeError:  # this release has no such locale
            continue
        faker.seed_instance(number)
        for _ in range(max(1, 2 * len(own) // len(LOCALES))):
            forms = split_name(f"{faker.first_name()} {faker.last_name()}")
            if all(f.isascii() or f.isalpha() for f in forms):
                found.add(tuple(forms))
    return sorted(found)


def split_name(name):
    """The tokens of a name: hyphens are tokens."""
    return [part for part in name.replace("-", " - ").split() if part]


def entities(newswire, kind):
    """The words of each entity of a kind."""
    for sentence in (s for d in newswire for p in d.paragraphs for s in p):
        current = []
        for w in (w for t in sentence for w in t.words):
            if w.entity[2:] == kind:
                current.append(w.form)
                if w.entity[0] in "ES":
                    yield current
                    current = []
            else:
                current = []


def roles(sources):
    """Nouns that stand before names, and what modifies them in the treebanks."""
    kinds, modifiers, seen = {}, {}, Counter()
    for sentence in (s for d in sources["trees"] for p in d.paragraphs for s in p):
        words = [w for t in sentence for w in t.words]
        for w in words:
            kinds.setdefault(w.form, Counter())[w.xpos] += 1
            if w.relation == "nmod:desc" and w.xpos == "NN" and w.form.islower():
                seen[w.form] += 2
    for sentence in (s for d in sources["newswire"] for p in d.paragraphs for s in p):
        words = [w for t in sentence for w in t.words]
        for w, after in zip(words, words[1:], strict=False):
            if (
                w.entity == "O"
                and after.entity in ("B-Person",)
                and w.form.isalpha()
                and w.form.islower()
            ):
                seen[w.form] += 1

    def is_noun(form):
        tags = kinds.get(form)
        return tags and tags["NN"] > 0.7 * sum(tags.values())

    names = sorted(r for r, n in seen.items() if n >= 2 and is_noun(r) and len(r) > 3)
    wanted = set(names)
    for sentence in (s for d in sources["trees"] for p in d.paragraphs for s in p):
        words = [w for t in sentence for w in t.words]
        for i, w in enumerate(words[:-1]):
            head = words[w.head - 1]
            if (
                w.relation in ("amod", "compound")
                and w.head == i + 2
                and head.form in wanted
                and w.form.isalpha()
            ):
                modifiers.setdefault(head.form, []).append(
                    (
                        w.form.lower() if w.upos != "PROPN" else w.form,
                        w.upos,
                        w.xpos,
                        w.feats,
                        w.relation,
                    )
                )
    return names, modifiers


def bodies(sources):
    """Organisations of one to three capitalised words, places and nationalities of one."""

    def simple(name):
        return all(p.isalpha() and p[0].isupper() for p in name)

    organisations = sorted(
        {
            tuple(n)
            for n in entities(sources["newswire"], "Organization")
            if len(n) <= 3 and simple(n)
        }
    )
    places = sorted(
        {
            n[0]
            for n in entities(sources["newswire"], "Location")
            if len(n) == 1 and simple(n) and n[0].istitle()
        }
    )
    nations = sorted(
        {
            n[0]
            for n in entities(sources["newswire"], "NORP")
            if len(n) == 1 and simple(n) and not n[0].endswith(("ns", "is", "ts", "ms", "ds"))
        }
    )
    return organisations, places, nations


def appositions(trees):
    """What is told behind a comma about a name: subtrees of two to sixteen words, numbered anew."""
    found = []
    for sentence in (s for d in trees for p in d.paragraphs for s in p):
        words = [w for t in sentence for w in t.words]
        if len(words) != len(sentence):
            continue
        for i, w in enumerate(words):
            if w.relation != "appos" or w.upos != "NOUN" or words[w.head - 1].upos != "PROPN":
                continue
            inside = subtree(words, i + 1)
            while inside and words[inside[0] - 1].upos == "PUNCT":
                inside.pop(0)
            while inside and words[inside[-1] - 1].upos == "PUNCT":
                inside.pop()
            if (
                2 <= len(inside) <= 16
                and inside[-1] - inside[0] + 1 == len(inside)
                and all(words[k - 1].form not in '"“”()[]:;' for k in inside)
            ):
                found.append(part(sentence, words, inside, i + 1))
    return found


def subtree(words, top):
    """Numbers of a word and of all that hangs on it."""
    found, grew = {top}, True
    while grew:
        more = {k for k, w in enumerate(words, 1) if w.head in found} - found
        found |= more
        grew = bool(more)
    return sorted(found)


def part(sentence, words, inside, top):
    """A stretch of a sentence as one with its own root."""
    place = {k: i for i, k in enumerate(inside, 1)}
    made = []
    for k in inside:
        w, token = words[k - 1], sentence[k - 1]
        head = 0 if k == top else place.get(w.head, place[top])
        made.append(
            Token(
                token.text,
                [Word(w.form, w.lemma, w.upos, w.xpos, w.feats, head, w.relation, None)],
                token.space,
            )
        )
    return made


def clauses(trees):
    """Sentences that somebody could say: a subject, a full stop, no marks, nobody who reports."""
    said = set(VERBS.values()) | {
        "tell",
        "ask",
        "think",
        "believe",
        "report",
        "suggest",
        "hope",
        "feel",
        "know",
    }
    found = []
    for sentence in (s for d in trees for p in d.paragraphs for s in p):
        words = [w for t in sentence for w in t.words]
        if not 5 <= len(words) <= 28 or words[-1].form != "." or not words[0].form[:1].isupper():
            continue
        roots = [k for k, w in enumerate(words, 1) if w.head == 0]
        if any(
            w.form in '"“”()[]`:;*'
            or w.form in ("''", "``")
            or (w.lemma in said and w.upos == "VERB")
            for w in words
        ):
            continue
        if len(roots) == 1 and any(
            w.head == roots[0] and w.relation.startswith(("nsubj", "expl")) for w in words
        ):
            found.append(sentence)
    return found
