"""Which files some paths name, and their bytes: nothing that hangs, loops or does not fit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from rashomon.errors import UnreadableReport
from rashomon.model import Skipped
from rashomon.read import own

KINDS = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".docx": "docx",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".eml": "mail",
    ".warc": "warc",
    ".wacz": "wacz",
    ".csv": "csv",
}
"""How a file is read, by the end of its name."""

SUFFIXES = ".txt .html .pdf .docx .eml .jsonl .json .rss .atom .xml .warc .warc.gz .wacz .csv"

LARGEST = 50_000_000
"""Bytes. A larger file is refused by its size, and so is a longer line of JSON Lines: a report has some thousand."""

ARCHIVE = 200_000_000
"""Bytes of a web archive, which holds many reports."""

ARCHIVES = ("warc", "wacz")


def printable(path: str | Path) -> str:
    """A path as text that can be written anywhere: bytes of a name that are not UTF-8 as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def listed(paths: Iterable[str | Path]) -> tuple[list[Path], list[Skipped]]:
    """Every file that some paths name, each once, in order of path; of a folder all but its hidden files."""
    files: dict[str, Path] = {}
    skipped: list[Skipped] = []
    for path in map(Path, paths):
        for item in _in_folder(path) if path.is_dir() else [path]:
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                files.setdefault(os.path.normpath(item), item)
    return [files[name] for name in sorted(files)], skipped


def _in_folder(folder: Path) -> Iterator[Path | Skipped]:
    """The files in a folder and its folders, and what cannot be gone into."""
    failed: list[OSError] = []
    count = 0
    for root, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in [f for f in folders if Path(root, f).is_symlink()]:
            reason = "is a link to a folder, which is not followed. Name the folder itself"
            yield Skipped(printable(Path(root, name)), reason)
        for name in sorted(n for n in names if not n.startswith(".")):
            count += 1
            yield Path(root, name)
    for error in failed:
        count += 1
        yield Skipped(printable(error.filename or folder), f"cannot be opened: {_why(error)}")
    if not count:
        yield Skipped(printable(folder), f"is a folder without reports. A report is one of {SUFFIXES}")


def kind(path: Path) -> str:
    """How to read a file; UnreadableReport for a suffix that is not known."""
    if found := kind_of_name(path.name):
        return found
    what = f"of type {path.suffix!r}" if path.suffix else "without a type in its name"
    raise UnreadableReport(f"is a file {what}, which is not read. Convert it to one of {SUFFIXES}")


def kind_of_name(name: str) -> str:
    """How to read what is called so: one's own reader first; '' for a suffix that is not known."""
    suffix = os.path.splitext(name.lower())[1]
    return own.kind(suffix) or ("warc" if name.lower().endswith(".warc.gz") else KINDS.get(suffix, ""))


def size(path: Path) -> int:
    """A regular file's bytes; UnreadableReport for what is missing, no file (a pipe would never end) or not allowed."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        what = "is a link to a file that does not exist" if path.is_symlink() else "does not exist"
        raise UnreadableReport(f"{what}. Check the path") from error
    except (OSError, ValueError) as error:
        raise UnreadableReport(f"cannot be opened: {_why(error)}") from error
    if not stat.S_ISREG(found.st_mode):
        raise UnreadableReport("is no regular file but a device, pipe or socket. Save it to a file first")
    return found.st_size


def content(path: Path, *, archive: bool = False) -> bytes:
    """A file's bytes; UnreadableReport where it is too large, before it is read, or cannot be read."""
    largest = ARCHIVE if archive else LARGEST
    if (found := size(path)) > largest:
        raise UnreadableReport(
            f"has {found / 1e6:,.0f} MB; {'an archive' if archive else 'a report'} may have {largest / 1e6:,.0f}. "
            "Split it, or give JSON Lines"
        )
    try:
        with path.open("rb") as file:
            return file.read(largest)
    except OSError as error:
        raise UnreadableReport(f"cannot be read: {_why(error)}") from error


def _why(error: OSError | ValueError) -> str:
    """The system's reason, and what to do about the common ones."""
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    if isinstance(error, PermissionError):
        return f"{reason}. Change its permissions, or copy it"
    return reason + (". A link leads back to itself" if "symbolic link" in reason else "")
