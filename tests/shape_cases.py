"""The hard shapes of reported speech, a table for each: a specification to read.

A case is (text, [(words of the content, words in the source, kind[, modality]), ...]). A newline
ends a paragraph; "" as source means that none is named; modality is "stated" unless given.
`known(why, case)` marks what is wanted and not reached yet. The parses of all texts are recorded
in tests/parses/shapes.conllu by `python -m tests.shape_cases`, which parses only what is new.
"""

from __future__ import annotations

from pathlib import Path

FILE = Path(__file__).parent / "parses" / "shapes.conllu"
FAILS: dict[str, str] = {}


def known(why, case):
    """A case that a user would expect to work, and why it does not."""
    FAILS[case[0]] = why
    return case


# Paragraphs of one speech, each with an opening mark, only the last with a closing one.
PARAGRAPHS = [
    (
        "Nora Quist said: “The valley was quiet that night.\n“Then the water came over the wall.”",
        [
            (
                "The valley was quiet that night. Then the water came over the wall.",
                "Nora Quist",
                "direct",
            )
        ],
    ),
    (
        "“The valley was quiet that night,” said Nora Quist. “We heard "
        "nothing.\n“Then the water came over the wall.”",
        [
            ("The valley was quiet that night,", "Nora Quist", "direct"),
            ("We heard nothing. Then the water came over the wall.", "Nora Quist", "direct"),
        ],
    ),
    (
        '"The valley was quiet that night," said Nora Quist. "We heard '
        'nothing.\n"Then the water came over the wall."',
        [
            ("The valley was quiet that night,", "Nora Quist", "direct"),
            ("We heard nothing. Then the water came over the wall.", "Nora Quist", "direct"),
        ],
    ),
    (
        "Nora Quist said: “First came the wind.\n“Then came the "
        "rain.\n“In the end the wall gave way.”",
        [
            (
                "First came the wind. Then came the rain. In the end the wall gave way.",
                "Nora Quist",
                "direct",
            )
        ],
    ),
    (
        "Nora Quist said: “First came the wind.\n“Then came the rain,” she added.",
        [("First came the wind. Then came the rain,", "Nora Quist", "direct")],
    ),
    (
        "‘The valley was quiet that night,’ said Nora Quist. ‘We heard "
        "nothing.\n‘Then the water came over the wall.’",
        [
            ("The valley was quiet that night,", "Nora Quist", "direct"),
            ("We heard nothing. Then the water came over the wall.", "Nora Quist", "direct"),
        ],
    ),
    # a closed first paragraph: the speaker goes on, in a quotation of its own
    (
        "“The valley was quiet that night,” said Nora Quist.\n“Then the water came over the wall.”",
        [
            ("The valley was quiet that night,", "Nora Quist", "direct"),
            ("Then the water came over the wall.", "Nora Quist", "direct"),
        ],
    ),
    # another speaker opens the next paragraph
    (
        "“The valley was quiet that night,” said Nora Quist.\n“Then the "
        "water came over the wall,” said her brother.",
        [
            ("The valley was quiet that night,", "Nora Quist", "direct"),
            ("Then the water came over the wall,", "her brother", "direct"),
        ],
    ),
    # prose between: what is left open is not carried over it
    (
        "“The valley was quiet that night, said Nora Quist.\nThe wall was built in "
        "1931.\n“It was never repaired,” said Ivo Brandt.",
        [
            ("The valley was quiet that night", "Nora Quist", "direct"),
            ("It was never repaired,", "Ivo Brandt", "direct"),
        ],
    ),
    ("The wall was built in 1931.\nIt held for eighty years.", []),
    (
        "“We knew the risk,” said Ivo Brandt. “The wall was old.\n“It was built by my "
        "grandfather. He told us it would fall.\n“And it fell.”",
        [
            ("We knew the risk,", "Ivo Brandt", "direct"),
            (
                "The wall was old. It was built by my grandfather. He told "
                "us it would fall. And it fell.",
                "Ivo Brandt",
                "direct",
            ),
            ("it would fall", "He", "indirect"),
        ],
    ),
    (
        "Brandt wrote to the council:\n“The wall is old.\n“It will fall.”",
        [("The wall is old. It will fall.", "Brandt", "direct")],
    ),
]

