"""Files, folders, addresses and JSON Lines to reports: the entry of the read stage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import UsageError
from rashomon.model import Report, Skipped
from rashomon.read import files
from rashomon.read.fetch import Fetch
from rashomon.read.opening import Found, Opening, Original, lines
from rashomon.read.worker import Worker

__all__ = ["Original", "read", "read_originals"]

Progress = Callable[[str, int, int], None]
"""Called with 'read', how many files are done, and of how many."""

STDIN = "-"

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
"""What is an address and no path."""


def read(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    fetch: Fetch | None = None,
    fetch_links: bool = False,
) -> Iterator[Report | Skipped]:
    """Every report in some files, folders and, for '-', standard input; what is none comes as Skipped with the reason.

    Files are read in order of path, whatever the order given, then addresses
    (http, https; fetched with `fetch`), standard input last. The same bytes
    again are Skipped and name the first. With `fetch_links` the links of a
    sheet that has no archived file of them are fetched too.
    """
    for item in read_originals(paths, stdin=stdin, progress=progress, fetch=fetch, fetch_links=fetch_links):
        yield item.report if isinstance(item, Original) else item


def read_originals(
    paths: Iterable[str | Path],
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    fetch: Fetch | None = None,
    fetch_links: bool = False,
) -> Iterator[Original | Skipped]:
    """The same as `read`, each report with its original bytes (of its line, for JSON Lines)."""
    given = list(paths)
    first: dict[str, str] = {}
    for item in _read(given, stdin, progress or (lambda *_: None), fetch or Fetch(), fetch_links):
        if isinstance(item, Skipped):
            yield item
        elif item.report.id in first:
            yield Skipped(label(item.report), f"has the same bytes as {first[item.report.id]}, which was read")
        else:
            first[item.report.id] = label(item.report)
            yield item


def _read(given: list[str | Path], stdin: BinaryIO | None, progress: Progress, fetch: Fetch, links: bool) -> Found:
    addresses = sorted({path for path in given if isinstance(path, str) and ADDRESS.match(path)})
    found, skipped = files.listed(path for path in given if str(path) != STDIN and path not in addresses)
    yield from skipped
    total = len(found) + len(addresses)
    with Worker() as worker:
        opening = Opening(worker, fetch, links)
        for done, path in enumerate(found, 1):
            yield from opening.file(path)
            progress("read", done, total)
        for done, address in enumerate(addresses, len(found) + 1):
            yield from opening.address(address)
            progress("read", done, total)
    if any(str(path) == STDIN for path in given):
        if stdin is None:
            raise UsageError("'-' was given, but no standard input to read")
        yield from lines(stdin, path=STDIN)


def label(item: Report) -> str:
    """How messages name a report: its path, and its own id where many stand in one file."""
    return f"{item.path} ({item.input_id})" if item.input_id else item.path
