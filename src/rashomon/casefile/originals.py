"""The bytes that reports were read from: each kept once under its SHA-256, read-only, whole or not at all."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rashomon.errors import BrokenCase, UnwritableCase

FOLDER = "originals"


def path_of(folder: Path, sha256: str) -> Path:
    """Where an original lies."""
    return folder / FOLDER / sha256[:2] / sha256


def keep(folder: Path, data: bytes) -> str:
    """Write an original unless it is there; its SHA-256. It is on disk when this returns."""
    sha256 = hashlib.sha256(data).hexdigest()
    path = path_of(folder, sha256)
    if path.is_file() and path.stat().st_size == len(data):
        return sha256
    part = path.with_name(f"{sha256}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(part, data)
        os.chmod(part, 0o444)
        os.replace(part, path)
        _sync(path.parent)
        _sync(path.parent.parent)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        why = error.strerror or str(error)
        raise UnwritableCase(f"{folder}: an original cannot be kept: {why}. The report was not added") from error
    return sha256


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _sync(folder: Path) -> None:
    """Make a new name in a folder last."""
    with suppress(OSError):  # Windows cannot open a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def check(folder: Path, sha256: str) -> None:
    """BrokenCase unless the original is there with the bytes of its name."""
    path = path_of(folder, sha256)
    digest = hashlib.sha256()
    try:
        with path.open("rb") as data:
            while part := data.read(1 << 20):
                digest.update(part)
    except OSError as error:
        raise BrokenCase(f"the original {path} cannot be read: {error.strerror or error}") from error
    if digest.hexdigest() != sha256:
        raise BrokenCase(f"the original {path} has other bytes than those that were read")


def spare(folder: Path, known: set[str]) -> Iterator[Path]:
    """Files among the originals that no report was read from: what a stopped run left."""
    for path in sorted((folder / FOLDER).glob("*/*")):
        if path.name not in known:
            yield path
