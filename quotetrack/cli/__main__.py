"""`python -m quotetrack.cli`: the command line without the installed script."""

from quotetrack.cli import main

main()
