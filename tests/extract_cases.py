"""Constructions of reported speech, each with what should be found: a specification to read.

A case is (text, [(words of the content, words in the source, kind), ...]). A newline ends a
paragraph; "" as source means that none is named. The parses of all texts are recorded in
tests/parses/cases.conllu by `python -m tests.extract_cases`.
"""

DIRECT = [
    (
        "“The harbour will stay open,” said Maria Gomez.",
        [("The harbour will stay open", "Maria Gomez", "direct")],
    ),
    (
        "“The harbour will stay open,” Gomez said.",
        [("The harbour will stay open", "Gomez", "direct")],
    ),
    (
        "“The harbour will stay open,” she said on Friday.",
        [("The harbour will stay open", "she", "direct")],
    ),
    (
        "Gomez said: “The harbour will stay open.”",
        [("The harbour will stay open.", "Gomez", "direct")],
    ),
    (
        "Gomez said, “The harbour will stay open.”",
        [("The harbour will stay open.", "Gomez", "direct")],
    ),
    (
        '"We have no money left," said Tom Hill, the treasurer of the club.',
        [("We have no money left", "Tom Hill, the treasurer of the club", "direct")],
    ),
    (
        '"We have no money left," the treasurer told reporters.',
        [("We have no money left", "the treasurer", "direct")],
    ),
    ('"Who will pay for it?" asked the mayor.', [("Who will pay for it?", "the mayor", "direct")]),
    ("''We have no money left,'' said Hill.", [("We have no money left", "Hill", "direct")]),
    ("``We have no money left,'' said Hill.", [("We have no money left", "Hill", "direct")]),
    ("„We have no money left“, said Hill.", [("We have no money left", "Hill", "direct")]),
    ("«We have no money left», said Hill.", [("We have no money left", "Hill", "direct")]),
    ("‘We have no money left,’ said Hill.", [("We have no money left", "Hill", "direct")]),
    (
        "'We don't have the workers' money,' said Hill.",
        [("We don't have the workers' money", "Hill", "direct")],
    ),
]

SPLIT = [
    (
        '"The bridge," the engineer said, "was never inspected."',
        [("The bridge ... was never inspected.", "the engineer", "direct")],
    ),
    (
        "“If the rain goes on,” warned Anna Berg, “we will lose the whole harvest.”",
        [("If the rain goes on ... we will lose the whole harvest.", "Anna Berg", "direct")],
    ),
]

CONTINUED = [
    (
        '"The bridge was never inspected," said the engineer. "Nobody asked us to do it."',
        [
            (
                "The bridge was never inspected ... Nobody asked us to do it.",
                "the engineer",
                "direct",
            )
        ],
    ),
    (
        '"The bridge was never inspected," said Paul Lim, who built it. '
        '"Nobody asked us. It was cheaper that way."',
        [
            (
                "The bridge was never inspected ... Nobody asked us. It was cheaper that way.",
                "Paul Lim",
                "direct",
            )
        ],
    ),
    (
        '"The bridge was never inspected," said Paul Lim.\n"Nobody '
        'asked us to do it in all those years."',
        [
            ("The bridge was never inspected", "Paul Lim", "direct"),
            ("Nobody asked us to do it in all those years.", "Paul Lim", "direct"),
        ],
    ),
]

ANNOUNCED = [
    (
        "The captain smiled:\n“Nobody believed in us when the season began.”",
        [("Nobody believed in us when the season began.", "The captain", "direct")],
    ),
    (
        "Baker: “Nobody believed in us when the season began.”",
        [("Nobody believed in us when the season began.", "Baker", "direct")],
    ),
    (
        "“Nobody believed in us this season,” grinned Baker.",
        [("Nobody believed in us this season", "Baker", "direct")],
    ),
]

PULLED = [
    (
        "“The dam was built on sand and everybody in this valley knew it,” said Rosa Klein.\n"
        "The dam was built on sand and everybody in this valley knew "
        "it\nRosa Klein\nThe inquiry begins on Monday.",
        [
            (
                "The dam was built on sand and everybody in this valley knew it",
                "Rosa Klein",
                "direct",
            ),
            (
                "The dam was built on sand and everybody in this valley knew it",
                "Rosa Klein",
                "direct",
            ),
        ],
    ),
]

