"""Server-sent events: the case has a new version, and how far the reports being added are."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable

import anyio

from rashomon.web.serve.jobs import Jobs
from rashomon.web.serve.twin import written

EVERY = 0.5  # seconds between two looks
ALIVE = 15  # seconds after which a line is sent in any case, so that a closed connection is noticed


async def events(
    version: Callable[[], Awaitable[int]], jobs: Jobs, gone: Callable[[], Awaitable[bool]]
) -> AsyncIterator[str]:
    """An event whenever something has changed, the present state first; ends when the reader is gone."""
    seen: dict[str, str] = {}
    silent = 0.0
    while not await gone():
        now = {"version": str(await version()), "jobs": written(tuple, jobs.all()).decode()}
        changed = [event(name, text) for name, text in now.items() if seen.get(name) != text]
        seen, silent = now, 0.0 if changed else silent + EVERY
        if silent >= ALIVE:
            changed, silent = [": alive\n\n"], 0.0
        for text in changed:
            yield text
        await anyio.sleep(EVERY)


def event(name: str, data: str) -> str:
    """One event; its data is one line of JSON."""
    return f"event: {name}\ndata: {json.dumps(json.loads(data), separators=(',', ':'))}\n\n"
