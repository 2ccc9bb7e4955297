"""Draws the lineage on an axis of time: a row a report, families together, a line for each link."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from markupsafe import Markup, escape

from rashomon.model import Derivation, DerivationKind, Report
from rashomon.views.families import Node
from rashomon.views.index import outlet
from rashomon.views.safe import line
from rashomon.views.words import KINDS, short_day
from rashomon.web.links import Links

WIDTH = 800
LEFT = 190  # where the axis starts: the names stand before it
RIGHT = 30
TOP = 34
ROW = 21
BETWEEN = 10  # between two families
APART = 58  # between the names of two days
DAY = len("2017-10-14")
SOON = 0.02  # days: how far a copy without an hour stands after its parent
LONG = 4.0  # days: a longer silence is cut short and marked

CSS = {
    DerivationKind.REPRINT: "solid",
    DerivationKind.LIGHT_EDIT: "solid",
    DerivationKind.TRANSLATION: "dashdot",
    DerivationKind.REWRITE: "dashed",
    DerivationKind.QUOTES: "dotted",
    DerivationKind.CREDITS: "dotted",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A report's place in the drawing."""

    node: Node
    x: float
    y: float


def river(roots: Sequence[Node], to: Links, edge: Callable[[Derivation], str]) -> Markup:
    """The drawing of the families that are linked; `to` and `edge` give the addresses of reports and links."""
    families = linked(roots)
    reports = [node.report for root in families for _, node in root.walk()]
    if not reports:
        return Markup()
    times = Axis.of(reports, moments(families))
    stops: dict[str, Stop] = {}
    y = float(TOP)
    for root in families:
        for _, node in root.walk():
            stops[node.report.id] = Stop(node, times.x(node.report), y)
            y += ROW
        y += BETWEEN
    body = [times.drawn(y), *(_edges(stop, stops, edge) for stop in stops.values())]
    body += [_stop(stop, to) for stop in stops.values()]
    size = f'viewBox="0 0 {WIDTH} {y:g}" width="{WIDTH}"'
    label = "Which report came from which, on an axis of time; the table below says the same in words"
    return Markup(f'<svg class="river" {size} role="group" aria-label="{label}">{"".join(body)}</svg>')


def linked(roots: Sequence[Node]) -> list[Node]:
    """The families of several reports, and single reports that something in another family comes from."""
    nodes = [node for root in roots for _, node in root.walk()]
    sources = {edge.parent for node in nodes for edge in node.others}
    return [root for root in roots if root.children or root.others or root.report.id in sources]


def alone(roots: Sequence[Node]) -> list[Node]:
    """The reports that are in no linked family."""
    drawn = {root.report.id for root in linked(roots)}
    return [root for root in roots if root.report.id not in drawn]


@dataclass(frozen=True, slots=True)
class Axis:
    """Times along the drawing: order and rough distance kept, long silences cut short."""

    places: dict[float, float]
    breaks: tuple[float, ...]
    days: tuple[tuple[float, str], ...]
    times: Mapping[str, float]
    """When each report that has a date stands there, by its id."""

    @classmethod
    def of(cls, reports: Sequence[Report], times: Mapping[str, float]) -> Axis:
        """The axis that holds some reports; those without a date stand at its end."""
        known = sorted(set(times.values()))
        steps = [min(b - a, LONG) ** 0.5 + 0.15 for a, b in pairwise(known)]
        unit = (WIDTH - LEFT - RIGHT) / (sum(steps) + (0.6 if len(known) < len({r.id for r in reports}) else 0) or 1)
        places, x = dict[float, float](), float(LEFT)
        breaks = []
        for i, time in enumerate(known):
            places[time] = x
            if i < len(steps):
                if known[i + 1] - time > LONG:
                    breaks.append(x + steps[i] * unit / 2)
                x += steps[i] * unit
        return cls(places, tuple(breaks), tuple(_days(reports, places, times)), times)

    def x(self, report: Report) -> float:
        """Where a report stands."""
        time = self.times.get(report.id)
        return float(WIDTH - RIGHT) if time is None else self.places[time]

    def drawn(self, bottom: float) -> str:
        """The axis with its days and the marks of its breaks."""
        parts = [f'<line class="axis" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="20" y2="20"/>']
        for x, day in self.days:
            parts.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="20" y2="{bottom:g}"/>')
            parts.append(f'<text class="day" x="{x:.1f}" y="13">{escape(day)}</text>')
        for x in self.breaks:
            parts.append(f'<path class="break" d="M{x - 5:.1f} 25 l4 -10 M{x + 1:.1f} 25 l4 -10"/>')
        return "".join(parts)


