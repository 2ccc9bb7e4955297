"""Folders watched: what is new in them is read when it is whole."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rashomon.errors import UsageError
from rashomon.model import Skipped
from rashomon.read import files
from rashomon.read.sources import Original, read_originals

State = tuple[int, int]
"""A file's size and time of change."""


def watch(
    paths: Iterable[str | Path],
    *,
    every: float = 2.0,
    sleep: Callable[[float], None] = time.sleep,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Original | Skipped]:
    """What is in some folders, then all that comes, looked for every so many seconds, until `stop` says so.

    UsageError for a path that is not there when the watch begins. A file is read
    when it has not changed between two looks, so that none is read half copied;
    changed later, it is read again. The same bytes come once.
    """
    given = list(paths)
    for path in given:
        if not Path(path).exists():
            raise UsageError(f"{files.printable(path)}: does not exist, and cannot be watched")
    before: dict[Path, State] = {}
    done: dict[Path, State] = {}
    seen: set[str] = set()
    while not stop():
        now = _states(given)
        ready = [path for path, state in now.items() if before.get(path) == state and done.get(path) != state]
        for item in read_originals(ready) if ready else ():
            if isinstance(item, Skipped):
                yield item
            elif item.report.id not in seen:
                seen.add(item.report.id)
                yield item
        done.update((path, now[path]) for path in ready)
        before = now
        sleep(every)


def _states(paths: Iterable[str | Path]) -> dict[Path, State]:
    """Every file that is there now; one that goes while it is looked at is left for the next look."""
    found: dict[Path, State] = {}
    for path in files.listed(paths)[0]:
        try:
            status = path.stat()
        except OSError:
            continue
        found[path] = (status.st_size, status.st_mtime_ns)
    return found
