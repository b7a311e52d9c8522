"""Work done ahead in another process: what a generator yields there comes out here, in order."""
from __future__ import annotations

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from quotetrack.memory import uncollected

Item = TypeVar("Item")
AT_ONCE = 200           # items sent together
DONE = None


def ahead(make: Callable[..., Iterable[Item]], *args: Any) -> Iterator[Item]:
    """What `make(*args)` yields, made by a process of its own that is a little ahead; an exception there is raised here.

    The pipe between them holds it back, so memory stays small. It ends with this process, however that ends.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send, args=(there, make, args), daemon=True)
    process.start()
    there.close()
    try:
        while (part := here.recv()) is not DONE:
            if isinstance(part, Exception):
                raise part
            yield from part
    finally:
        here.close()
        process.join()


def _send(there: Connection, make: Callable[..., Iterable[Any]], args: tuple) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl-C reaches both: the one that writes decides
    with suppress(BrokenPipeError), uncollected():      # nobody wants the rest
        try:
            stream = iter(make(*args))
            while part := list(islice(stream, AT_ONCE)):
                there.send(part)
            there.send(DONE)
        except BrokenPipeError:
            raise
        except Exception as error:
            there.send(error)
