"""ZIP archives from strangers: their members by name, none larger than it may be, whatever their directory says."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import BadZipFile, LargeZipFile, ZipFile

from rashomon.errors import UnreadableReport

MEMBERS = 20_000
UNPACKED = 400_000_000
"""Bytes that the members read may have together."""
RATIO = 300
"""Words pack to a tenth, markup to a fiftieth; what is packed tighter than this, and large, is a bomb."""
SMALL = 5_000_000


def opened(
    data: bytes, what: str, *, wanted: Callable[[str], bool], largest: int = UNPACKED
) -> Iterator[tuple[str, bytes]]:
    """The name and bytes of each wanted member; UnreadableReport for a broken, locked or swollen archive."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            if len(archive.infolist()) > MEMBERS:
                raise UnreadableReport(f"is {what} of more than {MEMBERS:,} files. Split it")
            total = 0
            for info in archive.infolist():
                if info.is_dir() or not wanted(info.filename):
                    continue
                if info.flag_bits & 1:
                    raise UnreadableReport(f"is {what} locked with a password. Unlock it first")
                with archive.open(info) as member:
                    made = member.read(largest + 1)
                total += len(made)
                swollen = len(made) > SMALL and len(made) > RATIO * max(1, info.compress_size)
                if len(made) > largest or total > UNPACKED or swollen:
                    raise UnreadableReport(
                        f"is {what} that unpacks to far more than a report has. Unpack it with care, and give the text"
                    )
                yield info.filename, made
    except (BadZipFile, LargeZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableReport(f"is {what} that is broken ({type(error).__name__}). Save it again") from error
