"""Everything a user can get wrong, as exceptions whose text is the one line that the user sees.

    QuotetrackError
    ├── InputError      a file, a line or an article that cannot be read
    ├── StoreError      a database that is missing, locked, foreign or too new
    ├── ModelError      a parser that is not there or does not load
    └── NotFoundError   a question about an article, claim or speaker that the database lacks

The text names the file, the place and the mend.
"""


class QuotetrackError(Exception):
    """Base of all errors that are the user's to mend; any other exception is a bug."""


class InputError(QuotetrackError):
    """An input that cannot be read: says which file, where, and what to do."""


class StoreError(QuotetrackError):
    """A database that cannot be used as asked."""


class ModelError(QuotetrackError):
    """A parser or its weights that cannot be loaded."""


class NotFoundError(QuotetrackError):
    """A name that the database does not know; the text lists what is near."""
