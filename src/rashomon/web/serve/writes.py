"""What changes the case: a decision, its undoing, reports to add. Forms are led back to where they came from."""

from __future__ import annotations

import tempfile
from pathlib import Path, PurePath
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from rashomon.errors import UsageError
from rashomon.views.safe import line
from rashomon.web.serve.actions import LONGEST, fields, from_form, from_json, local, parsed
from rashomon.web.serve.answers import NAME, person, problem
from rashomon.web.serve.jobs import Job, Jobs
from rashomon.web.serve.pages.base import Missing
from rashomon.web.serve.store import CLOSED, ReadOnly, Store

FORM, JSON, UPLOAD = "application/x-www-form-urlencoded", "application/json", "multipart/form-data"
LARGEST = 4_000_000  # bytes of a decision
YEAR = 365 * 24 * 3600


class Undoing(NamedTuple):
    """Who undoes a decision, and where they were."""

    who: str
    why: str
    back: str


class Writes:
    """The handlers of every post."""

    def __init__(self, store: Store, jobs: Jobs, who: str) -> None:
        self.store, self.jobs, self.who = store, jobs, who

    async def decide(self, request: Request) -> Response:
        """Append a decision."""
        kind, body = await _body(request)
        if kind not in (FORM, JSON):
            return problem(request, 415, f"a decision is {FORM} or {JSON}")
        asked = from_json(body, self.who) if kind == JSON else from_form(body, self.who)
        made = await run_in_threadpool(self.store.decide, asked.change)
        return JSONResponse({"id": made}, 201) if kind == JSON else _back(asked.back, made, asked.change.who)

    async def undo(self, request: Request) -> Response:
        """Undo a decision."""
        kind, body = await _body(request)
        if kind not in (FORM, JSON, ""):
            return problem(request, 415, f"a decision is {FORM} or {JSON}")
        key, asked = request.path_params["key"], _undoing(kind, body, self.who)
        await run_in_threadpool(self._undo, key, asked)
        return JSONResponse({"id": key}) if kind == JSON else _back(asked.back, key, asked.who)

    def _undo(self, key: str, asked: Undoing) -> None:
        if all(decided.id != key for decided in self.store.decisions()):
            raise Missing(f"there is no decision {key[:80]!r} here")
        self.store.undo(key, who=asked.who, why=asked.why)

    async def remove(self, request: Request) -> Response:
        """Take a report out of the dossier."""
        kind, body = await _body(request)
        if kind not in (FORM, JSON, ""):
            return problem(request, 415, f"a removal is {FORM} or {JSON}")
        key, asked = request.path_params["key"], _undoing(kind, body, self.who)
        await run_in_threadpool(self.store.remove, key, who=asked.who, why=asked.why)
        return JSONResponse({"id": key}) if kind == JSON else RedirectResponse("/reports", 303)

    async def add(self, request: Request) -> Response:
        """Begin to add reports: a path on this machine, or files."""
        if not self.store.writable:
            raise ReadOnly(CLOSED)
        if _kind(request) == JSON:
            _, body = await _body(request)
            job = self._add(str(parsed(body).get("path", "")), self.who)
            return JSONResponse({"job": job.number}, 202)
        if _kind(request) not in (FORM, UPLOAD):
            return problem(request, 415, f"reports come as {UPLOAD} or {JSON}")
        async with request.form(max_files=1000, max_fields=20) as form:
            given = [f for f in form.getlist("files") if isinstance(f, UploadFile) and f.filename]
            path = form.get("path", "")
            if given:
                await self._upload(given, person(request, self.who))
            elif isinstance(path, str):
                self._add(path, person(request, self.who))
        return RedirectResponse("/add", 303)

    def _add(self, path: str, who: str) -> Job:
        path = path.strip()
        if not path or not path.isprintable() or len(path) > 4096:
            raise UsageError("give the path of a report or a folder on this machine, or an address")
        return self.jobs.start([path], [line(path, 80)], who)

    async def _upload(self, given: list[UploadFile], who: str) -> Job:
        """Files are written into a folder of their own, each under the last part of its name."""
        folder = Path(tempfile.mkdtemp(prefix="rashomon-"))
        names = []
        for number, file in enumerate(given):
            place = folder / str(number) / _plain(file.filename or "")
            place.parent.mkdir()
            with place.open("wb") as out:
                while chunk := await file.read(1 << 20):
                    out.write(chunk)
            names.append(str(place))
        return self.jobs.start(names, [PurePath(name).name for name in names], who, folder)


def _plain(name: str) -> str:
    """A file's name that cannot lead elsewhere and keeps its ending."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(c if c.isalnum() or c in "._- " else "_" for c in last).lstrip(". ")[-120:]
    return kept or "report.txt"


def _kind(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request) -> tuple[str, bytes]:
    """The kind of a post and its bytes."""
    made = bytearray()
    try:
        async for chunk in request.stream():
            made += chunk
            if len(made) > LARGEST:
                raise UsageError(f"more than {LARGEST:,} bytes")
    except ClientDisconnect as error:
        raise UsageError("the request broke off") from error
    return _kind(request), bytes(made)


def _undoing(kind: str, body: bytes, who: str) -> Undoing:
    given = parsed(body) if kind == JSON else fields(body)
    texts = {name: value for name, value in given.items() if isinstance(value, str)}
    person, why = texts.get("who", "").strip() or who, texts.get("why", "").strip()
    if not person:
        raise UsageError("a decision needs the name of the person who makes it")
    if len(person) > 200 or len(why) > LONGEST:
        raise UsageError("the name or the reason is too long")
    return Undoing(person, why, local(texts.get("back", "")))


def _back(address: str, decision: str, who: str) -> Response:
    """To where the form was, with the decision to show and to undo."""
    parts = urlsplit(address)
    query = "&".join(filter(None, [parts.query, f"done={quote(decision, safe='')}"]))
    answer = RedirectResponse(parts._replace(query=query).geturl(), 303)
    answer.set_cookie(NAME, quote(who), max_age=YEAR, httponly=True, samesite="strict", path="/")
    return answer