INDIRECT = [
    (
        "The minister said the tax would rise in April.",
        [("the tax would rise in April", "The minister", "indirect")],
    ),
    (
        "The minister said that the tax would rise in April.",
        [("the tax would rise in April", "The minister", "indirect")],
    ),
    (
        "The tax would rise in April, the minister said.",
        [("The tax would rise in April", "the minister", "indirect")],
    ),
    (
        "The tax, she said, would rise in April.",
        [("The tax ... would rise in April", "she", "indirect")],
    ),
    (
        "The tax will rise in April, according to the ministry.",
        [("The tax will rise in April", "the ministry", "indirect")],
    ),
    (
        "According to the ministry, the tax will rise in April.",
        [("the tax will rise in April", "the ministry", "indirect")],
    ),
    (
        "Farmers argue that the tax would ruin them.",
        [("the tax would ruin them", "Farmers", "indirect")],
    ),
    (
        "A survey by the university shows that prices have doubled.",
        [("prices have doubled", "A survey by the university", "indirect")],
    ),
    (
        "The mayor told the council that the school must close.",
        [("the school must close", "The mayor", "indirect")],
    ),
    (
        "The pilot told Reuters he had seen no lights.",
        [("he had seen no lights", "The pilot", "indirect")],
    ),
    (
        "The captain told the court he had slept and would take the blame.",
        [("he had slept and would take the blame", "The captain", "indirect")],
    ),
    (
        "Sales fell by half in May, shop owners in Leeds say.",
        [("Sales fell by half in May", "shop owners in Leeds", "indirect")],
    ),
    (
        "The bishop called on both armies to lay down their weapons.",
        [("both armies to lay down their weapons", "The bishop", "indirect")],
    ),
    (
        "The union is calling for an end to night shifts.",
        [("an end to night shifts", "The union", "indirect")],
    ),
    (
        "The doctor urged parents to vaccinate their children.",
        [("parents to vaccinate their children", "The doctor", "indirect")],
    ),
    (
        "The prince lavished praise on the nurses of the ward.",
        [("on the nurses of the ward", "The prince", "indirect")],
    ),
    (
        "The bank voiced concern about the rise in prices.",
        [("about the rise in prices", "The bank", "indirect")],
    ),
    (
        "Farmers fear for the harvest, the union said on Monday.",
        [("Farmers fear for the harvest", "the union", "indirect")],
    ),
    (
        "The strike, experts say, may last for weeks.",
        [("The strike ... may last for weeks", "experts", "indirect")],
    ),
    (
        "Her claim that the vote was rigged was rejected.",
        [("the vote was rigged", "Her", "indirect")],
    ),
    ("The coach denied that he had been paid.", [("he had been paid", "The coach", "indirect")]),
]

MIXED = [
    (
        "The critic described the film as “a waste of two hours that nobody needs”.",
        [("the film as “a waste of two hours that nobody needs", "The critic", "mixed")],
    ),
    (
        "The governor said the plan was “doomed to fail from the start”.",
        [("the plan was “doomed to fail from the start", "The governor", "mixed")],
    ),
    (
        "He called the ruling “a dark day for the press”.",
        [("the ruling “a dark day for the press", "He", "mixed")],
    ),
]

NO_SPEECH = [
    # found, and marked as negated (shape_cases.py)
    ("The company has not said that it will pay.", [("it will pay", "The company", "indirect")]),
    ("The album “Songs For A Blue Moon” was released in May.", []),
    ("The so-called “smart” meter was broken.", []),
    ("She starred in “The Long Road Home” last year.", []),
    ("William “Bud” Abbott was born in New Jersey.", []),
    ("The bridge was built in 1932 and painted green.", []),
    ('The pipe is 12" wide and 40" long.', []),
]

MARKS = [
    ("“The first mark is never closed, said Ann.\nThe second paragraph is plain.", None),
    (
        "The stray mark” stands here.\n“But this one is fine,” said Ann.",
        [("But this one is fine", "Ann", "direct")],
    ),
]

CASES = (
    DIRECT
    + SPLIT
    + CONTINUED
    + ANNOUNCED
    + PULLED
    + INDIRECT
    + MIXED
    + NO_SPEECH
    + [case for case in MARKS if case[1] is not None]
)


def articles():
    """Each case's text as an article, its lines as paragraphs."""
    from quotetrack.records import Article

    for number, (text, _) in enumerate(CASES):
        ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
        yield Article(
            f"case{number:02}",
            text,
            paragraphs=tuple(zip([0, *(e + 1 for e in ends)], ends, strict=False)),
        )


if __name__ == "__main__":
    from pathlib import Path

    from quotetrack.parsing.conllu import conllu
    from quotetrack.parsing.parsers import load

    folder = Path(__file__).parent / "parses"
    (folder / "cases.conllu").write_text("".join(map(conllu, load()(articles()))), encoding="utf-8")
