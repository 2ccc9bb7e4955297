"""The workbench as an ASGI application: pages and their twins, static files, and what writes (`writes.py`)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from threading import Thread

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from rashomon.errors import RashomonError
from rashomon.web.serve import answers, assets
from rashomon.web.serve.ask import asked
from rashomon.web.serve.desk import Desks, Making
from rashomon.web.serve.events import events
from rashomon.web.serve.guard import Guard, Keys
from rashomon.web.serve.jobs import Jobs
from rashomon.web.serve.openapi import description
from rashomon.web.serve.pages import VIEWS
from rashomon.web.serve.pages.base import Made, Room, View
from rashomon.web.serve.search import Finder
from rashomon.web.serve.store import Store
from rashomon.web.serve.twin import written
from rashomon.web.serve.writes import Writes

JSON = "application/json"


class Workbench:
    """One case, its newest desk, and the reports being added to it."""

    def __init__(self, store: Store, who: str) -> None:
        self.store, self.who = store, who
        self.finder = Finder()
        self.jobs = Jobs(store)
        self.desks = Desks(store.version, store.dossier, lambda: self.jobs.busy)

    def room(self) -> Room:
        """Where the next page is made."""
        desk, stale = self.desks.now()
        return Room(desk, self.store, self.finder, stale)

    def warm(self) -> None:
        """Make what pages need before somebody asks."""
        with suppress(Making):
            desk, _ = self.desks.now()
            desk.warm()
            self.finder.warm(desk.dossier)

    def made(self, view: View, request: Request) -> tuple[Room, Made]:
        """A page's value."""
        room = self.room()
        return room, view.make(room, asked(view, request.path_params.get("key", ""), request.query_params))


def workbench(store: Store, keys: Keys, *, who: str = "") -> Guard:
    """The application; `who` is the name that a decision gets where the form has none."""
    bench = Workbench(store, who)
    writes = Writes(bench.store, bench.jobs, who)
    routes: list[Route] = [route for view in VIEWS for route in _routes(bench, view)] + [
        Route("/openapi.json", lambda request: JSONResponse(description(VIEWS))),
        Route("/static/{name}", assets.served),
        Route("/events", _events(bench)),
        Route("/decisions", writes.decide, methods=["POST"]),
        Route("/decisions/{key}/undo", writes.undo, methods=["POST"]),
        Route("/reports", writes.add, methods=["POST"]),
        Route("/reports/{key}/remove", writes.remove, methods=["POST"]),
    ]
    ordered = sorted(routes, key=lambda route: "{" in route.path and not route.path.endswith(".json"))
    app = Starlette(
        routes=ordered,
        exception_handlers={RashomonError: answers.refused, 404: answers.lost, 405: answers.lost, 500: answers.broken},
        lifespan=_lifespan(bench),
    )
    return Guard(app, keys)  # outermost: an error of the program gets its headers too


def _routes(bench: Workbench, view: View) -> Sequence[Route]:
    """A page and its twin."""

    def page(request: Request) -> Response:
        room, made = bench.made(view, request)
        return answers.page(request, view, room, made, bench.jobs, bench.who)

    def twin(request: Request) -> Response:
        _, made = bench.made(view, request)
        return Response(written(view.kind, made.value), media_type=JSON)

    return Route(view.twin, twin, methods=["GET"]), Route(view.path, page, methods=["GET"])


def _events(bench: Workbench) -> Callable[[Request], object]:
    async def stream(request: Request) -> Response:
        async def version() -> int:
            return await run_in_threadpool(bench.desks.ready)

        body = events(version, bench.jobs, request.is_disconnected)
        return StreamingResponse(body, media_type="text/event-stream")

    return stream


def _lifespan(bench: Workbench) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        Thread(target=bench.warm, name="warming", daemon=True).start()
        yield
        await run_in_threadpool(bench.jobs.close)

    return lifespan
