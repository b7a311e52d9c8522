"""Who may import whom: a package imports only from the lines above its own."""

LEVELS = [
    "records errors",
    "answers spans",
    "language parallel",
    "readers parsing linking store evaluation",
    "speakers quotations",
    "tracking",
    "api",
    "web",
    "cli",
]
FACES_ONLY = [
    "language",
    "readers",
    "parsing",
    "linking",
    "store",
    "evaluation",
    "speakers",
    "quotations",
    "tracking",
]
