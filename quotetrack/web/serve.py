"""How `quotetrack serve` starts Datasette."""

from __future__ import annotations

import sys
from pathlib import Path


def command(db_path: str | Path, port: int = 8001, host: str = "127.0.0.1") -> list[str]:
    """The command line that serves a database; Datasette loads the plugin by itself.

    Checkpoint the database first, so that the file is complete without its write-ahead log.
    """
    line = [sys.executable, "-m", "datasette", "serve", str(db_path)]
    line += ["--host", host, "--port", str(port)]
    line += ["--setting", "sql_time_limit_ms", "5000"]
    line += ["--setting", "default_page_size", "50"]
    return line
