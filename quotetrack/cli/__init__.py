"""The command line."""

from quotetrack.cli.app import app, main

__all__ = ["app", "main"]
