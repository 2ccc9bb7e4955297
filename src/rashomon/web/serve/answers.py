"""What is sent back: a page, or why there is none, each as HTML or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from urllib.parse import unquote, urlencode

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from rashomon.errors import UsageError
from rashomon.model import RelationKind
from rashomon.views.safe import line
from rashomon.web.page import environment
from rashomon.web.serve import assets
from rashomon.web.serve.decided import folder_of
from rashomon.web.serve.desk import Making
from rashomon.web.serve.jobs import Job, Jobs
from rashomon.web.serve.pages.base import Made, Missing, Room, View
from rashomon.web.serve.paths import PATHS
from rashomon.web.serve.store import KINDS, Decided, ReadOnly, Store

AGAIN = 3  # seconds after which a page that waits for the first dossier looks again
NAME = "rashomon-who"
"""The cookie that keeps the name under which a person decides."""
NAV = {
    "/": "Dossier",
    "/claims": "Claims",
    "/grid": "Grid",
    "/figures": "Figures",
    "/changes": "Changes",
    "/lineage": "Lineage",
    "/headlines": "Headlines",
    "/reports": "Reports",
    "/sources": "Sources",
    "/unresolved": "Unresolved",
    "/decisions": "Decisions",
    "/add": "Add",
}
FIXED: Mapping[str, object] = {
    "most_rungs": 60,
    "nav": NAV,
    "asset": assets.address,
    "KINDS": KINDS,
    "RelationKind": RelationKind,
    "folder_of": folder_of,
}


@cache
def templates() -> Environment:
    """The templates, with the addresses of the workbench."""
    env = environment(PATHS)
    env.filters.update(decision=lambda kind: KINDS.get(kind, kind))
    env.globals.update(FIXED)
    return env


def page(request: Request, view: View, room: Room, made: Made, jobs: Jobs, who: str) -> Response:
    """A page as HTML."""
    desk, path = room.desk, request.url.path
    asked = {name: request.query_params.get(name, "") for name in view.params}
    running: tuple[Job, ...] = jobs.all()
    context = {
        **made.context,
        "value": made.value,
        "index": desk.index,
        "view_name": view.name,
        "path": path,
        "here": address(request),
        "asked": asked,
        "turned": partial(PATHS.turned, path, asked),
        "twin": twin(request, view),
        "title": line(room.store.title, 100),
        "counts": desk.summary.counts,
        "version": desk.version,
        "writable": room.store.writable,
        "verb": "correct" if room.store.writable else "more",
        "who": person(request, who),
        "stale": room.stale,
        "said": recorded(room.store, request.query_params.get("done", "")),
        "jobs": running,
    }
    template = templates().get_template(f"serve/{view.name}.html.jinja")
    return HTMLResponse(template.render(context))


def person(request: Request, who: str) -> str:
    """The name under which the reader decides: the one they gave last, else the one that the workbench was given."""
    return unquote(request.cookies.get(NAME, ""))[:200].strip() or who


def address(request: Request) -> str:
    """Where the reader is, without what was said about the last decision."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "done"]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


def twin(request: Request, view: View) -> str:
    """The address of the page's twin, with the same question."""
    path = "/index.json" if view.path == "/" else f"{request.url.path}.json"
    return f"{path}?{request.url.query}" if request.url.query else path


def recorded(store: Store, key: str) -> Decided | None:
    """The decision that was made a moment ago."""
    return next((d for d in store.decisions() if d.id == key), None) if key else None


def refused(request: Request, error: Exception) -> Response:
    """A request that means nothing here, or that the case refused."""
    if isinstance(error, Making):
        answer = problem(request, 503, str(error))
        answer.headers["Retry-After"] = str(AGAIN)
        return answer
    status = 404 if isinstance(error, Missing) else 403 if isinstance(error, ReadOnly) else 400
    return problem(request, status if isinstance(error, (UsageError, Missing, ReadOnly)) else 409, str(error))


def lost(request: Request, error: Exception) -> Response:
    """An address that is no page."""
    status = int(getattr(error, "status_code", 404))
    answer = problem(request, status, "there is no such page" if status == 404 else "this cannot be done to this page")
    answer.headers.update(getattr(error, "headers", None) or {})
    return answer


def broken(request: Request, error: Exception) -> Response:
    """An error of the program: the reader learns that it happened, the terminal where."""
    return problem(request, 500, f"an error of the program itself: {type(error).__name__}")


def problem(request: Request, status: int, why: str) -> Response:
    """Why there is no page."""
    if wants_json(request):
        return JSONResponse({"error": why}, status)
    template = templates().get_template("serve/problem.html.jinja")
    again = AGAIN if status == 503 else 0
    return HTMLResponse(template.render(status=status, why=why, again=again), status)


def wants_json(request: Request) -> bool:
    """True for a program: a twin's address, a JSON body, no wish for HTML."""
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    html = "text/html" in request.headers.get("accept", "")
    return request.url.path.endswith(".json") or sent == "application/json" or not html
