"""One page from a server, asked for by a person who gave its address: never an address inside a network."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rashomon import __version__
from rashomon.errors import UnreadableReport
from rashomon.read.warc import decompressed

AGENT = f"rashomon/{__version__} (reads single pages that a person names)"
PORTS = {"http": 80, "https": 443}
REDIRECTS = (301, 302, 303, 307, 308)
NAT64 = ip_network("64:ff9b::/96")
SAFE = "%/:=&?~#+!$,;'@()*[]"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave: the bytes, their media type, the address after all redirects, when (ISO 8601, UTC)."""

    data: bytes
    media_type: str
    address: str
    retrieved: str


def is_public(address: str) -> bool:
    """True for an address of the open internet: not private, loopback, link-local, multicast, reserved or a tunnel."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner: list[IPv4Address | IPv6Address] = [found]
    if isinstance(found, IPv6Address):
        inner += [a for a in (found.ipv4_mapped, found.sixtofour, *(found.teredo or ())) if a is not None]
        if found in NAT64:
            inner = [IPv4Address(int(found) & 0xFFFFFFFF)]
        elif found.ipv4_mapped is not None:
            inner = [found.ipv4_mapped]
    return all(a.is_global and not (a.is_multicast or a.is_reserved or a.is_unspecified) for a in inner)


def resolved(host: str, port: int) -> Sequence[str]:
    """Every address that a host's name stands for."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


@dataclass(frozen=True, slots=True)
class Fetch:
    """Fetches a page within limits on time (seconds, all redirects together), size (bytes) and redirects.

    A host's name is resolved once for each hop, every address it stands for must
    be `allowed`, and the connection goes to the address that was checked.
    """

    resolve: Callable[[str, int], Sequence[str]] = resolved
    allowed: Callable[[str], bool] = is_public
    seconds: float = 30.0
    largest: int = 50_000_000
    hops: int = 5

    def get(self, address: str) -> Fetched:
        """What the server gives for an address; UnreadableReport with the reason where it may not or does not."""
        until = monotonic() + self.seconds
        for _ in range(self.hops + 1):
            try:
                answer = self._hop(address, until)
            except (OSError, HTTPException, ValueError) as error:
                if monotonic() >= until:
                    raise self._late() from error
                raise UnreadableReport(f"could not be fetched: {_said(error)}. Check the address") from error
            if isinstance(answer, Fetched):
                return answer
            address = answer
        raise UnreadableReport(f"redirects more than {self.hops} times. Give the last address itself")

    def _late(self) -> UnreadableReport:
        return UnreadableReport(f"was not given within {self.seconds:g} seconds. Try again later")

    def _hop(self, address: str, until: float) -> Fetched | str:
        """What one server gives, or where it sends us. A timer cuts the line: a server may send a byte a second."""
        parts = split(address)
        host = ascii_host(parts)
        port = PORTS[parts.scheme] if parts.port is None else parts.port
        plain = self._line(host, port, until)
        twin = plain.dup()
        timer = threading.Timer(max(0.1, until - monotonic()), _cut, (twin,))
        timer.daemon = True
        connection = HTTPConnection(host, port)
        connection.default_port, connection.auto_open = PORTS[parts.scheme], 0
        try:
            timer.start()
            connection.sock = _secured(plain, host) if parts.scheme == "https" else plain
            path = quote(parts.path or "/", safe=SAFE) + (f"?{quote(parts.query, safe=SAFE)}" if parts.query else "")
            connection.request("GET", path, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})
            with connection.getresponse() as response:
                return self._answer(response, address, until)
        finally:
            timer.cancel()
            for end in (connection, plain, twin):
                end.close()

    def _line(self, host: str, port: int, until: float) -> socket.socket:
        """A line to a host, every one of whose addresses was checked before, and again on the line itself."""
        if port < 1024 and port not in PORTS.values():
            raise UnreadableReport(f"is at port {port}, where no pages are given. Check the address")
        found = self.resolve(host, port)
        for address in found:
            self._check(address)
        failed: OSError = OSError("its name stands for no address")
        for address in found:
            try:
                line = socket.create_connection((address, port), timeout=max(0.1, until - monotonic()))
            except OSError as error:
                failed = error
                continue
            try:
                self._check(str(line.getpeername()[0]))
            except BaseException:
                line.close()
                raise
            return line
        raise failed

    def _check(self, address: str) -> None:
        if not self.allowed(address):
            where = f"at {address}, an address that is not on the open internet"
            raise UnreadableReport(f"is {where}, and was not asked. Save the page, and give the file")

    def _answer(self, response: HTTPResponse, address: str, until: float) -> Fetched | str:
        target = response.getheader("Location")
        if response.status in REDIRECTS and target:
            return urljoin(address, target)
        if response.status != 200:
            raise UnreadableReport(
                f"was not given: the server said {response.status} {_line(response.reason)}. Check it"
            )
        body = response.read(self.largest + 1) if (response.length or 0) <= self.largest else None
        if monotonic() >= until:
            raise self._late()
        if body is None or len(body) > self.largest:
            raise UnreadableReport(f"has more than {self.largest / 1e6:,.1f} MB. Save it, and give the part you need")
        if response.length:
            raise UnreadableReport("was cut off by the server. Try again later")
        data, problem = decompressed(body, {"Content-Encoding": response.getheader("Content-Encoding") or ""})
        if problem:
            raise UnreadableReport(problem)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        return Fetched(data, response.getheader("Content-Type") or "", address, when)


def split(address: str) -> SplitResult:
    """An address taken apart; UnreadableReport unless it is http or https, with a host and without a password."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https"):
        raise UnreadableReport(
            f"is an address of kind {parts.scheme[:20]!r}; only http and https are fetched. Save it, and give the file"
        )
    if not parts.hostname:
        raise UnreadableReport("is an address without a host. Check it")
    if parts.username is not None or parts.password is not None:
        raise UnreadableReport("is an address with a user name in it, which is not sent. Save the page, give the file")
    return parts


def ascii_host(parts: SplitResult) -> str:
    """A host as it is asked for: a name in another script in its ASCII form."""
    host = parts.hostname or ""
    return host if ":" in host else host.encode("idna").decode("ascii")


def _secured(line: socket.socket, host: str) -> ssl.SSLSocket:
    """The same line, with a server that has shown a certificate for the host."""
    return ssl.create_default_context().wrap_socket(line, server_hostname=host)


def _cut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _said(error: Exception) -> str:
    return _line(getattr(error, "strerror", None) or str(error) or type(error).__name__).strip(". ")


def _line(text: str) -> str:
    """What a server or the system says, in one line, without what could drive a terminal."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))[:200].strip()
