"""The head of a case in the terminal: the counts, what is in dispute, every claim, who denies whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from rashomon.export.table.layout import columns, heading, indented, joined, more, plain, quoted
from rashomon.model import Statement
from rashomon.views import words
from rashomon.views.claims import ClaimView, Denial, Position, Reversal, Voice, denials
from rashomon.views.index import Index, outlet
from rashomon.views.safe import line
from rashomon.views.summary import Summary

Rows = Iterator[RenderableType]


def head(summary: Summary) -> Rows:
    """The first two lines of a case."""
    yield joined(("RASHOMON", "bold"), "   ", (summary.counts, "bold"))
    one, many = (
        "report is a reprint, a light edit or a translation",
        "reports are reprints, light edits or translations",
    )
    copies = words.count(summary.copies, one, many) if summary.copies else ""
    details = [
        words.count(summary.statements, "statement"),
        f"{words.count(summary.claims, 'claim')}, {summary.disputed or 'none'} in dispute",
        copies,
        f"languages: {', '.join(summary.languages)}" if len(summary.languages) > 1 else "",
    ]
    yield Text(" · ".join(filter(None, details)), style="dim")


def disputes(views: Sequence[ClaimView], most: int = 12) -> Rows:
    """The disputed claims with both sides."""
    found = [view for view in views if view.disputed]
    if not found:
        return
    yield from heading("IN DISPUTE")
    yield _columns("claim", [("reports", "origins")])
    for view in found[:most]:
        yield columns([_counts(view, "bold")], (54, 7, 7, None), right=(1, 2))
        for word, position in (("asserted by", Position.ASSERTS), ("denied by", Position.DENIES)):
            yield from _side(word, view.side(position))
        yield from _side("qualified by", view.side(Position.QUALIFIES))
        yield from _side("no comment", view.side(Position.NO_COMMENT))
        for reversal in view.reversals:
            yield indented(_side_line("reversed", reversed_words(reversal)), 4)
    yield from more(len(found), most, "claims in dispute")


def claims(views: Sequence[ClaimView], most: int = 20) -> Rows:
    """Every claim that is not in dispute, with its flags."""
    found = [view for view in views if not view.disputed]
    if not found:
        return
    yield from heading("OTHER CLAIMS")
    yield _columns("claim", [("reports", "origins")])
    yield columns([_counts(view, "") for view in found[:most]], (54, 7, 7, None), right=(1, 2))
    yield from more(len(found), most, "claims")


def denied(index: Index, most: int = 15) -> Rows:
    """Who denies whose words."""
    found = denials(index)
    if not found:
        return
    yield from heading("DENIALS")
    for denial in found[:most]:
        yield from _denial(index, denial)
    yield from more(len(found), most, "denials")


def _denial(index: Index, denial: Denial, most: int = 3) -> Rows:
    also = f" and {words.count(denial.reports - 1, 'report')} more" if denial.reports > 1 else ""
    said = denial.statement
    words_said = joined(quoted(said.text, 150), "  ", placed(index, said), (also, "dim"))
    rows: list[Sequence[RenderableType]] = [(plain(index.speaker(said), "bold"), words_said)]
    for relation in denial.denied[:most]:
        other = index.statements[relation.right]
        rows.append((Text("  denies"), joined(plain(index.speaker(other), "bold"), ": ", quoted(other.text, 150))))
        rows.append(("", plain(relation.reason, "dim")))
    left = len(denial.denied) - most
    rows += [("", Text(f"… and {left} more that it denies", style="dim"))] if left > 0 else []
    yield columns(rows, (26, None))


def placed(index: Index, statement: Statement) -> Text:
    """Where a statement stands: its report and day."""
    report = index.report_of(statement)
    return Text(f"{outlet(report)}, {words.short_day(report.published)}", style="dim")


def reversed_words(reversal: Reversal) -> str:
    """'Mara Vint denied, later admits': what a speaker said first and later."""
    first, later = words.STANCES[reversal.before.stance], words.STANCES[reversal.after.stance]
    return f"{reversal.name}: first {first}, later {later}"


def _columns(first: str, rest: Sequence[tuple[str, str]]) -> RenderableType:
    cells = [Text(cell, style="dim") for cell in (first, *rest[0], "")]
    return columns([cells], (54, 7, 7, None), right=(1, 2))


def _counts(view: ClaimView, style: str) -> Sequence[RenderableType]:
    support = view.support
    return (
        plain(line(view.claim.label, 160) or "no label", style),
        Text(f"{support.reports:,}" if support else "not counted"),
        Text(words.origins(support.low, support.high) if support else "not counted"),
        Text(", ".join(word for _, word in view.flags) or "no flag"),
    )


def _side(word: str, voices: Sequence[Voice]) -> Rows:
    if voices:
        shown = [f"{v.name} ({len(v.statements)})" if len(v.statements) > 1 else v.name for v in voices[:8]]
        rest = f" and {len(voices) - 8} more" if len(voices) > 8 else ""
        yield indented(_side_line(word, " · ".join(shown) + rest), 4)


def _side_line(word: str, text: str) -> RenderableType:
    return columns([(Text(word), plain(text))], (12, None))
