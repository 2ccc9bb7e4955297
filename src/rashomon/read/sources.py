"""Files, folders and JSON Lines to reports: the entry of the read stage."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rashomon.errors import UnreadableReport, UsageError
from rashomon.model import Report, Skipped
from rashomon.read import files, jsonl, plain
from rashomon.read.parts import Parts, report
from rashomon.read.worker import Worker

Progress = Callable[[str, int, int], None]
"""Called with 'read', how many files are done, and of how many."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Original:
    """A report beside the bytes it was read from: `sha256` of `data` is the report's.

    `retrieved` is when a server gave them (ISO 8601, UTC) and `address` where
    they came from after all redirects; both '' for a file. Neither enters an id.
    """

    report: Report
    data: bytes
    retrieved: str = ""
    address: str = ""


def read(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Report | Skipped]:
    """Every report in some files, folders and, for '-', standard input; what is none comes as Skipped with the reason.

    Files are read in order of path, whatever the order given, standard input
    last. The same bytes again are Skipped and name the first.
    """
    for item in read_originals(paths, stdin=stdin, progress=progress):
        yield item.report if isinstance(item, Original) else item


def read_originals(
    paths: Iterable[str | Path], *, stdin: BinaryIO | None = None, progress: Progress | None = None
) -> Iterator[Original | Skipped]:
    """The same as `read`, each report with its original bytes (of its line, for JSON Lines)."""
    given = list(paths)
    first: dict[str, str] = {}
    for item in _read(given, stdin, progress or (lambda stage, done, total: None)):
        if isinstance(item, Skipped):
            yield item
        elif item.report.id in first:
            yield Skipped(_label(item.report), f"has the same bytes as {first[item.report.id]}, which was read")
        else:
            first[item.report.id] = _label(item.report)
            yield item


def _read(given: list[str | Path], stdin: BinaryIO | None, progress: Progress) -> Iterator[Original | Skipped]:
    found, skipped = files.listed(path for path in given if str(path) != STDIN)
    yield from skipped
    with Worker() as worker:
        for done, path in enumerate(found, 1):
            yield from _file(path, worker)
            progress("read", done, len(found))
    if any(str(path) == STDIN for path in given):
        if stdin is None:
            raise UsageError("'-' was given, but no standard input to read")
        yield from _lines(stdin, path=STDIN)


def _file(path: Path, worker: Worker) -> Iterator[Original | Skipped]:
    """What one file holds: one report, or one a line."""
    name = files.printable(path)
    try:
        kind = files.kind(path) if files.size(path) >= 0 else ""
        if kind == "jsonl":
            with path.open("rb") as lines:
                yield from _lines(lines, path=name)
        else:
            yield _one(kind, files.content(path), name, worker)
    except UnreadableReport as error:
        yield Skipped(name, str(error))
    except OSError as error:
        yield Skipped(name, f"cannot be read: {error.strerror or error}")


def _lines(stream: BinaryIO, *, path: str) -> Iterator[Original | Skipped]:
    for item in jsonl.originals(stream, path=path):
        yield item if isinstance(item, Skipped) else Original(*item)


def _one(kind: str, data: bytes, name: str, worker: Worker) -> Original:
    if not data.strip():
        raise UnreadableReport("is an empty file")
    parts: Parts = plain.read(data) if kind == "text" else worker.read(kind, data)
    return Original(report(parts, sha256=hashlib.sha256(data).hexdigest(), path=name), data)


def _label(item: Report) -> str:
    return f"{item.path} ({item.input_id})" if item.input_id else item.path
