"""Reads every report by itself, in worker processes, and keeps what is done so that a stopped run can go on."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from rashomon import __version__
from rashomon.attribute import checkable, own
from rashomon.attribute.meaning import LANGUAGES
from rashomon.attribute.reading import read_report
from rashomon.errors import DamagedModel, RashomonError
from rashomon.model import Reading, Report, Unresolved, content_id
from rashomon.models import packaged
from rashomon.text.packages import digest, sources
from rashomon.text.parse import PIPELINES

Tell = Callable[[str, int, int], None]

FEW = 60
"""Below so many reports a second process costs more time to start (its models load in some seconds) than it saves."""

STAGES = ("model", "text", "attribute", "models")
"""What a reading is made by: a change of any of it makes another one."""

_READING: TypeAdapter[Reading] = TypeAdapter(Reading)


class Keep:
    """Finished readings in a file beside the output: one JSON line each, its key first. A torn last line is left out.

    The file is only ever appended to while a run lasts, and `done` removes it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self, wanted: set[str]) -> dict[str, Reading]:
        """The readings already there under the wanted keys."""
        found: dict[str, Reading] = {}
        if not self._path.exists():
            return found
        with self._path.open("rb") as lines:
            for line in lines:
                key, _, body = line.decode("ascii", "replace").partition("\t")
                if key in wanted and body.endswith("\n"):
                    with suppress(ValidationError):
                        found[key] = _READING.validate_json(body)
        return found

    def add(self, key: str, reading: Reading) -> None:
        """Append one reading."""
        body = json.dumps(_READING.dump_python(reading, mode="json"))
        with self._path.open("ab") as out:
            if out.tell() and self._torn():
                out.write(b"\n")
            out.write(f"{key}\t{body}\n".encode("ascii"))

    def _torn(self) -> bool:
        """True when the last line was cut by a stop."""
        with self._path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) != b"\n"

    def done(self) -> None:
        """Remove the file: the output is written."""
        self._path.unlink(missing_ok=True)


def key(report: Report, extractor: str, places: Path | None = None) -> str:
    """What a kept reading answers for: the report as read, the extractor, its models, the rules and the version.

    A desk's own places count in it where they are given.
    """
    found = sorted(models(report.lang, extractor).items())
    rules = sources("rashomon", STAGES)
    if places:
        found.append(("places", hashlib.sha256(places.read_bytes()).hexdigest()))
    return content_id("k", repr(report), extractor, own.release(extractor), found, __version__, rules)


def models(lang: str, extractor: str) -> dict[str, str]:
    """The models that read a report in a language, each with its SHA-256."""
    found = {PIPELINES[lang]: digest(PIPELINES[lang])} if lang in PIPELINES else {}
    if extractor == "model":
        found["attribution"] = packaged.digest("attribution")
        if lang in checkable.LANGUAGES and packaged.digest("statement"):
            found["statement"] = packaged.digest("statement")
    if lang in LANGUAGES and packaged.digest("meaning"):
        found["meaning"] = packaged.digest("meaning")
    return found


def read_all(
    reports: Sequence[Report],
    *,
    extractor: str,
    places: Path | None = None,
    workers: int = 1,
    tell: Tell,
    keep: Keep | None = None,
) -> list[Reading]:
    """One reading a report, in the order given; those that `keep` has are not made again."""
    keys = [key(report, extractor, places) for report in reports]
    found = keep.load(set(keys)) if keep else {}
    missing = [(k, r) for k, r in zip(keys, reports, strict=True) if k not in found]
    for reading in made([r for _, r in missing], partial(read_one, extractor=extractor, places=places), workers):
        k = key(reading.report, extractor, places)
        found[k] = reading
        if keep:
            keep.add(k, reading)
        tell("attribute", len(found), len(reports))
    return [found[k] for k in keys]


def made(reports: Sequence[Report], work: Callable[[Report], Reading], workers: int) -> Iterator[Reading]:
    """Readings as they are finished, in any order."""
    if workers < 2 or len(reports) < FEW:
        yield from map(work, reports)
        return
    # the longest first, so that no worker is left with one at the end
    yield from _surviving(sorted(reports, key=lambda r: -len(r.text)), work, workers)


def _surviving(reports: Sequence[Report], work: Callable[[Report], Reading], workers: int) -> Iterator[Reading]:
    """Readings from worker processes; when one dies, what is left is halved until the report that kills it is alone."""
    done: set[str] = set()
    with suppress(BrokenProcessPool):
        for reading in _pooled(reports, work, workers):
            done.add(reading.report.id)
            yield reading
    left = [report for report in reports if report.id not in done]
    if len(reports) == len(left) == 1:
        yield failed(left[0], "its reader was killed (out of memory?)")
        return
    half = (len(left) + 1) // 2
    for part in (left[:half], left[half:]):
        if part:
            yield from _surviving(part, work, workers)


def _pooled(reports: Sequence[Report], work: Callable[[Report], Reading], workers: int) -> Iterator[Reading]:
    """Readings from worker processes; BrokenProcessPool when one of them dies."""
    # spawn: the same on every system, and no lock of a thread is copied into a child
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(work, report) for report in reports]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def read_one(report: Report, *, extractor: str, places: Path | None = None) -> Reading:
    """The reading of one report; a report that breaks the reader is a result with a reason, and stops no other."""
    try:
        return read_report(report, extractor=extractor, own_places=places)
    except DamagedModel:
        raise  # no report of the run can be read without it: said once, and nothing is written
    except (RashomonError, RecursionError, ValueError, LookupError, TypeError, AttributeError) as error:
        return failed(report, f"{type(error).__name__}: {error}")


def failed(report: Report, reason: str) -> Reading:
    """A reading without anything but why."""
    return Reading(report, unresolved=(Unresolved(report.id, "report", f"could not be read: {reason}"),))
