"""Draws a figure's bounds on an axis: one small drawing a row, in percent, so that it fits any width."""

from __future__ import annotations

from itertools import pairwise

from markupsafe import Markup

from rashomon.views.figures import Rung, Scale
from rashomon.views.words import number

HEIGHT = 16  # pixels of a row
MIDDLE = HEIGHT / 2
WIDE = 32  # characters that fit side by side above the narrowest axis


def bar(rung: Rung, scale: Scale) -> Markup:
    """One row: a line from bound to bound with its ends capped, an arrow where a side is open, a dot for one number."""
    low, high = rung.low, rung.high
    start = 0.0 if low is None else scale.at(low)
    end = 1.0 if high is None else scale.at(high)
    parts = [_rule(scale.at(tick), "grid", 0, HEIGHT) for tick in scale.ticks]
    if low is not None and low == high:
        parts.append(f'<circle cx="{start:.2%}" cy="{MIDDLE:g}" r="4.5" class="dot"/>')
    elif low is not None or high is not None:
        parts.append(f'<line x1="{start:.2%}" x2="{end:.2%}" y1="{MIDDLE:g}" y2="{MIDDLE:g}" class="range"/>')
        parts.append(_arrow(start, "M7 1 L0 8 L7 15") if low is None else _rule(start, "cap", 2, HEIGHT - 2))
        parts.append(_arrow(end, "M-7 1 L0 8 L-7 15") if high is None else _rule(end, "cap", 2, HEIGHT - 2))
    css = "bar denied" if rung.denied else "bar"
    return _svg(css, HEIGHT, "".join(parts))


def axis(scale: Scale) -> Markup:
    """The round numbers above the rows."""
    parts = []
    for tick in scale.ticks[:: _every(scale)]:
        place = scale.at(tick)
        anchor = "start" if place < 0.02 else "end" if place > 0.98 else "middle"
        parts.append(f'<text x="{place:.2%}" y="11" text-anchor="{anchor}">{number(tick)}</text>')
        parts.append(_rule(place, "grid", 13, HEIGHT))
    return _svg("bar axis", HEIGHT, "".join(parts))


def _every(scale: Scale) -> int:
    """Every how many round numbers can be named so that no two names touch."""
    names = [(scale.at(tick) * WIDE, len(number(tick))) for tick in scale.ticks]
    steps = range(1, max(2, len(names)))
    return next((s for s in steps if all(_clear(a, b) for a, b in pairwise(names[::s]))), max(1, len(names)))


def _clear(left: tuple[float, int], right: tuple[float, int]) -> bool:
    """True when two names have a gap between them; the last one stands before its place."""
    (here, size), (there, other) = left, right
    start = there - (other if there > 0.98 * WIDE else other / 2)
    return start - (here + size / 2) >= 1


def _rule(place: float, css: str, top: float, bottom: float) -> str:
    return f'<line x1="{place:.2%}" x2="{place:.2%}" y1="{top:g}" y2="{bottom:g}" class="{css}"/>'


def _arrow(place: float, path: str) -> str:
    return f'<svg x="{place:.2%}" class="open"><path d="{path}" class="arrow"/></svg>'


def _svg(css: str, height: int, body: str) -> Markup:
    """Hidden from screen readers: the table round it says the same in words."""
    tag = f'<svg class="{css}" width="100%" height="{height}" aria-hidden="true" focusable="false">'
    return Markup(f"{tag}{body}</svg>")
