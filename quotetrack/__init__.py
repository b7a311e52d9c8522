"""Who said it, in which words, and what each outlet made of them."""

__version__ = "0.1.0"
