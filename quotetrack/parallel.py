"""Work done ahead in another process: what a generator yields there comes out here, in order."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Queue
from threading import Thread
from typing import Any, TypeVar

Item = TypeVar("Item")
AT_ONCE = 200  # items sent together
WAITING = 25  # such parcels that may wait over there
DONE = None


def ahead(make: Callable[..., Iterable[Item]], *args: Any) -> Iterator[Item]:
    """What `make(*args)` yields, made by a process of its own; an exception there is raised here.

    It is some thousand items ahead at most, and ends with this process, however that ends.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_make, args=(there, make, args), daemon=True)
    process.start()
    there.close()
    try:
        while (part := _received(here)) is not DONE:
            yield from part
    finally:
        here.close()
        process.join()


def _received(here: Connection) -> Any:
    try:
        part = here.recv()
    except EOFError as error:
        raise RuntimeError("the process that reads ahead has ended before its work") from error
    if isinstance(part, Exception):
        raise part
    return part


def _make(there: Connection, make: Callable[..., Iterable[Any]], args: tuple[Any, ...]) -> None:
    # Ctrl-C reaches both processes; the one that writes decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    waiting: Queue[Any] = Queue(WAITING)
    sender = Thread(target=_send, args=(there, waiting))
    sender.start()
    try:
        with uncollected():
            stream = iter(make(*args))
            while part := list(islice(stream, AT_ONCE)):
                waiting.put(part)
        waiting.put(DONE)
    except Exception as error:
        waiting.put(error)
        waiting.put(DONE)
    sender.join()


def _send(there: Connection, waiting: Queue[Any]) -> None:
    try:
        while (part := waiting.get()) is not DONE:
            there.send(part)
        there.send(DONE)
    except OSError:  # nobody is there to take it
        os._exit(0)


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the cyclic garbage collector.

    With very many live objects it takes a fifth of the time and finds nothing to free.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