# Who said that who said: the inner report is a quotation of its own and part of the outer one.
NESTED = [
    (
        "“My father told me, ‘Never sell the land,’ and I never did,” said Rosa Klein.",
        [
            ("My father told me, Never sell the land, and I never did", "Rosa Klein", "direct"),
            ("Never sell the land", "My father", "direct"),
        ],
    ),
    (
        "“The doctor said: ‘You are lucky to be alive,’” Klein recalled.",
        [
            ("The doctor said: You are lucky to be alive", "Klein", "direct"),
            ("You are lucky to be alive", "The doctor", "direct"),
        ],
    ),
    (
        "\"The doctor said 'you are lucky to be alive',\" Klein recalled.",
        [
            ("The doctor said you are lucky to be alive", "Klein", "direct"),
            ("you are lucky to be alive", "The doctor", "direct"),
        ],
    ),
    (
        "The lawyer said the engineer had told the firm that the bridge was unsafe.",
        [
            ("the engineer had told the firm that the bridge was unsafe", "The lawyer", "indirect"),
            ("the bridge was unsafe", "the engineer", "indirect"),
        ],
    ),
    (
        "The ministry said that, according to the police, two men had been seen near the gate.",
        [
            (
                "according to the police, two men had been seen near the gate",
                "The ministry",
                "indirect",
            ),
            ("two men had been seen near the gate", "the police", "indirect"),
        ],
    ),
    (
        "“The police told us that the road was closed,” said Ben Hart.",
        [
            ("The police told us that the road was closed", "Ben Hart", "direct"),
            ("the road was closed", "The police", "indirect"),
        ],
    ),
    (
        "The paper reported that the minister had said the tax would rise.",
        [
            ("the minister had said the tax would rise", "The paper", "indirect"),
            ("the tax would rise", "the minister", "indirect"),
        ],
    ),
    (
        "“He called me ‘a liar and a thief’ in front of the whole team,” Hart said.",
        [
            ("He called me a liar and a thief in front of the whole team", "Hart", "direct"),
            ("me a liar and a thief", "He", "mixed"),
        ],
    ),
    # what the speaker says of his own saying is no report by another
    ("“I think we will win,” said Ben Hart.", [("I think we will win", "Ben Hart", "direct")]),
    (
        "“I told you the road was closed,” said Ben Hart.",
        [("I told you the road was closed", "Ben Hart", "direct")],
    ),
    (
        "“You say that every year,” said Ben Hart.",
        [("You say that every year", "Ben Hart", "direct")],
    ),
    # a word in marks within a quotation is no speech
    (
        "“The so-called ‘smart’ meter never worked,” said Ben Hart.",
        [("The so-called smart meter never worked", "Ben Hart", "direct")],
    ),
    (
        "The mayor said her driver had told her that the guard had said the gate was locked.",
        [
            (
                "her driver had told her that the guard had said the gate was locked",
                "The mayor",
                "indirect",
            ),
            ("the guard had said the gate was locked", "her driver", "indirect"),
            ("the gate was locked", "the guard", "indirect"),
        ],
    ),
    (
        "“She has never said that the gate was locked,” said Ben Hart.",
        [
            ("She has never said that the gate was locked", "Ben Hart", "direct"),
            ("the gate was locked", "She", "indirect", "negated"),
        ],
    ),
    (
        "“According to the guard, the gate was locked,” said Ben Hart.",
        [
            ("According to the guard, the gate was locked", "Ben Hart", "direct"),
            ("the gate was locked", "the guard", "indirect"),
        ],
    ),
    (
        "“People think that the gate was locked,” said Ben Hart.",
        [("People think that the gate was locked", "Ben Hart", "direct")],
    ),
    (
        "A police report quoted the guard as saying that the gate was locked.",
        [("the gate was locked", "the guard", "indirect")],
    ),
    (
        "“My boss asked me, ‘Where is the key?’” Hart told the court.",
        [
            ("My boss asked me, Where is the key?", "Hart", "direct"),
            ("Where is the key?", "My boss", "direct"),
        ],
    ),
]

# British single marks beside apostrophes.
SINGLE = [
    (
        "'It's the clubs' own fault,' said Owen Pryce.",
        [("It's the clubs' own fault", "Owen Pryce", "direct")],
    ),
    (
        "‘It’s the clubs’ own fault,’ said Owen Pryce.",
        [("It’s the clubs’ own fault", "Owen Pryce", "direct")],
    ),
    (
        "‘We can’t pay,’ said Pryce, ‘and we won’t pay.’",
        [("We can’t pay, and we won’t pay.", "Pryce", "direct")],
    ),
    (
        "Pryce said: 'The players' wages haven't been paid since June.'",
        [("The players' wages haven't been paid since June.", "Pryce", "direct")],
    ),
    (
        "Pryce said the wages were ‘a disgrace to the game’ and ‘an insult’.",
        [("the wages were a disgrace to the game and an insult", "Pryce", "mixed")],
    ),
    (
        "‘The fans’ trust is gone,’ Pryce said. ‘They’ve had enough.’",
        [
            ("The fans’ trust is gone", "Pryce", "direct"),
            ("They’ve had enough.", "Pryce", "direct"),
        ],
    ),
    (
        "'Those were the '60s, and nobody cared,' said Pryce.",
        [("Those were the '60s, and nobody cared", "Pryce", "direct")],
    ),
    (
        "‘The manager said “enough is enough” and left,’ Pryce recalled.",
        [
            ("The manager said enough is enough and left", "Pryce", "direct"),
            ("enough is enough", "The manager", "direct"),
        ],
    ),
    ("'Tis the season, and the clubs' doors stay shut.", []),
    ("The players' union met at the referees' office in the '90s.", []),
    ("It’s the drivers’ job to check the buses’ brakes.", []),
    ("Rock ’n’ roll was the boys’ life.", []),
    (
        "‘It was James’ idea,’ said Pryce, ‘not the players’.’",
        [("It was James’ idea, not the players’.", "Pryce", "direct")],
    ),
    (
        "'We're done,' Pryce said. 'The owners' money has run out, and that's that.'",
        [
            ("We're done", "Pryce", "direct"),
            ("The owners' money has run out, and that's that.", "Pryce", "direct"),
        ],
    ),
    (
        "Pryce called the cup 'the club's best day' in years.",
        [("the cup the club's best day", "Pryce", "mixed")],
    ),
    ("The boys' coach, who wore a 'lucky' hat, left at six o'clock.", []),
]

