"""One writer at a time, who says who they are. The system frees the lock of a process that dies, however it dies."""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from rashomon.errors import CaseBusy

NAME, QUEUE = "lock", "lock.queue"
WAIT = 30.0
"""Seconds. Only the write itself holds the lock, some milliseconds: reading a report does not."""
PAUSE = 0.005

if sys.platform == "win32":
    import msvcrt

    FAR = 1 << 30  # a byte that nobody reads: others can read who holds it

    def _take(handle: int) -> None:
        os.lseek(handle, FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def writing(folder: Path, what: str, *, wait: float = WAIT) -> Iterator[None]:
    """Hold the case's lock; CaseBusy names who holds it when it is not free in time.

    Who waits holds the place in the queue: a writer that comes back at once does not get in before them.
    """
    until = time.monotonic() + wait
    handle = os.open(folder / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        place = os.open(folder / QUEUE, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _wait(place, folder, until)
            _wait(handle, folder, until)
        finally:
            os.close(place)
        _sign(handle, what)
        yield
        with suppress(OSError):
            os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def holder(folder: Path) -> str:
    """Who wrote their name into the lock last, in words."""
    try:
        known = json.loads((folder / NAME).read_bytes())
        return f"process {known['pid']} on {known['host']} since {known['since']} ({known['what']})"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"


def _wait(handle: int, folder: Path, until: float) -> None:
    while True:
        try:
            return _take(handle)
        except OSError as error:
            if time.monotonic() >= until:
                raise CaseBusy(f"{folder} is being written by {holder(folder)}. Try again when it is done") from error
            time.sleep(PAUSE)


def _sign(handle: int, what: str) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    name = {"pid": os.getpid(), "host": socket.gethostname(), "since": since, "what": what}
    with suppress(OSError):  # a full disk: the lock is held all the same
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(name).encode())
