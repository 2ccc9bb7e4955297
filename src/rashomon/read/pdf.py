"""PDF with a text layer."""

from __future__ import annotations

from rashomon.errors import UnreadableReport
from rashomon.read.parts import Parts


def read(data: bytes) -> Parts:
    """The text layer of a PDF, its paragraphs reflowed."""
    raise UnreadableReport("PDF is not read yet")
