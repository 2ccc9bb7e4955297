"""The style and script of the workbench, from the package; their addresses change with their content."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from rashomon.web.serve.pages.base import Missing

KINDS = {"page.css": "text/css", "serve.css": "text/css", "serve.js": "text/javascript", "icon.svg": "image/svg+xml"}


@cache
def content(name: str) -> bytes:
    """A file's bytes."""
    return files("rashomon.web").joinpath("static", name).read_bytes()


@cache
def address(name: str) -> str:
    """Where a file is found; safe to keep for ever."""
    return f"/static/{name}?v={hashlib.sha256(content(name)).hexdigest()[:12]}"


def served(request: Request) -> Response:
    """One of the files, and nothing else."""
    name = request.path_params["name"]
    if name not in KINDS:
        raise Missing(f"there is no file {name!r} here")
    headers = {"Cache-Control": "private, max-age=31536000, immutable"}
    return Response(content(name), media_type=KINDS[name], headers=headers)
