"""The few bytes of a time stamp request (RFC 3161) and what an answer to it says.

Nothing here vouches for the signature of an answer: that is for `openssl ts -verify`, with the certificates that a desk
trusts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.errors import UsageError

SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier of SHA-256, with its NULL."""
SIGNED, TST_INFO = bytes.fromhex("2a864886f70d010702"), bytes.fromhex("2a864886f70d0109100104")
INTEGER, OCTETS, OID, SEQUENCE, TIME, BOOLEAN, EXPLICIT = 0x02, 0x04, 0x06, 0x30, 0x18, 0x01, 0xA0
GRANTED = (0, 1)  # with modifications, too


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an answer says: which hash was there at what time (UTC)."""

    digest: bytes
    time: str
    serial: int
    nonce: int | None


class Part(NamedTuple):
    """One tagged value of DER."""

    tag: int
    body: bytes


def request(digest: bytes, nonce: int) -> bytes:
    """A request for a stamp on a SHA-256, with the server's certificate wanted in the answer."""
    imprint = der(SEQUENCE, SHA256 + der(OCTETS, digest))
    return der(SEQUENCE, number(1) + imprint + number(nonce) + der(BOOLEAN, b"\xff"))


def nonce(data: bytes) -> int | None:
    """The nonce of a request."""
    inner = parts(only(data, SEQUENCE))
    return next((whole(p) for p in inner[2:] if p.tag == INTEGER), None)


def answer(data: bytes) -> Stamp:
    """What an answer says; UsageError where it is none, or a refusal."""
    try:
        status, *token = parts(only(data, SEQUENCE))
        if whole(parts(status.body)[0]) not in GRANTED or not token:
            raise UsageError("the time stamp server refused the request")
        return _stamp(token[0].body)
    except (IndexError, ValueError) as error:
        raise UsageError("not an answer of a time stamp server (RFC 3161)") from error


def _stamp(token: bytes) -> Stamp:
    """ContentInfo -> SignedData -> the content that is signed -> TSTInfo."""
    kind, signed = parts(token)
    content = next(p for p in parts(only(signed.body, SEQUENCE)) if p.tag == SEQUENCE)
    what, held = parts(content.body)
    if (kind, what) != (Part(OID, SIGNED), Part(OID, TST_INFO)):
        raise ValueError("no time stamp token")
    info = parts(only(only(held.body, OCTETS), SEQUENCE))
    imprint = parts(info[2].body)
    if imprint[0].body not in (SHA256[2:], SHA256[2:-2]):
        raise ValueError("another hash than SHA-256")
    rest = [p for p in info[5:] if p.tag == INTEGER]
    return Stamp(imprint[1].body, _time(info[4]), whole(info[3]), whole(rest[0]) if rest else None)


def _time(part: Part) -> str:
    """GeneralizedTime as ISO 8601."""
    text = part.body.decode("ascii")
    if part.tag != TIME or not text.endswith("Z") or not text[:14].isdigit():
        raise ValueError("no time in UTC")
    day, clock = f"{text[:4]}-{text[4:6]}-{text[6:8]}", f"{text[8:10]}:{text[10:12]}:{text[12:14]}"
    return f"{day}T{clock}{text[14:-1]}Z"


# --- DER


def der(tag: int, body: bytes) -> bytes:
    """A tagged value."""
    size = len(body)
    if size < 0x80:
        return bytes((tag, size)) + body
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + body


def number(value: int) -> bytes:
    """An integer that is not negative."""
    return der(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def whole(part: Part) -> int:
    """An integer's value."""
    if part.tag != INTEGER or not part.body:
        raise ValueError("no integer")
    return int.from_bytes(part.body, "big", signed=True)


def only(data: bytes, tag: int) -> bytes:
    """The body of the one value that some bytes are."""
    found = parts(data)
    if len(found) != 1 or found[0].tag != tag:
        raise ValueError("another value is expected")
    return found[0].body


def parts(data: bytes) -> Sequence[Part]:
    """The values that stand one after the other in some bytes; ValueError where they do not fill them."""
    return list(_parts(data))


def _parts(data: bytes) -> Iterator[Part]:
    at = 0
    while at < len(data):
        if at + 2 > len(data):
            raise ValueError("cut short")
        tag, size = data[at], data[at + 1]
        at += 2
        if size & 0x80:
            count = size & 0x7F
            if not 1 <= count <= 4 or at + count > len(data):
                raise ValueError("no definite length")
            size = int.from_bytes(data[at : at + count], "big")
            at += count
        if at + size > len(data):
            raise ValueError("cut short")
        yield Part(tag, data[at : at + size])
        at += size
