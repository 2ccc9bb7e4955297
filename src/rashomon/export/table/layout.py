"""Lines and columns for a terminal of 100 columns: plain text first, weight and dimming only help."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from rashomon.views.safe import in_quotes, line

ASCII = str.maketrans(
    {
        "├": "|", "┤": "|", "│": "|", "└": "`", "─": "-", "●": "o", "→": "->", "←": "<-", "·": ";", "…": "...",
        "–": "-", "—": "-", "≤": "<=", "≥": ">=", "“": '"', "”": '"', "‘": "'", "’": "'",
        "\N{REPLACEMENT CHARACTER}": "?",
    }
)  # fmt: skip
"""What a stream that is not Unicode gets instead."""


def plain(text: str, style: str = "") -> Text:
    """One line of harmless text in a style; nothing in it is read as markup."""
    return Text(line(text), style=style)


def quoted(text: str, limit: int = 0, style: str = "") -> Text:
    """Words of a report, in quotation marks: its own where they stand around them."""
    return Text(in_quotes(line(text, limit)), style=style)


def joined(*parts: str | Text | tuple[str, str]) -> Text:
    """Pieces, styled or not, on one line."""
    return Text.assemble(*parts)


def heading(title: str, note: str = "") -> list[RenderableType]:
    """A section's title with a rule above."""
    text = joined((title, "bold"), "   ", (note, "dim")) if note else Text(title, style="bold")
    return [Text(), text, Text("─" * 100, style="dim", no_wrap=True, overflow="crop")]


def indented(what: RenderableType, columns: int = 2) -> Padding:
    """Something set in from the left."""
    return Padding(what, (0, 0, 0, columns))


def columns(
    rows: Iterable[Sequence[RenderableType]], widths: Sequence[int | None], *, right: Sequence[int] = (), gap: int = 2
) -> Table:
    """Rows in columns of fixed widths (None takes the rest), `gap` blanks apart; those in `right` align right."""
    table = Table.grid(padding=(0, gap, 0, 0), expand=True)
    for i, width in enumerate(widths):
        table.add_column(
            width=width, ratio=None if width else 1, justify="right" if i in right else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*row)
    return table


def more(total: int, shown: int, what: str) -> list[RenderableType]:
    """A line that says how many rows are left out; nothing where none is."""
    left = total - shown
    return [Text(f"… and {left:,} more {what}; the page (--format html) has all", style="dim")] if left > 0 else []