# '' and `` and low-high marks, guillemets.
MARKS = [
    (
        "``The pumps have failed,'' said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "''The pumps have failed,'' said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "`The pumps have failed,' said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "„The pumps have failed“, said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "„The pumps have failed”, said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "‚The pumps have failed‘, said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "«The pumps have failed», said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "« The pumps have failed », said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "»The pumps have failed«, said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "‹The pumps have failed›, said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    (
        "＂The pumps have failed,＂ said Greta Voss.",
        [("The pumps have failed", "Greta Voss", "direct")],
    ),
    ("''The pumps,'' said Voss, ''have failed.''", [("The pumps, have failed.", "Voss", "direct")]),
    ("``The pumps,'' said Voss, ``have failed.''", [("The pumps, have failed.", "Voss", "direct")]),
    ("The shelf is 40'' wide and 12'' deep.", []),
    ("The code stood at 51° 30' 26'' north.", []),
    (
        "„Die Pumpen sind kaputt“, which means “the pumps have failed”, is on every wall.",
        [("Die Pumpen sind kaputt", "", "direct"), ("the pumps have failed", "", "direct")],
    ),
    (
        "''The pumps have failed,'' said Voss. ''We need help.''",
        [("The pumps have failed", "Voss", "direct"), ("We need help.", "Voss", "direct")],
    ),
    ("Voss said: ''The 12'' pipe has burst.''", [("The 12'' pipe has burst.", "Voss", "direct")]),
]

# Marks without a partner: they cost at most their own paragraph.
UNBALANCED = [
    (
        "“The ferry is late again, said Lars Holm.\nThe crossing takes an hour.",
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        "The ferry is late again,” said Lars Holm.\nThe crossing takes an hour.",
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        '"The ferry is late again, said Lars Holm.\nThe crossing takes an hour.',
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        'The ferry is late again," said Lars Holm.\n"Nobody told us," said his wife.',
        [
            ("The ferry is late again", "Lars Holm", "direct"),
            ("Nobody told us", "his wife", "direct"),
        ],
    ),
    (
        "“The ferry is late again,“ said Lars Holm.\nThe crossing takes an hour.",
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        "”The ferry is late again,” said Lars Holm.",
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        '“The ferry is late again," said Lars Holm.',
        [("The ferry is late again", "Lars Holm", "direct")],
    ),
    (
        "The ferry” was late again.\n“Nobody told us,” said Lars Holm.",
        [("Nobody told us", "Lars Holm", "direct")],
    ),
    (
        "Lars Holm said: “The ferry is late again.\nThe crossing takes an hour.",
        [("The ferry is late again.", "Lars Holm", "direct")],
    ),
    (
        "“The ferry is late again,” said Lars Holm. “Nobody told us.\nThe crossing takes an hour.",
        [
            ("The ferry is late again", "Lars Holm", "direct"),
            ("Nobody told us.", "Lars Holm", "direct"),
        ],
    ),
    ('The ferry "was late again.', []),
    (
        "Holm said the ferry was “late again.\nThe crossing takes an hour.",
        [("the ferry was late again.", "Holm", "mixed")],
    ),
    (
        "“The ferry is late again, said Lars Holm. “Nobody told us.”",
        [
            ("The ferry is late again", "Lars Holm", "direct"),
            ("Nobody told us.", "Lars Holm", "direct"),
        ],
    ),
    (
        "The ferry is late. Nobody told us,” Lars Holm said.",
        [("Nobody told us", "Lars Holm", "direct")],
    ),
]

# One to three quoted words inside a report.
PARTIAL = [
    (
        "Ida Moreau said the plan was “reckless”.",
        [("the plan was reckless", "Ida Moreau", "mixed")],
    ),
    ("Ida Moreau called the plan “reckless”.", [("the plan reckless", "Ida Moreau", "mixed")]),
    (
        "The plan was “reckless”, Ida Moreau said.",
        [("The plan was reckless", "Ida Moreau", "mixed")],
    ),
    (
        "Moreau said she was “very, very sorry” for the delay.",
        [("she was very, very sorry for the delay", "Moreau", "mixed")],
    ),
    (
        "Moreau described the strike as a “last resort”.",
        [("the strike as a last resort", "Moreau", "mixed")],
    ),
    (
        "The bank said it was “deeply concerned” about “reckless” lending.",
        [("it was deeply concerned about reckless lending", "The bank", "mixed")],
    ),
    (
        "The report accuses the firm of “gross negligence”.",
        [("the firm of gross negligence", "The report", "mixed")],
    ),
    ("According to Moreau, the talks were “dead”.", [("the talks were dead", "Moreau", "mixed")]),
    ("“Nonsense,” said Moreau.", [("Nonsense", "Moreau", "direct")]),
    ("“Never again!” Moreau shouted.", [("Never again!", "Moreau", "direct")]),
    (
        "Asked if she would resign, Moreau said: “No.”",
        [("if she would resign", "", "indirect"), ("No.", "Moreau", "direct")],
    ),
    ("The word “reckless” has eight letters.", []),
    ("He pressed the button marked “stop” and waited.", []),
    (
        "Moreau said the bank had shown “courage” and “patience” in the talks.",
        [("the bank had shown courage and patience in the talks", "Moreau", "mixed")],
    ),
    (
        "The court found the sale “null and void”, Moreau said.",
        [("The court found the sale null and void", "Moreau", "mixed")],
    ),
    ("Moreau insists she is “not a crook”.", [("she is not a crook", "Moreau", "mixed")]),
    ("Moreau has denied being “a puppet”.", [("being a puppet", "Moreau", "mixed")]),
    ("“Yes”, “no” and “maybe” are the answers on the form.", []),
]

# Titles of works, nicknames, scare quotes, words as words: no speech.
NO_SPEECH = [
    ("Her novel “The Glass Orchard” won a prize in May.", []),
    ("He sang “Three Rivers Home” and “Winter Coat” at the wedding.", []),
    ("“The Glass Orchard” by Mina Falk is out now.", []),
    ("Walter “Tiny” Brooks weighs 140 kilos.", []),
    ("The “free” tickets cost forty dollars.", []),
    ("The so-called “clean coal” plant was closed.", []),
    ("The drug, known as “blue ice”, is sold in clubs.", []),
    ("The ship was named “Morning Star of the North”.", []),
    ("A sign on the door read “Closed”.", [("Closed", "A sign on the door", "direct")]),
    ("In her essay “On the Use of Silence in Small Rooms” she looks at jazz.", []),
    ("The song “You Will Never Find Me Here Again” was number one for a month.", []),
    ("Falk, who wrote “The Glass Orchard”, lives in Turin.", []),
    (
        "The critic said “The Glass Orchard” was too long.",
        [("“The Glass Orchard” was too long", "The critic", "mixed")],
    ),
    ("The term “gig economy” dates from 2009.", []),
    ("They played “I Will Wait for You” twice.", []),
    ("Brooks, nicknamed “The Wall”, kept goal for ten years.", []),
    ("Falk plays the title role in “Queen of the Marshes”, which opens on Friday.", []),
    ("The “Save Our Trees” campaign has 400 members.", []),
    ("The file is called “notes.txt”.", []),
    ("She spelled her name with a “K”.", []),
    ("The play “Who Is Afraid of the Dark?” closed in June.", []),
    ("Students read “The Glass Orchard” in school.", []),
]

# Headlines and subheads leave out verbs and marks.
HEADLINES = [
    (
        "Mayor: City will run out of money by June\nThe mayor gave a talk on Monday.",
        [("City will run out of money by June", "Mayor", "indirect")],
    ),
    (
        "City will run out of money by June, says mayor\nThe mayor gave a talk on Monday.",
        [("City will run out of money by June", "mayor", "indirect")],
    ),
    (
        "Mayor says city will run out of money by June\nThe mayor gave a talk on Monday.",
        [("city will run out of money by June", "Mayor", "indirect")],
    ),
    (
        "‘We have no money left’, says mayor\nThe mayor gave a talk on Monday.",
        [("We have no money left", "mayor", "direct")],
    ),
    (
        "Mayor: ‘We have no money left’\nThe mayor gave a talk on Monday.",
        [("We have no money left", "Mayor", "direct")],
    ),
    (
        "Study: Cats sleep longer in winter\nThe study was made in Bergen.",
        [("Cats sleep longer in winter", "Study", "indirect")],
    ),
    (
        "Mayor calls budget ‘a bad joke’\nThe mayor gave a talk on Monday.",
        [("budget a bad joke", "Mayor", "mixed")],
    ),
    (
        "Cats sleep longer in winter: study\nThe study was made in Bergen.",
        [("Cats sleep longer in winter", "study", "indirect")],
    ),
    # a crosshead repeats words of a quotation
    (
        "‘Nobody listened to us’\n“We wrote to the council, and nobody "
        "listened to us,” said Ada Flint.",
        [
            ("Nobody listened to us", "Ada Flint", "direct"),
            ("We wrote to the council, and nobody listened to us", "Ada Flint", "direct"),
        ],
    ),
    # a crosshead between two paragraphs of one speaker changes nothing
    (
        "“We wrote to the council,” said Ada Flint.\nLong "
        "road\n“Nobody listened to us in ten years.”",
        [
            ("We wrote to the council", "Ada Flint", "direct"),
            ("Nobody listened to us in ten years.", "Ada Flint", "direct"),
        ],
    ),
    ("Breaking: Bridge closed after storm\nThe bridge was closed on Monday.", []),
    ("World news: the week in pictures\nThe week began with a storm.", []),
    ("Final score: Leeds 2, Hull 1\nLeeds won at home.", []),
    (
        "Flint denies taking bribes\nAda Flint was in court on Monday.",
        [("taking bribes", "Flint", "indirect")],
    ),
    (
        "Flint: I never took a bribe\nThe court heard Ada Flint on Monday.",
        [("I never took a bribe", "Flint", "indirect")],
    ),
    ("Council ‘ignored warnings’ over bridge\nThe bridge was closed on Monday.", []),
    (
        "Police: man ‘threatened to burn shop’\nA man was held on Monday.",
        [("man threatened to burn shop", "Police", "mixed"), ("to burn shop", "man", "indirect")],
    ),
    ("Recipe: how to bake bread\nBread takes four hours.", []),
]

# Lists of quotations: what they said.
LISTS = [
    (
        "“The harbour must stay open.” – Maria Gomez, mayor\n“We cannot "
        "pay for it.” – Tom Hill, treasurer",
        [
            ("The harbour must stay open.", "Maria Gomez, mayor", "direct"),
            ("We cannot pay for it.", "Tom Hill, treasurer", "direct"),
        ],
    ),
    (
        "“The harbour must stay open.” — Maria Gomez\n“We cannot pay for it.” — Tom Hill",
        [
            ("The harbour must stay open.", "Maria Gomez", "direct"),
            ("We cannot pay for it.", "Tom Hill", "direct"),
        ],
    ),
    (
        "Maria Gomez, mayor: “The harbour must stay open.”\nTom Hill, "
        "treasurer: “We cannot pay for it.”",
        [
            ("The harbour must stay open.", "Maria Gomez, mayor", "direct"),
            ("We cannot pay for it.", "Tom Hill, treasurer", "direct"),
        ],
    ),
    (
        "• Maria Gomez: “The harbour must stay open.”\n• Tom Hill: “We cannot pay for it.”",
        [
            ("The harbour must stay open.", "Maria Gomez", "direct"),
            ("We cannot pay for it.", "Tom Hill", "direct"),
        ],
    ),
    (
        "- “The harbour must stay open,” said Maria Gomez.\n- “We "
        "cannot pay for it,” said Tom Hill.",
        [
            ("The harbour must stay open", "Maria Gomez", "direct"),
            ("We cannot pay for it", "Tom Hill", "direct"),
        ],
    ),
    (
        "Gomez on the harbour: “It must stay open.”\nHill on the money: “We cannot pay for it.”",
        [("It must stay open.", "Gomez", "direct"), ("We cannot pay for it.", "Hill", "direct")],
    ),
    (
        "“The harbour must stay open.”\n– Maria Gomez, mayor\n“We cannot "
        "pay for it.”\n– Tom Hill, treasurer",
        [
            ("The harbour must stay open.", "Maria Gomez, mayor", "direct"),
            ("We cannot pay for it.", "Tom Hill, treasurer", "direct"),
        ],
    ),
    (
        "Gomez said the harbour was “safe”, “cheap” and “ours”.",
        [("the harbour was safe, cheap and ours", "Gomez", "mixed")],
    ),
    (
        "“It is safe,” “it is cheap,” “it is ours,” Gomez told the crowd.",
        [("It is safe, it is cheap, it is ours", "Gomez", "direct")],
    ),
    ("• Two cups of flour\n• One egg\n• A pinch of salt", []),
    ("The harbour – Maria Gomez was its mayor – stayed open.", []),
    ("Open – Monday to Friday\nClosed – Sundays", []),
    (
        "1. “The harbour must stay open,” Gomez said.\n2. “We cannot pay for it,” Hill said.",
        [
            ("The harbour must stay open", "Gomez", "direct"),
            ("We cannot pay for it", "Hill", "direct"),
        ],
    ),
    ("“We won.” – Reuters", [("We won.", "Reuters", "direct")]),
    (
        "“It must stay open” (Gomez), “we cannot pay” (Hill): the council was split.",
        [("It must stay open", "Gomez", "direct"), ("we cannot pay", "Hill", "direct")],
    ),
]

# Tweets, posts, statements.
POSTS = [
    ("“The show is off,” Dana Wolfe tweeted.", [("The show is off", "Dana Wolfe", "direct")]),
    (
        "Dana Wolfe wrote on Twitter: “The show is off.”",
        [("The show is off.", "Dana Wolfe", "direct")],
    ),
    (
        "Dana Wolfe posted on Instagram that the show was off.",
        [("the show was off", "Dana Wolfe", "indirect")],
    ),
    (
        "In a statement, the theatre said the show was off.",
        [("the show was off", "the theatre", "indirect")],
    ),
    (
        "“The show is off,” the theatre said in a statement.",
        [("The show is off", "the theatre", "direct")],
    ),
    (
        "“The show is off,” read a statement from the theatre.",
        [("The show is off", "a statement from the theatre", "direct")],
    ),
    (
        "A statement from the theatre read: “The show is off.”",
        [("The show is off.", "A statement from the theatre", "direct")],
    ),
    (
        "The show is off. We are so sorry. — Dana Wolfe (@danawolfe) March 3, 2016",
        [("The show is off. We are so sorry.", "Dana Wolfe", "direct")],
    ),
    (
        "Dana Wolfe took to Facebook to say the show was off.",
        [("the show was off", "Dana Wolfe", "indirect")],
    ),
    (
        "@danawolfe: The show is off. We are so sorry.\nThe theatre is in Leeds.",
        [("The show is off. We are so sorry.", "@danawolfe", "direct")],
    ),
    ("Wolfe retweeted a picture of the theatre.", []),
    ("Follow Dana Wolfe on Twitter: @danawolfe", []),
    ("The theatre issued a statement on Monday.", []),
    (
        "“The show is off. We are so sorry.” pic.example.org/x — Dana "
        "Wolfe (@danawolfe) June 1, 2016",
        [("The show is off. We are so sorry.", "Dana Wolfe", "direct")],
    ),
    (
        "In a post on Monday, Wolfe wrote that the show was off.",
        [("the show was off", "Wolfe", "indirect")],
    ),
    (
        "The theatre said in a statement posted on its website that the show was off.",
        [("the show was off", "The theatre", "indirect")],
    ),
    (
        "Wolfe tweeted: “The show is off.” She later deleted the post.",
        [("The show is off.", "Wolfe", "direct")],
    ),
    known(
        "the parser takes read for a participle",
        (
            "“The show is off,” a message on the theatre’s website read.",
            [("The show is off", "a message on the theatre’s website", "direct")],
        ),
    ),
]

# Questions and answers, speakers before colons.
INTERVIEWS = [
    (
        "Q: Why did you leave the band?\nA: I was tired of the road.",
        [
            ("Why did you leave the band?", "Q", "direct"),
            ("I was tired of the road.", "A", "direct"),
        ],
    ),
    (
        "Q. Why did you leave the band?\nA. I was tired of the road.",
        [
            ("Why did you leave the band?", "Q", "direct"),
            ("I was tired of the road.", "A", "direct"),
        ],
    ),
    (
        "Q: Why did you leave the band?\nA: I was tired of the road. I wanted "
        "to sleep.\nQ: And now?\nA: Now I sleep.",
        [
            ("Why did you leave the band?", "Q", "direct"),
            ("I was tired of the road. I wanted to sleep.", "A", "direct"),
            ("And now?", "Q", "direct"),
            ("Now I sleep.", "A", "direct"),
        ],
    ),
    (
        "HART: Why did you leave the band?\nFLINT: I was tired of the road.\nHART: And now?",
        [
            ("Why did you leave the band?", "HART", "direct"),
            ("I was tired of the road.", "FLINT", "direct"),
            ("And now?", "HART", "direct"),
        ],
    ),
    (
        "Hart: Why did you leave the band?\nFlint: I was tired of the "
        "road.\nHart: And now?\nFlint: Now I sleep.",
        [
            ("Why did you leave the band?", "Hart", "direct"),
            ("I was tired of the road.", "Flint", "direct"),
            ("And now?", "Hart", "direct"),
            ("Now I sleep.", "Flint", "direct"),
        ],
    ),
    (
        "Question: Why did you leave the band?\nAnswer: I was tired of the road.",
        [
            ("Why did you leave the band?", "Question", "direct"),
            ("I was tired of the road.", "Answer", "direct"),
        ],
    ),
    (
        "Q: Why did you leave the band?\nA: My brother told me that I was ill.",
        [
            ("Why did you leave the band?", "Q", "direct"),
            ("My brother told me that I was ill.", "A", "direct"),
            ("I was ill", "My brother", "indirect"),
        ],
    ),
    (
        "Asked why she left the band, Flint said: “I was tired of the road.”",
        [
            ("why she left the band", "", "indirect"),
            ("I was tired of the road.", "Flint", "direct"),
        ],
    ),
    ("Monday: rain.\nTuesday: sun.\nWednesday: more rain.", []),
    ("Place: Leeds\nTime: eight in the evening\nPrice: ten pounds", []),
    ("A: the first letter. B: the second.", []),
    ("Vitamin A: where to find it\nCarrots have a lot of it.", []),
    (
        "Q: Why did you leave the band?\nI was tired of the road.\nA: I had to sleep.",
        [("Why did you leave the band?", "Q", "direct"), ("I had to sleep.", "A", "direct")],
    ),
    (
        "LENA HART: Why did you leave the band?\nADA FLINT (laughs): I was tired "
        "of the road.\nLENA HART: Was it the money?",
        [
            ("Why did you leave the band?", "LENA HART", "direct"),
            ("I was tired of the road.", "ADA FLINT", "direct"),
            ("Was it the money?", "LENA HART", "direct"),
        ],
    ),
    (
        "Hart: “Why did you leave the band?”\nFlint: “I was tired of the road.”",
        [
            ("Why did you leave the band?", "Hart", "direct"),
            ("I was tired of the road.", "Flint", "direct"),
        ],
    ),
]

# According to, at either end and in the middle.
ACCORDING = [
    (
        "According to the survey, rents have doubled.",
        [("rents have doubled", "the survey", "indirect")],
    ),
    (
        "Rents have doubled, according to the survey.",
        [("Rents have doubled", "the survey", "indirect")],
    ),
    (
        "Rents, according to the survey, have doubled.",
        [("Rents have doubled", "the survey", "indirect")],
    ),
    (
        "Rents have doubled, according to a survey by the university that was published on Monday.",
        [
            (
                "Rents have doubled",
                "a survey by the university that was published on Monday",
                "indirect",
            )
        ],
    ),
    (
        "Rents have doubled since May, according to Jana Petri, who "
        "runs the tenants’ office in Graz.",
        [
            (
                "Rents have doubled since May",
                "Jana Petri, who runs the tenants’ office in Graz",
                "indirect",
            )
        ],
    ),
    (
        "According to Petri, “nobody can afford a flat here any more”.",
        [("nobody can afford a flat here any more", "Petri", "direct")],
    ),
    (
        "“Nobody can afford a flat here any more,” according to Petri.",
        [("Nobody can afford a flat here any more", "Petri", "direct")],
    ),
    (
        "The city built 300 flats last year, according to officials, but sold 200 of them.",
        [("The city built 300 flats last year ... sold 200 of them", "officials", "indirect")],
    ),
    ("The landing went according to plan.", []),
    ("The books are sorted according to size.", []),
    ("Everyone was paid according to the rules of the club.", []),
    ("Prices vary according to the season.", []),
    (
        "Rents have doubled according to a survey by the university.",
        [("Rents have doubled", "a survey by the university", "indirect")],
    ),
    (
        "The thief, according to police, fled on a bicycle and was caught in Graz.",
        [("The thief fled on a bicycle and was caught in Graz", "police", "indirect")],
    ),
    ("Bake the bread according to the recipe.", []),
    (
        "According to tradition, the bride walks first.",
        [("the bride walks first", "tradition", "indirect")],
    ),
]

# Passive cues.
PASSIVE = [
    (
        "The general was quoted as saying that the war was over.",
        [("the war was over", "The general", "indirect")],
    ),
    (
        "“The war is over,” the general was quoted as saying.",
        [("The war is over", "the general", "direct")],
    ),
    (
        "The general was quoted by a local paper as saying the war was over.",
        [("the war was over", "The general", "indirect")],
    ),
    ("The thief is believed to be in Spain.", [("The thief to be in Spain", "", "indirect")]),
    (
        "The fire is thought to have started in the kitchen.",
        [("The fire to have started in the kitchen", "", "indirect")],
    ),
    (
        "The bank is expected to cut rates in May.",
        [("The bank to cut rates in May", "", "indirect")],
    ),
    ("The firm is said to be for sale.", [("The firm to be for sale", "", "indirect")]),
    (
        "The king is reported to have said that he was tired.",
        [
            ("The king to have said that he was tired", "", "indirect"),
            ("he was tired", "The king", "indirect"),
        ],
    ),
    ("It is believed that the thief is in Spain.", [("the thief is in Spain", "", "indirect")]),
    (
        "It was announced on Monday that the school would close.",
        [("the school would close", "", "indirect")],
    ),
    ("Passengers were told that the train was late.", [("the train was late", "", "indirect")]),
    (
        "The film was described by one critic as “a long nap”.",
        [("The film as a long nap", "one critic", "mixed")],
    ),
    (
        "Residents were urged by the police to stay at home.",
        [("Residents to stay at home", "the police", "indirect")],
    ),
    ("The letter was written in June and posted in July.", []),
    ("The station was called Northgate until 1950.", []),
    ("The price was quoted in dollars.", []),
    (
        "The bridge is not believed to be safe.",
        [("The bridge to be safe", "", "indirect", "negated")],
    ),
    (
        "The minister was reported as saying that the tax would rise.",
        [("the tax would rise", "The minister", "indirect")],
    ),
    (
        "The deal was called “a gift to the banks” by the union.",
        [("The deal a gift to the banks", "the union", "mixed")],
    ),
    (
        "He was accused by the club of taking money.",
        [("He of taking money", "the club", "indirect")],
    ),
    (
        "The strike is likely to be called off, it was said.",
        [("The strike is likely to be called off", "", "indirect")],
    ),
    (
        "The painting is thought by experts to be a fake.",
        [("The painting to be a fake", "experts", "indirect")],
    ),
]

# Reports that are denied or only imagined: found, marked as such.
MODAL = [
    (
        "The company has not said that it will pay.",
        [("it will pay", "The company", "indirect", "negated")],
    ),
    (
        "The club did not say when the ground would open.",
        [("when the ground would open", "The club", "indirect", "negated")],
    ),
    (
        "She has never claimed that the cure works.",
        [("the cure works", "She", "indirect", "negated")],
    ),
    (
        "Nobody said that the bridge was safe.",
        [("the bridge was safe", "Nobody", "indirect", "negated")],
    ),
    (
        "The minister refused to say whether the tax would rise.",
        [("whether the tax would rise", "The minister", "indirect", "negated")],
    ),
    ("The minister declined to comment.", []),
    ("The minister declined to say.", []),
    (
        "He denied saying that the club was broke.",
        [("the club was broke", "He", "indirect", "negated")],
    ),
    (
        "Critics would say that the plan is too dear.",
        [("the plan is too dear", "Critics", "indirect", "hypothetical")],
    ),
    (
        "Some might argue that the tax is fair.",
        [("the tax is fair", "Some", "indirect", "hypothetical")],
    ),
    (
        "If she says that the bridge is safe, we will cross it.",
        [("the bridge is safe", "she", "indirect", "hypothetical")],
    ),
    (
        "Did the minister say that the tax would rise?",
        [("the tax would rise", "the minister", "indirect", "hypothetical")],
    ),
    known(
        "the parser takes the boy for the object of says",
        (
            "Unless the doctor says the boy is well, he stays at home.",
            [("the boy is well", "the doctor", "indirect", "hypothetical")],
        ),
    ),
    (
        "The mayor left without saying that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect", "negated")],
    ),
    (
        "The mayor stopped short of saying that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect", "negated")],
    ),
    (
        "The union wants to say that the strike is over.",
        [("the strike is over", "The union", "indirect", "hypothetical")],
    ),
    (
        "The mayor failed to mention that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect", "negated")],
    ),
    # stated all the same
    ("The coach denied that he had been paid.", [("he had been paid", "The coach", "indirect")]),
    (
        "The doctor said that the boy was not well.",
        [("the boy was not well", "The doctor", "indirect")],
    ),
    (
        "The minister will say on Monday that the tax must rise.",
        [("the tax must rise", "The minister", "indirect")],
    ),
    (
        "The mayor went on to say that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect")],
    ),
    (
        "“I would say that the bridge is unsafe,” the mayor said.",
        [("I would say that the bridge is unsafe", "the mayor", "direct")],
    ),
    (
        "The mayor said not only that the bridge was unsafe but that it would fall.",
        [("not only that the bridge was unsafe but that it would fall", "The mayor", "indirect")],
    ),
    (
        "Neither the club nor the league has said when the ground will open.",
        [("when the ground will open", "the club nor the league", "indirect", "negated")],
    ),
    (
        "No minister has claimed that the tax is fair.",
        [("the tax is fair", "No minister", "indirect", "negated")],
    ),
    (
        "The firm could not say whether the pipe was safe.",
        [("whether the pipe was safe", "The firm", "indirect", "negated")],
    ),
    (
        "The firm declined to comment on the report.",
        [("the report", "The firm", "indirect", "negated")],
    ),
    (
        "The firm would not confirm that the pipe had burst.",
        [("the pipe had burst", "The firm", "indirect", "negated")],
    ),
    (
        "Had the firm said that the pipe was unsafe, nobody would have used it.",
        [("the pipe was unsafe", "the firm", "indirect", "hypothetical")],
    ),
    (
        "Anyone who says that the pipe is safe is lying.",
        [("the pipe is safe", "Anyone", "indirect", "hypothetical")],
    ),
    (
        "Asked whether the minister had said that the tax would rise, she laughed.",
        [
            ("whether the minister had said that the tax would rise", "", "indirect"),
            ("the tax would rise", "the minister", "indirect", "hypothetical"),
        ],
    ),
    (
        "The club is expected to say that the ground will open.",
        [
            ("The club to say that the ground will open", "", "indirect"),
            ("the ground will open", "The club", "indirect", "hypothetical"),
        ],
    ),
    (
        "Voters may think that the tax is fair.",
        [("the tax is fair", "Voters", "indirect", "hypothetical")],
    ),
    (
        "She did not deny that the pipe had burst.",
        [("the pipe had burst", "She", "indirect", "negated")],
    ),
    (
        "The firm made no promise that the pipe would be mended.",
        [("the pipe would be mended", "The firm", "indirect", "negated")],
    ),
    (
        "Why did the minister say that the tax would rise?",
        [("the tax would rise", "the minister", "indirect")],
    ),
    (
        "The doctor would later say that the boy had been lucky.",
        [("the boy had been lucky", "The doctor", "indirect")],
    ),
    (
        "The mayor did not hesitate to say that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect")],
    ),
    (
        "The mayor refused, saying that the bridge was unsafe.",
        [("the bridge was unsafe", "The mayor", "indirect")],
    ),
    ("“It is fine,” the mayor did not say.", [("It is fine", "the mayor", "direct", "negated")]),
]

