"""Runs the command line inside the test's process."""

from typer.testing import CliRunner

from quotetrack.cli.app import app

RUNNER = CliRunner()


def invoke(*words, **options):
    """The result of a command, whatever its exit code."""
    return RUNNER.invoke(app, [str(word) for word in words], **options)


def run(*words, code=0, **options):
    """The result of a command that must exit with this code."""
    result = invoke(*words, **options)
    assert result.exit_code == code, result.output + result.stderr
    return result
