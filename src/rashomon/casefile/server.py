"""One question to the time stamp server that a person named; nothing else is ever sent."""

from __future__ import annotations

import urllib.error
import urllib.request
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.parse import urlsplit

from rashomon import __version__
from rashomon.errors import UsageError

SECONDS = 30.0
LARGEST = 1_000_000  # bytes of an answer


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """An answer from elsewhere is none."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing."""


def ask(address: str, request: bytes) -> bytes:
    """The server's answer; UsageError where none comes."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise UsageError(f"{address}: the address of a time stamp server begins with http:// or https://")
    headers = {"Content-Type": "application/timestamp-query", "User-Agent": f"rashomon/{__version__}"}
    asked = urllib.request.Request(address, request, headers)
    try:
        with urllib.request.build_opener(_NoRedirect).open(asked, timeout=SECONDS) as answer:
            data: bytes = answer.read(LARGEST + 1)
    except (urllib.error.URLError, HTTPException, OSError, ValueError) as error:
        raise UsageError(f"{address}: no answer: {error}. The request is kept; send it another way") from error
    return data
