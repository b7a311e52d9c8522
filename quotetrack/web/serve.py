"""How `quotetrack serve` starts Datasette."""

from __future__ import annotations

import sys
from pathlib import Path


def command(
    db_path: str | Path, port: int = 8001, host: str = "127.0.0.1", open_browser: bool = False
) -> list[str]:
    """The command line that serves a database; checkpoint it first (`store.checkpoint`). The plugin loads by itself."""
    return [
        sys.executable,
        "-m",
        "datasette",
        "serve",
        str(db_path),
        "--host",
        host,
        "--port",
        str(port),
        "--setting",
        "sql_time_limit_ms",
        "5000",
        "--setting",
        "default_page_size",
        "50",
        *(["--open"] if open_browser else []),
    ]
