"""Makes text from reports harmless to show; its length never changes, so offsets still hold."""

from __future__ import annotations

import re

REPLACED = "\N{REPLACEMENT CHARACTER}"

OPENING, CLOSING = frozenset("\"“„«‘'"), frozenset("\"”“»’'")

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but tab and newline: a terminal obeys them
    "\u2028\u2029"  # separators that end a line for some readers only
    "\u202a-\u202e\u2066-\u2069"  # embeddings and overrides: they reorder what stands beside them
    "\ud800-\udfff\ufffe\uffff]"  # halves of characters, which cannot be written
)


def harmless(text: str) -> str:
    """The text with every control, direction override and half character shown as U+FFFD; the same length."""
    return UNSAFE.sub(REPLACED, text.replace("\r\n", " \n").replace("\r", "\n"))


def line(text: str, limit: int = 0) -> str:
    """The text on one line, harmless; cut at a word with '…' where it is longer than `limit` characters (0: never)."""
    flat = " ".join(harmless(text).split())
    if not limit or len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit // 2 else cut).rstrip(" ,;:–—-") + "…"


def in_quotes(text: str) -> str:
    """The text in quotation marks, unless it has its own."""
    own = text[:1] in OPENING and text.rstrip(".,;:")[-1:] in CLOSING and len(text) > 1
    return text if own else f"“{text}”"