# Block quotations: a colon, then a paragraph without marks.
BLOCKS = [
    (
        "The letter to the members said:\nWe regret to tell you that the club will "
        "close in May.\nThe club was founded in 1902.",
        [
            (
                "We regret to tell you that the club will close in May.",
                "The letter to the members",
                "direct",
            )
        ],
    ),
    (
        "In his diary the captain wrote:\nThe ice came at noon. We are "
        "stuck.\nThe diary was found in 1931.",
        [("The ice came at noon. We are stuck.", "the captain", "direct")],
    ),
    (
        "The firm said in a statement:\nOur thoughts are with the families "
        "of the crew.\nThe ship sank on Monday.",
        [("Our thoughts are with the families of the crew.", "The firm", "direct")],
    ),
    (
        "The captain wrote:\n> The ice came at noon.\n> We are "
        "stuck.\nThe diary was found in 1931.",
        [("The ice came at noon. We are stuck.", "the captain", "direct")],
    ),
    (
        "The captain wrote:\n“The ice came at noon. We are stuck.”\nThe diary was found in 1931.",
        [("The ice came at noon. We are stuck.", "the captain", "direct")],
    ),
    (
        "According to the diary:\nThe ice came at noon. We are stuck.\nThe ship was lost.",
        [("The ice came at noon. We are stuck.", "the diary", "direct")],
    ),
    ("Here are the results:\nLeeds won at home.\nHull lost again.", []),
    ("The shop sells three things:\nBread is the first of them.\nMilk is the second.", []),
    ("More on this story:\nHow the ship was lost\nWhat the captain knew", []),
    (
        "The report concludes:\nNobody checked the pipe. Nobody was "
        "told.\nThe firm has not answered.",
        [("Nobody checked the pipe. Nobody was told.", "The report", "direct")],
    ),
    ("The mayor visited three towns:\nLeeds was the first of the three.\nHull came last.", []),
    ("The recipe says:\n- two eggs\n- one cup of milk", []),
]

