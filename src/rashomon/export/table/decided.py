"""What people decided, beside what the machine had found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.export.table.layout import columns, heading, joined, more, plain, quoted
from rashomon.views.decided import Decided
from rashomon.views.decided import heading as counted
from rashomon.views.safe import line


def decisions(rows: Sequence[Decided], most: int = 40) -> Iterator[RenderableType]:
    """A block for each decision: who, what, the words it stands on, what the machine had found, what became of it."""
    if not rows:
        return
    yield from heading("WHAT PEOPLE DECIDED", counted(list(rows)))
    for row in rows[:most]:
        value = f": {line(row.value, 200)}" if row.value else ""
        effect = (f"  [{row.effect}]", "bold") if row.effect else ""
        yield joined((line(row.who, 40), "bold"), f" {row.what}{value}", effect, (f"  {row.day}", "dim"))
        yield columns(list(_under(row)), (14, None))
    yield from more(len(rows), most, "decisions")


def _under(row: Decided) -> Iterator[tuple[RenderableType, RenderableType]]:
    for exact in row.quotes:
        yield "  about", quoted(exact, 200)
    if row.more:
        yield "", Text(f"and {row.more} more", style="dim")
    for name, text in (("  machine", row.machine), ("  because", row.why), ("  outcome", row.reason)):
        if text:
            yield name, plain(line(text, 240), "dim")
