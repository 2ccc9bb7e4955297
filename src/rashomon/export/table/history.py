"""Where the reports come from, how the words changed on the way, which headlines outrun their story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.export.table.layout import columns, heading, indented, joined, more, plain, quoted
from rashomon.model import Derivation, DerivationKind, Dossier, HeadlineCheck, Report, Span, Version, Withdrawal
from rashomon.views import words
from rashomon.views.drift import Card, Piece, explained
from rashomon.views.families import Node
from rashomon.views.index import Index, outlet
from rashomon.views.safe import OPENING, line
from rashomon.views.summary import Unresolved

Rows = Iterator[RenderableType]
DEEPEST = 12  # branches drawn before a line of the tree


def lineage(index: Index, roots: Sequence[Node], most: int = 60) -> Rows:
    """The families as trees, then the reports that no link was found for."""
    if not index.dossier.lineage:
        return
    yield from heading("WHERE THE REPORTS COME FROM", "the percentage is the share of its words found above it")
    families = [root for root in roots if root.children]
    lines = [row for root in families for row in _tree(index, root)]
    yield from lines[:most]
    yield from more(len(lines), most, "lines of this tree")
    alone = [root for root in roots if not root.children]
    if alone:
        yield Text("No link found between these and the others:", style="dim")
    for root in alone[:most]:
        yield from (indented(row) for row in _tree(index, root))


def _tree(index: Index, root: Node) -> Rows:
    """A family: a line for each report, what else it comes from under it."""
    for steps, node in root.walk():
        shown = steps[-DEEPEST:]  # a longer chain keeps its last branches: the line must fit
        stem = "".join("   " if last else "│  " for last in shown[:-1])
        lead = stem + ("" if not shown else "└─ " if shown[-1] else "├─ ")
        kind = f"{_edge(node.edge)}  " if node.edge else ""
        yield _branch(lead, joined(kind, *_named(node.report)))
        under = stem + ("" if not shown else "   " if shown[-1] else "│  ") + ("│  " if node.children else "   ")
        yield from _further(index, node, under)


def _further(index: Index, node: Node, under: str) -> Rows:
    """A report's other parents, and its origins from outside."""
    for edge in node.others[:4]:
        parent = index.reports[edge.parent or ""]
        where = f"{outlet(parent)}, {words.short_day(parent.published)}"
        yield _branch(under, Text(f"also {_edge(edge)}: {where}", style="dim"))
    if node.outside:
        through = [e for e in node.outside if e.kind is not DerivationKind.QUOTES]
        heard = [e for e in node.outside if e.kind is DerivationKind.QUOTES]
        if through:
            names = ", ".join(f"{line(e.outside or '', 40)} ({words.KINDS[e.kind]})" for e in through[:6])
            yield _branch(under, Text(f"from outside: {names}{' …' if len(through) > 6 else ''}", style="dim"))
        if heard:
            names = ", ".join(line(e.outside or "", 40) for e in heard[:6])
            yield _branch(under, Text(f"heard itself: {names}{' …' if len(heard) > 6 else ''}", style="dim"))


def _branch(lead: str, text: Text) -> RenderableType:
    """A line of the tree; where it is wrapped, it stays right of its branch."""
    return columns([(Text(lead, style="dim"), text)], (len(lead), None), gap=0) if lead else text


def _edge(edge: Derivation) -> str:
    """'reprint 97 %', with what is unsure or uncredited."""
    share = f" {edge.share:.0%}" if edge.share > 0 else ""
    marks = ["" if edge.credited else "no credit", "" if edge.direction_known else "direction not known"]
    note = ", ".join(filter(None, marks))
    return f"{words.KINDS[edge.kind]}{share}{f' ({note})' if note else ''}"


def _named(report: Report) -> tuple[Text | tuple[str, str], ...]:
    day = f", {words.short_day(report.published)}"
    title = f"  “{line(report.headline, 46)}”" if report.headline else ""
    return plain(outlet(report), "bold"), (day, ""), (title, "dim")


def drifts(index: Index, cards: Sequence[Card], most: int = 12) -> Rows:
    """Before and after, the changed words in brackets."""
    if not cards:
        return
    yield from heading("HOW IT CHANGED ON ITS WAY", "changed words stand in [brackets]")
    for card in cards[:most]:
        yield _words(index, card, 0, before=True)
        yield from _onward(index, card, 0)
    yield from more(len(cards), most, "changes")


def _onward(index: Index, card: Card, depth: int) -> Rows:
    yield _words(index, card, depth, before=False)
    for what, why in explained(card.drift):
        yield indented(joined((what, "bold"), ": ", (line(why, 240), "dim")), 28 + 2 * depth)
    for further in card.onward:
        yield from _onward(index, further, depth + 1)