# Translations and languages.
TRANSLATED = [
    (
        "“We want to go home,” the sailor said (in Korean).",
        [("We want to go home", "the sailor", "direct")],
    ),
    (
        "“We want to go home,” the sailor said in Korean.",
        [("We want to go home", "the sailor", "direct")],
    ),
    (
        "“We want to go home,” the sailor said through an interpreter.",
        [("We want to go home", "the sailor", "direct")],
    ),
    (
        "The sailor said (in Korean) that he wanted to go home.",
        [("he wanted to go home", "The sailor", "indirect")],
    ),
    (
        "The sailor said in Korean that he wanted to go home.",
        [("he wanted to go home", "The sailor", "indirect")],
    ),
    (
        "Speaking in Welsh, the farmer said the rain had ruined the hay.",
        [("the rain had ruined the hay", "the farmer", "indirect")],
    ),
    (
        "(In Spanish) “We want to go home,” said the sailor.",
        [("We want to go home", "the sailor", "direct")],
    ),
    ("“Vámonos (let’s go),” said the sailor.", [("Vámonos (let’s go)", "the sailor", "direct")]),
    (
        "“The boat [was] full,” the sailor said, according to a translation.",
        [
            ("The boat [was] full,” the sailor said", "a translation", "mixed"),
            ("The boat [was] full", "the sailor", "direct"),
        ],
    ),
    ("The word means “sea wind” in Welsh.", []),
    ("He learned to say “good morning” in Korean.", []),
    ("The book was translated into Korean.", []),
    (
        "The sailor said, in Korean, that he wanted to go home.",
        [("he wanted to go home", "The sailor", "indirect")],
    ),
    (
        "“We want to go home,” he said, speaking in Korean.",
        [("We want to go home", "he", "direct")],
    ),
    ("“Basta” – “enough” in Italian – was painted on the wall.", []),
    ("The sailor said “hello” in four languages.", [("hello", "The sailor", "direct")]),
]

