"""Speakers as they are stored: their names, and the blocking keys by which a name finds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from quotetrack.language import normalize
from quotetrack.language.normalize import replace_surrogates
from quotetrack.records import Speaker
from quotetrack.store.rows import clean
from quotetrack.store.sql import as_json

Keys = Callable[[str], Iterable[str]]  # a name -> its blocking keys
Named = Iterable[tuple[Speaker, str | None]]  # a speaker and the name that an article used
REMEMBERED_NAMES = 1_000_000  # names remembered as stored, before starting again


def known_speakers(conn: sqlite3.Connection, keys: Iterable[str]) -> list[tuple[str, Speaker]]:
    """The speakers that a name with these blocking keys may mean, each with the key it shares."""
    found = conn.execute(
        """select each.value, s.id, s.name, s.kind, s.article_id
        from json_each(?) each cross join speaker_keys k on k.key = each.value
          cross join speakers s on s.id = k.speaker_id""",
        (as_json(sorted(keys)),),
    )
    return [(key, Speaker(*row)) for key, *row in found]


def drop_unused(conn: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Delete those of the speakers to whom no quotation is attributed."""
    conn.executemany(
        """delete from speakers where id = ?
          and not exists (select 1 from attributions where speaker_id = speakers.id)""",
        [(speaker,) for speaker in sorted(ids)],
    )


class SpeakerWriter:
    """Stores speakers and their names; remembers what is stored, so that it is written once.

    keys: gives the blocking keys of a name, by which `known_speakers` finds its speaker later.
    """

    def __init__(self, conn: sqlite3.Connection, keys: Keys) -> None:
        self._conn = conn
        self._keys = keys
        self._stored: dict[tuple[str, str], Speaker] = {}

    def forget(self) -> None:
        """Write everything again: speakers may have been deleted."""
        self._stored.clear()

    def save(self, named: Named) -> None:
        """Store speakers with their canonical name and the name that an article used."""
        new = self._new(named)
        self._save_speakers({speaker.id: speaker for speaker in new.values()}.values())
        self._conn.executemany(
            "insert or ignore into speaker_names (speaker_id, name, key) values (?, ?, ?)",
            [
                (speaker, clean(name), normalize.key(replace_surrogates(name)))
                for speaker, name in new
            ],
        )
        self._conn.executemany(
            "insert or ignore into speaker_keys values (?, ?)",
            [
                (clean(key), speaker_id)
                for (speaker_id, name), speaker in new.items()
                if speaker.article_id is None
                for key in sorted(self._keys(name))
            ],
        )

    def _new(self, named: Named) -> dict[tuple[str, str], Speaker]:
        """The speakers that are not stored as they are now, by id and name."""
        if len(self._stored) > REMEMBERED_NAMES:
            self._stored.clear()
        pairs = {
            (speaker.id, name): speaker
            for speaker, alias in named
            for name in (speaker.name, alias)
            if name
        }
        stored = self._stored
        new = {pair: speaker for pair, speaker in pairs.items() if stored.get(pair) != speaker}
        stored.update(new)
        return new

    def _save_speakers(self, speakers: Iterable[Speaker]) -> None:
        self._conn.executemany(
            """insert into speakers values (?, ?, ?, ?)
            on conflict (id) do update set name = excluded.name, kind = excluded.kind
              where name <> excluded.name or kind <> excluded.kind""",
            [(s.id, clean(s.name), s.kind, clean(s.article_id)) for s in speakers],
        )
