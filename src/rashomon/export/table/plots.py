"""Who says how many: intervals as text, one ladder for each counted thing and scope."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.export.table.layout import columns, heading, indented, joined, more, plain, quoted
from rashomon.text.views import VIEWS
from rashomon.views import words
from rashomon.views.figures import Ladder, Rung, Scale
from rashomon.views.index import Index
from rashomon.views.safe import line

PLOT = 34  # columns
WIDTHS = (26, 11, PLOT, None)

Rows = Iterator[RenderableType]


def ladders(index: Index, found: Sequence[Ladder], most: int = 8, most_rungs: int = 12) -> Rows:
    """The figures side by side with their speakers."""
    if not found:
        return
    yield from heading("WHO SAYS HOW MANY", "├──┤ from – to · ● exactly · < > open on that side")
    for ladder in found[:most]:
        yield from _ladder(index, ladder, most_rungs)
    yield from more(len(found), most, "counted things")


def others(index: Index, found: Sequence[Ladder], most: int = 12) -> Rows:
    """The things of which one number is given, a line each."""
    if not found:
        return
    yield from heading("OTHER FIGURES", "one number for each thing counted")
    rows = []
    for ladder in found[:most]:
        rung = ladder.rungs[0]
        f = rung.figure
        more_names = len({r.name for r in ladder.rungs}) - 1
        who = f"{line(rung.name, 40)}{f' and {more_names} more' if more_names else ''}"
        bounds = words.bounds(rung.low, rung.high, f.unit if f.counted else "")
        said = joined("denies " if rung.denied else "", quoted(f.span.exact, 60))
        rows.append((plain(line(ladder.what, 60)), Text(bounds), plain(who), said))
    yield columns(rows, (26, 14, 28, None), right=(1,))
    yield from more(len(found), most, "figures")


def coded(index: Index, found: Sequence[Ladder], monitor: str) -> Rows:
    """The counted figures as a conflict monitor would code them, beside their words and never in their place."""
    shown = [ladder for ladder in found if not ladder.unit]
    if not monitor or not shown:
        return
    yield from heading(f"FIGURES AS {monitor.upper()} CODES THEM", "low, best, high; – where it gives none")
    rows: list[Sequence[RenderableType]] = [
        (plain(""), Text("low"), Text("best"), Text("high"), plain("who"), plain("words"))
    ]
    for ladder in shown:
        for rung in ladder.rungs:
            code = VIEWS[monitor](rung.figure, index.reports[rung.figure.report_id].lang)
            bounds = [Text("–" if n is None else words.number(n)) for n in (code.low, code.best, code.high)]
            what = plain(line(ladder.what, 40))
            rows.append((what, *bounds, plain(line(rung.name, 30)), quoted(rung.figure.span.exact, 40)))
    yield columns(rows, (26, 7, 7, 7, 24, None), right=(1, 2, 3))


def _ladder(index: Index, ladder: Ladder, most: int) -> Rows:
    notes = ["in conflict"] if ladder.conflict else []
    notes += ["a part of another figure"] if ladder.part else []
    notes += ["logarithmic axis"] if ladder.scale.logarithmic else []
    yield joined(plain(ladder.title, "bold"), "   ", (", ".join(notes), "bold" if ladder.conflict else "dim"))
    yield indented(columns([("", "", Text(axis(ladder.scale, PLOT), style="dim"), "")], WIDTHS))
    for rung in ladder.split(most)[0]:
        yield indented(columns([_rung(rung, ladder.scale)], WIDTHS, right=(1,)))
        yield indented(Text(_way(index, rung), style="dim"), 4)
    yield from more(len(ladder.rungs), most, "figures here")
    yield Text()


def _rung(rung: Rung, scale: Scale) -> Sequence[RenderableType]:
    low, high = rung.low, rung.high
    said = joined("denies " if rung.denied else "", quoted(rung.figure.span.exact, 60))
    return plain(line(rung.name, 50)), Text(words.bounds(low, high)), Text(interval(low, high, scale, PLOT)), said


def _way(index: Index, rung: Rung) -> str:
    """The outlets it came through, in how many reports, when first, and whose figure contradicts it."""
    first = words.short_day(index.reports[rung.figure.report_id].published)
    parts = [f"← {step}" for step in rung.chain[1:]]
    parts.append(
        f"· {rung.carried}, first {first}"
        if len(rung.reports) > 1
        else f"· {', '.join(filter(None, (first, rung.carried)))}"
    )
    parts += [f"· {note}" for note in rung.notes]
    rest = f" and {len(rung.against) - 2} more" if len(rung.against) > 2 else ""
    parts.append(f"· contradicted by {', '.join(rung.against[:2])}{rest}" if rung.against else "")
    return " ".join(filter(None, parts))


def interval(low: float | None, high: float | None, scale: Scale, width: int) -> str:
    """A figure's bounds as text on an axis of some columns: '├──┤', '●', '<─┤' and '├─>' where a side is open."""
    if low is None and high is None:
        return "not stated"
    last = width - 1
    start = 0 if low is None else round(scale.at(low) * last)
    end = last if high is None else round(scale.at(high) * last)
    if start == end and low is not None and high is not None:
        return " " * start + "●"
    left = "<" if low is None else "├"
    right = ">" if high is None else "┤"
    return " " * start + left + "─" * (end - start - 1) + (right if end > start else "")


def axis(scale: Scale, width: int) -> str:
    """The round numbers of an axis above the columns where they stand."""
    cells = [" "] * (width + 8)
    free = 0
    for tick in scale.ticks:
        label = words.number(tick)
        start = max(0, round(scale.at(tick) * (width - 1)) - len(label) // 2)
        if start >= free and start + len(label) <= width:
            cells[start : start + len(label)] = label
            free = start + len(label) + 2
    return "".join(cells)[:width].rstrip()
