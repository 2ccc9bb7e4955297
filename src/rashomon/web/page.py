"""One self-contained HTML file from a dossier: no network, no script needed to read it, all text escaped."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import PurePath
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rashomon.model import Dossier
from rashomon.views import words
from rashomon.views.claims import SYMBOLS, Position, claim_views, tellings
from rashomon.views.decided import decided, heading
from rashomon.views.drift import cards, explained
from rashomon.views.families import families
from rashomon.views.figures import agreed, differing, every_ladder, extremes
from rashomon.views.grid import grid
from rashomon.views.index import Index, outlet, source_name
from rashomon.views.safe import harmless, in_quotes, line
from rashomon.views.summary import outrun, source_views, summary, unresolved
from rashomon.web import ladder
from rashomon.web.edges import edge_views
from rashomon.web.links import Fragments, Links
from rashomon.web.reports import report_views
from rashomon.web.river import alone, river

FRONT = {"disputes": 4, "rungs": 5, "cards": 2, "headlines": 6}
"""How many rows of each kind the first screen shows."""


def render(dossier: Dossier, *, title: str = "") -> str:
    """The page; the same dossier gives the same bytes."""
    index = Index.of(dossier)
    views = claim_views(index)
    trees = families(index)
    edges = edge_views(index)
    anchors = {id(edge.edge): edge.anchor for edge in edges}
    drifts = cards(index)
    to = Fragments()
    counts, every = summary(index, views), every_ladder(index)
    rows = decided(dossier)
    style, script = _static("page.css"), _static("page.js")
    return (
        environment(to)
        .get_template("page.html.jinja")
        .render(
            title=line(title, 120) or named(dossier),
            policy=policy(style, script),
            style=Markup(style),
            script=Markup(script),
            index=index,
            dossier=dossier,
            summary=counts,
            views=views,
            disputes=[view for view in views if view.disputed],
            ladders=differing(every),
            agreed=agreed(every),
            cards=drifts,
            outrun=outrun(index),
            trees=trees,
            river=river(trees, to, lambda edge: f"#{anchors[id(edge)]}"),
            edges=edges,
            grid=grid(index, views),
            sources=source_views(index, views),
            decided=rows,
            decided_head=heading(rows),
            unresolved=unresolved(index),
            reports=report_views(index),
            front=FRONT,
        )
    )


def named(dossier: Dossier) -> str:
    """What a dossier without a title is called: by its only report, else by how many there are."""
    reports = dossier.reports
    headline = line(reports[0].headline, 90) if len(reports) == 1 else ""
    return f"Who said what in {in_quotes(headline) if headline else words.count(len(reports), 'report')}"


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy: nothing but this file's own style and script, by their hashes."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )


def web_address(url: str) -> str:
    """The address where it is http or https with a host; '' for anything else, which is shown as text."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return ""
    return url if known and url.isprintable() and not set(url) & set(" <>\"'\\") else ""


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _static(name: str) -> str:
    return files("rashomon.web").joinpath("static", name).read_text("utf-8")


def _finish(value: object) -> object:
    """Every value a template prints, made harmless; what is already markup was made so where it was built."""
    return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _filename(path: str) -> str:
    """A path without its folders: they are the reader's own."""
    return line(PurePath(path).name)


@cache
def environment(to: Links) -> Environment:
    """The templates, with every address given by `to`; all that they print is escaped and made harmless."""
    env = Environment(
        loader=PackageLoader("rashomon.web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finish,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(line=line, outlet=outlet, address=web_address, source_name=source_name, filename=_filename)
    env.filters.update(quoted=in_quotes, explained=explained)
    env.globals.update(to=to, words=words, most_rungs=None, bar=ladder.bar, axis=ladder.axis)
    env.globals.update(Position=Position, SYMBOLS=SYMBOLS, tellings=tellings, extremes=extremes, alone_of=alone)
    return env