def _days(reports: Sequence[Report], places: dict[float, float], times: Mapping[str, float]) -> list[tuple[float, str]]:
    """The days to name along the axis: each once, none on top of the one before."""
    years = len({report.published[:4] for report in reports if report.id in times})
    days: list[tuple[float, str]] = []
    for report in sorted(reports, key=lambda r: times.get(r.id, 0.0)):
        place, label = places.get(times.get(report.id, 0.0)), day_label(report, years)
        if place is not None and (not days or (place - days[-1][0] > APART and label != days[-1][1])):
            days.append((place, label))
    return days


def day_label(report: Report, years: int) -> str:
    """A report's day; its year too where the drawing holds several."""
    label = short_day(report.published)
    return label if years > 1 or " " not in label else label.rsplit(" ", 1)[0]


def moments(roots: Sequence[Node]) -> dict[str, float]:
    """When each report stands on the axis: one dated by its day alone stands after what it comes from on that day."""
    nodes = [node for root in roots for _, node in root.walk()]
    found = {node.report.id: time for node in nodes if (time := moment(node.report)) is not None}
    for node in nodes:  # parents stand before their children
        edges = (node.edge, *node.others) if node.edge else node.others
        parents = [found[edge.parent] for edge in edges if edge.parent in found and edge.direction_known]
        own, last = found.get(node.report.id), max(parents, default=0.0)
        if own is not None and len(node.report.published) == DAY and own <= last < own + 1:
            found[node.report.id] = last + SOON
    return found


def moment(report: Report) -> float | None:
    """A report's date in days; a date prefix is its first day, UTC where no zone is given; None without a date."""
    text = report.published
    for candidate in (text, text[:10], f"{text[:7]}-01", f"{text[:4]}-01-01"):
        try:
            stamp = datetime.fromisoformat(candidate)
        except ValueError:
            continue
        return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).timestamp() / 86400
    return None


def _stop(stop: Stop, to: Links) -> str:
    """A report: its name, a guide to its dot, the dot; a ring before it stands for an origin from outside."""
    report = stop.node.report
    name = escape(line(outlet(report), 30))
    title = escape(f"{outlet(report)}, {short_day(report.published)}: {line(report.headline, 90)}")
    ring = f'<circle class="outside" cx="{stop.x - 13:.1f}" cy="{stop.y:g}" r="3.5"/>' if stop.node.outside else ""
    return (
        f'<a href="{escape(to.report(report.id))}"><title>{title}</title>'
        f'<text class="name" x="0" y="{stop.y + 4:g}">{name}</text>'
        f'<line class="guide" x1="{LEFT - 8}" x2="{stop.x - 18:.1f}" y1="{stop.y:g}" y2="{stop.y:g}"/>'
        f'<circle class="report" cx="{stop.x:.1f}" cy="{stop.y:g}" r="5"/></a>{ring}'
    )


def _edges(stop: Stop, stops: dict[str, Stop], href: Callable[[Derivation], str]) -> str:
    """The lines from a report's parents to it, the closest one stronger."""
    node = stop.node
    main = [node.edge] if node.edge else []
    return "".join(
        _edge(edge, stops[edge.parent], stop, href(edge), "main" if edge is node.edge else "also")
        for edge in (*main, *node.others)
        if edge.parent in stops
    )


def _edge(edge: Derivation, parent: Stop, child: Stop, href: str, css: str) -> str:
    bend = max(14.0, abs(child.x - parent.x) * 0.5)
    path = (
        f"M{parent.x:.1f} {parent.y:g} C{parent.x + 6:.1f} {(parent.y + child.y) / 2:.1f} "
        f"{child.x - bend:.1f} {child.y:g} {child.x - 6:.1f} {child.y:g}"
    )
    title = escape(f"{outlet(child.node.report)}: {KINDS[edge.kind]} of {outlet(parent.node.report)}, {edge.share:.0%}")
    width = 1.2 + 2.6 * max(0.0, min(1.0, edge.share))
    return (
        f'<a href="{escape(href)}" tabindex="-1"><title>{title}</title>'
        f'<path class="hit" d="{path}"/>'
        f'<path class="edge {css} {CSS[edge.kind]}" stroke-width="{width:.1f}" d="{path}"/></a>'
    )