# "continued" is a reporting verb, and no sign of a speaker who goes on without a cue.
CONTINUED = [
    (
        "“The wall is wet,” said Nora Quist. “It is too weak.”",
        [
            ("The wall is wet", "Nora Quist", "direct"),
            ("It is too weak.", "Nora Quist", "direct"),
        ],
    ),
    (
        "“The wall is wet,” said Nora Quist.\n“It is too weak,” he continued.",
        [("The wall is wet", "Nora Quist", "direct"), ("It is too weak", "he", "direct")],
    ),
    (
        "“The wall is wet,” said Nora Quist.\nHe continued that nobody had been told.",
        [
            ("The wall is wet", "Nora Quist", "direct"),
            ("nobody had been told", "He", "indirect"),
        ],
    ),
]

SHAPES = {
    "paragraphs": PARAGRAPHS,
    "nested": NESTED,
    "single": SINGLE,
    "marks": MARKS,
    "unbalanced": UNBALANCED,
    "partial": PARTIAL,
    "no speech": NO_SPEECH,
    "headlines": HEADLINES,
    "lists": LISTS,
    "posts": POSTS,
    "interviews": INTERVIEWS,
    "according": ACCORDING,
    "passive": PASSIVE,
    "modal": MODAL,
    "blocks": BLOCKS,
    "translated": TRANSLATED,
    "continued": CONTINUED,
}
CASES = [(shape, case) for shape, cases in SHAPES.items() for case in cases]


