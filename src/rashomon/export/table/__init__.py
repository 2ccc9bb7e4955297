"""The terminal view of a dossier: 100 columns, plain text in a pipe, no meaning in colour alone."""

from __future__ import annotations

from io import StringIO
from typing import TextIO

from rich.console import Console, RenderableType

from rashomon.export.table import case, history, plots
from rashomon.export.table.decided import decisions
from rashomon.export.table.layout import ASCII
from rashomon.export.table.single import single
from rashomon.model import Dossier
from rashomon.views.claims import claim_views
from rashomon.views.decided import decided
from rashomon.views.drift import cards
from rashomon.views.families import families
from rashomon.views.figures import agreed, differing, every_ladder
from rashomon.views.index import Index, find_report
from rashomon.views.summary import outrun, summary, unresolved

WIDTH = 100  # columns


def render(dossier: Dossier, *, report: str | None = None, figures_as: str = "") -> list[RenderableType]:
    """The blocks of the view, top to bottom; of one report (its file name, id or outlet) where one is named."""
    index = Index.of(dossier)
    if report is not None:
        return list(single(index, find_report(dossier, report)))
    views, figures = claim_views(index), every_ladder(index)
    return [
        *case.head(summary(index, views)),
        *case.disputes(views),
        *plots.ladders(index, differing(figures)),
        *plots.others(index, agreed(figures)),
        *plots.coded(index, figures, figures_as),
        *case.claims(views),
        *case.denied(index),
        *history.lineage(index, families(index)),
        *history.versions(index, dossier.versions),
        *history.drifts(index, cards(index)),
        *history.taken_back(index, dossier.withdrawals),
        *history.headlines(index, outrun(index)),
        *decisions(decided(dossier)),
        *history.loose_ends(index, unresolved(index), dossier),
    ]


def text(dossier: Dossier, *, report: str | None = None, figures_as: str = "", width: int = WIDTH) -> str:
    """The view as plain text, without a control character but the newline."""
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, markup=False, emoji=False)
    for block in render(dossier, report=report, figures_as=figures_as):
        console.print(block)
    return "".join(f"{row.rstrip()}\n" for row in out.getvalue().split("\n")[:-1])


def show(dossier: Dossier, stream: TextIO, *, report: str | None = None, figures_as: str = "") -> None:
    """Print the view: with weight on a terminal, plain text in a pipe."""
    if not stream.isatty():
        plain = text(dossier, report=report, figures_as=figures_as)
        unicode = (stream.encoding or "utf-8").lower().replace("-", "") in ("utf8", "utf16", "utf32")
        stream.write(plain if unicode else plain.translate(ASCII))
        return
    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    console = Console(file=stream, width=min(console.width, WIDTH), highlight=False, markup=False, emoji=False)
    for block in render(dossier, report=report, figures_as=figures_as):
        console.print(block)
