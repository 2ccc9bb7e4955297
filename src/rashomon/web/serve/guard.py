"""Who may ask the workbench: this machine, under its own name, with the token, from its own pages.

* Host must be the address that is served: a foreign name that resolves to 127.0.0.1 (DNS rebinding) is refused.
* A cookie (HttpOnly, SameSite=Strict), given for the token in the printed address, or `Authorization: Bearer TOKEN`.
* A write with the cookie must come from a page of this very origin: other ports of a machine share its cookies.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # 'no-referrer' would make browsers send 'Origin: null' with forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE = {"GET", "HEAD"}
LARGEST = 256 * 1024 * 1024
"""Bytes of one post: reports are uploaded."""
OPENED = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Rashomon</title>'
    '<link rel="icon" href="/static/icon.svg"><meta http-equiv="refresh" content="0; url=/"></head>'
    '<body><p><a href="/">Open the case</a></p></body></html>'
)
"""A page of our own that leads on: a redirect after a foreign link would come without the strict cookie."""


@dataclass(frozen=True, slots=True)
class Keys:
    """The token in the printed address and the session that it is exchanged for; new with every start."""

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    host: str = "127.0.0.1"

    @property
    def cookie(self) -> str:
        """The cookie's name: cookies do not know ports, two cases are served at once."""
        return f"rashomon-{self.port}"

    @property
    def address(self) -> str:
        """What is printed: to be opened once in each browser."""
        return f"http://{self.host}:{self.port}/open/{self.token}"

    @property
    def hosts(self) -> frozenset[str]:
        """The names under which it may be asked."""
        return frozenset({f"{self.host}:{self.port}", f"localhost:{self.port}"})


class Guard:
    """Refuses what does not come from this machine's own user, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, keys: Keys) -> None:
        self.app, self.keys = app, keys

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self.answer(scope["method"], scope["path"], Headers(scope=scope))
        await (answer or self.app)(scope, limited(receive), guarded(send))

    def answer(self, method: str, path: str, headers: Headers) -> Response | None:
        """The refusal, or the exchange of the token; None where the request may pass."""
        host = headers.get("host", "").lower()
        if host not in self.keys.hosts:
            return refusal(421, "this address is not served here")
        if path.startswith("/open/") and method in SAFE:
            return self.exchange(path.removeprefix("/open/"))
        bearer = same(headers.get("authorization", ""), f"Bearer {self.keys.token}")
        if not bearer and not same(cookie(headers, self.keys.cookie), self.keys.session):
            return refusal(401, "open the address that 'rashomon serve' printed")
        if not bearer and not own(method, host, headers):
            return refusal(403, "this request did not come from a page of this workbench")
        if int(length) > LARGEST if (length := headers.get("content-length", "0")).isdigit() else True:
            return refusal(413, f"more than {LARGEST:,} bytes")
        return None

    def exchange(self, token: str) -> Response:
        """The cookie for the token."""
        if not same(token, self.keys.token):
            return refusal(401, "this is not the address that 'rashomon serve' printed")
        answer = HTMLResponse(OPENED)
        answer.set_cookie(self.keys.cookie, self.keys.session, httponly=True, samesite="strict", path="/")
        return answer


def own(method: str, host: str, headers: Headers) -> bool:
    """True where a request comes from a page of this origin, or is a link that somebody follows."""
    origin, site = headers.get("origin"), headers.get("sec-fetch-site", "")
    if method not in SAFE:
        return origin == f"http://{host}" and site in ("", "same-origin")
    followed = headers.get("sec-fetch-mode", "navigate") == "navigate"
    return followed or site in ("", "same-origin", "none")


def refusal(status: int, why: str) -> Response:
    """A refusal in one line."""
    return PlainTextResponse(f"{status}: {why}\n", status)


def same(given: str, known: str) -> bool:
    """Compared in a time that says nothing about where they differ."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), known.encode())


def cookie(headers: Headers, name: str) -> str:
    """A cookie's value; '' where there is none."""
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def limited(receive: Receive) -> Receive:
    """The request's body, cut off where it is larger than it may be."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= LARGEST else {"type": "http.disconnect"}

    return counted


def guarded(send: Send) -> Send:
    """Every answer with the headers that protect the reader."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sent