def articles():
    """Each case's text as an article, its lines as paragraphs.

    The id is a digest of the text, so that recorded parses outlive new cases.
    """
    from hashlib import sha256

    from quotetrack.records import Article

    for _, (text, _) in CASES:
        ends = [i for i, c in enumerate(text + "\n") if c == "\n"]
        yield Article(
            sha256(text.encode()).hexdigest()[:12],
            text,
            paragraphs=tuple(zip([0, *(e + 1 for e in ends)], ends, strict=False)),
        )


def recorded():
    """The recorded parses as CoNLL-U, article id -> block."""
    import re

    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    return {
        block.split("\n", 1)[0].strip(): block.split("\n", 1)[1]
        for block in re.split(r"# newdoc id = ", text)[1:]
    }


if __name__ == "__main__":
    from quotetrack.parsing.conllu import conllu
    from quotetrack.parsing.parsers import load

    known_blocks = recorded()
    new = [article for article in articles() if article.id not in known_blocks]
    fresh = {
        parse.article.id: conllu(parse).split("\n", 1)[1] for parse in (load()(new) if new else ())
    }
    FILE.write_text(
        "".join(f"# newdoc id = {a.id}\n{(known_blocks | fresh)[a.id]}" for a in articles()),
        encoding="utf-8",
    )