def _words(index: Index, card: Card, depth: int, *, before: bool) -> RenderableType:
    span, pieces = (card.drift.parent, card.before) if before else (card.drift.child, card.after)
    report = index.reports.get(span.report_id)
    name = f"{'' if before else '→ '}{outlet(report) if report else span.report_id}"
    ends = [index.reports.get(s.report_id) for s in (card.drift.parent, card.drift.child)]
    one = all(ends) and len({outlet(r) for r in ends if r}) == 1
    day = f", {words.short_day(report.published)}" if report and one else ""
    left = joined(plain(line(name, 50)), (day, "dim"))
    return indented(columns([(left, _marked(pieces))], (26, None)), 2 * depth)


def _marked(pieces: Sequence[Piece]) -> Text:
    """A sentence with its changed words in brackets, and bold where there is weight."""
    own = "".join(piece.text for piece in pieces[:2]).lstrip()[:1] in OPENING  # the words bring their own marks
    text = Text("" if own else "“")
    for piece in pieces:
        words_only = " ".join(line(piece.text).split())
        before, after = piece.text[:1].isspace(), piece.text[-1:].isspace()
        text.append(" " if before else "")
        text.append(f"[{words_only}]" if piece.changed else words_only, style="bold" if piece.changed else "")
        text.append(" " if after and words_only else "")
    return text if own else text.append("”")


def taken_back(index: Index, rows: Sequence[Withdrawal], most: int = 12) -> Rows:
    """What was corrected or replaced, with who prints the first words still."""
    if not rows:
        return
    yield from heading("TAKEN BACK", "and who prints it")
    for row in rows[:most]:
        for lead, span in (("", row.earlier), ("→ ", row.later)):
            yield joined(f"{lead}{_placed(index, span)} ", quoted(span.exact, 160))
        yield indented(Text(line(row.reason, 200), style="dim"))
        for carried in row.carried[:6]:
            when = "still printed after that" if carried.after else "printed before that"
            yield indented(
                joined((when, "bold"), f": {_placed(index, carried.span)} ", quoted(carried.span.exact, 110))
            )
        yield from more(len(row.carried), 6, "reports that print it")
    yield from more(len(rows), most, "things taken back")


def _placed(index: Index, span: Span) -> str:
    report = index.reports[span.report_id]
    return f"{outlet(report)}, {words.short_day(report.published)}"


def versions(index: Index, rows: Sequence[Version], most: int = 6, changed: int = 8) -> Rows:
    """Captures of one page: one source, and what changed between them, statement by statement."""
    if not rows:
        return
    yield from heading("VERSIONS OF ONE PAGE", "one source each")
    for row in rows[:most]:
        first, second = index.reports[row.earlier], index.reports[row.later]
        days = f"{words.moment(first.published)} → {words.moment(second.published)}"
        yield joined((outlet(second), "bold"), f"  {days}")
        if row.reason:
            yield indented(Text(line(row.reason, 200), style="dim"))
        for change in row.changes[:changed]:
            said = index.statements.get(change.later or change.earlier or "")
            told = quoted(said.text, 120) if said else Text("")
            yield indented(joined((change.change.value, "bold"), ": ", told, (f"  {line(change.reason, 160)}", "dim")))
        yield from more(len(row.changes), changed, "changes")
    yield from more(len(rows), most, "pages")


def headlines(index: Index, checks: Sequence[HeadlineCheck], most: int = 20) -> Rows:
    """The headlines that say more than their story."""
    if not checks:
        return
    yield from heading("HEADLINES THAT SAY MORE THAN THEIR STORY")
    for check in checks[:most]:
        yield from headline(index, check)
    yield from more(len(checks), most, "headlines")


def headline(index: Index, check: HeadlineCheck) -> Rows:
    """One headline: the part that outruns, the body's words, the reason."""
    report = index.reports[check.report_id]
    finding = f", {words.short_day(report.published)}: {words.FINDINGS[check.finding]}"
    yield joined(plain(outlet(report), "bold"), finding)
    rows: list[Sequence[RenderableType]] = [("  headline", quoted(report.headline))]
    if check.part and check.part != report.headline:
        rows.append(("  this part", quoted(check.part)))
    if check.body:
        rows.append(("  its body", quoted(check.body.exact, 240)))
    rows.append(("  why", plain(check.reason, "dim")))
    yield columns(rows, (11, None))


def loose_ends(index: Index, groups: Sequence[Unresolved], dossier: Dossier, most: int = 5) -> Rows:
    """What was seen and not decided, and what was left out."""
    if groups:
        yield from heading("WHAT COULD NOT BE RESOLVED")
    for group in groups:
        yield joined((f"{line(group.what, 60)}: unresolved", "bold"), f"  {len(group.rows):,}")
        rows = []
        for row in group.rows[:most]:
            name = outlet(index.reports[row.report_id]) if row.report_id in index.reports else row.report_id
            words_seen = f"“{line(row.exact, 70)}” " if row.exact else ""
            rows.append((plain(line(name, 46)), joined(words_seen, (line(row.reason, 160), "dim"))))
        yield indented(columns(rows, (24, None)))
        yield from (indented(row) for row in more(len(group.rows), most, "of these"))
    if dossier.skipped:
        yield from heading("LEFT OUT")
        yield columns([(plain(skip.path), plain(skip.reason)) for skip in dossier.skipped], (40, None))
