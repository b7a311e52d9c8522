"""The command line: what `quotetrack` and `python -m quotetrack.cli` run.

Each command parses its options, calls the package that does the work, and prints. Whatever is slow
to import is imported inside the command that needs it, so that questions are answered at once.

Order: render, render_answers, render_findings, render_scores, doctor, output, options, ingest,
questions, evaluate, admin, app.
"""

__all__ = ["main"]


def main() -> None:
    """Entry point of the `quotetrack` command."""
    from quotetrack.cli import app

    app.run()
