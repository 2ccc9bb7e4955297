"""The process that parses files from strangers: it connects to nothing, writes nothing, may be killed at any time."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict
from typing import BinaryIO

from rashomon.errors import UnreadableReport
from rashomon.read import pieces
from rashomon.read.parts import Parts
from rashomon.read.pieces import Piece
from rashomon.read.worker import HEAD, OUTPUT, SIZE

FORBIDDEN = ("socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork", "urllib.")
"""Audit events that no reader needs."""


def main(memory: int) -> None:
    """Answer one file after another until standard input ends."""
    requests, answers = _channels()
    _limit(memory)
    readers = _readers()
    sys.addaudithook(_refuse)
    while len(head := requests.read(HEAD.size)) == HEAD.size:
        kind, size = HEAD.unpack(head)
        body, spent = _answer(kind.rstrip(b"\0").decode(), requests.read(size), readers)
        answers.write(SIZE.pack(len(body)) + body)
        answers.flush()
        if spent:
            return


def _answer(kind: str, data: bytes, readers: Mapping[str, Callable[..., Parts]]) -> tuple[bytes, bool]:
    """What a reader found or why it found nothing, as bytes, and whether this process is spent by it."""
    kind, _, charset = kind.partition(";")
    try:
        if kind in readers:
            parts = readers[kind](data, charset) if charset else readers[kind](data)
            return _whole(json.dumps(asdict(parts)).encode("ascii")), False
        return pieces.packed(_opened(kind, data)), False
    except UnreadableReport as error:
        return _error(pieces.one_line(str(error))), False
    except RecursionError:
        return _error("is nested too deeply to be read. Save its text as .txt", spent=True), True
    except MemoryError:
        return _error("needs more memory than a reader may take. Split it, or save its text as .txt", spent=True), True
    except Exception as error:  # whatever a parser raises on a stranger's file is a reason, never an end
        return _error(pieces.one_line(f"could not be read: {type(error).__name__}: {str(error)[:200]}")), False


def _error(reason: str, *, spent: bool = False) -> bytes:
    return json.dumps({"error": reason, "spent": spent}).encode("ascii")


def _whole(body: bytes) -> bytes:
    return body if len(body) <= OUTPUT else _error(f"has more than {OUTPUT / 1e6:,.0f} MB of text. Split it")


def _readers() -> dict[str, Callable[..., Parts]]:
    from rashomon.read import docx, feed, html, mail, ninjs, pdf

    return {
        "html": html.read,
        "pdf": pdf.read,
        "docx": docx.read,
        "json": ninjs.read,
        "item": feed.read,
        "note": mail.read,
    }


def _opened(kind: str, data: bytes) -> Iterable[Piece]:
    from rashomon.read import feed, links, mail, own, warc

    openers = {
        "feed": feed.opened,
        "warc": warc.opened,
        "wacz": warc.opened_wacz,
        "mail": mail.opened,
        "csv": links.opened,
    }
    return own.opened(kind, data) if kind.startswith(own.MARK) else openers[kind](data)


def _channels() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for the parent alone: what a library prints goes nowhere."""
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    return sys.stdin.buffer, answers


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _refuse(event: str, args: tuple[object, ...]) -> None:
    """An audit hook: no network, no other program, nothing written."""
    if event.startswith(FORBIDDEN) or (event == "open" and _writes(args)):
        raise PermissionError(f"a reader may not do this: {event}")


def _writes(args: tuple[object, ...]) -> bool:
    mode, flags = str(args[1] or ""), int(str(args[2] or 0))
    return any(c in mode for c in "wax+") or bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
