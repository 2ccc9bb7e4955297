"""A dossier as one piece of HTML for a notebook: self-contained, without script or address, all text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rashomon.model import Dossier
from rashomon.views import words
from rashomon.views.claims import ClaimView, Position, Voice, claim_view, ranked
from rashomon.views.index import Index, outlet
from rashomon.views.safe import in_quotes, line

MOST, VOICES = 12, 6
"""How many claims are shown, and how many voices on each side of one."""
CELL = "text-align:left;vertical-align:top;padding:.3em .8em .3em 0;border-top:1px solid #8884"


def html(dossier: Dossier) -> str:
    """The counts, then the claims that matter most, each with who says and who denies it."""
    index = Index.of(dossier)
    claims = [claim_view(index, claim) for claim in ranked(index)[:MOST]]
    rest = len(dossier.claims) - len(claims)
    parts = [f"<p><b>{_counts(dossier)}</b></p>"]
    if claims:
        head = "".join(f'<th style="{CELL}">{name}</th>' for name in ("Claim", "Reports", "Origins", "Flags"))
        parts.append(f'<table style="border-collapse:collapse"><thead><tr>{head}</tr></thead><tbody>')
        parts += [_row(index, view) for view in claims]
        parts.append("</tbody></table>")
    if rest > 0:
        parts.append(f"<p>{words.count(rest, 'more claim')}: <code>dossier.to_arrow('claims')</code></p>")
    if dossier.skipped:
        left = "".join(f"<li>{_text(s.path, 80)}: {_text(s.reason, 160)}</li>" for s in dossier.skipped[:MOST])
        count = words.count(len(dossier.skipped), "input")
        parts.append(f"<details><summary>{count} left out</summary><ul>{left}</ul></details>")
    return f'<div style="font-family:sans-serif;max-width:60em">{"".join(parts)}</div>'


def _counts(dossier: Dossier) -> str:
    outlets = len({outlet(r) for r in dossier.reports})
    named = ((len(dossier.reports), "report"), (outlets, "outlet"), (len(dossier.statements), "statement"))
    return " · ".join(words.count(number, name) for number, name in (*named, (len(dossier.claims), "claim")))


def _row(index: Index, view: ClaimView) -> str:
    support = view.support
    cells = (
        f"<details><summary>{_text(view.claim.label, 160)}</summary>{''.join(_sides(index, view))}</details>",
        str(support.reports) if support else "",
        escape(words.origins(support.low, support.high)) if support else "",
        escape(", ".join(view.status)),
    )
    return f"<tr>{''.join(_cell(cell) for cell in cells)}</tr>"


def _cell(content: str) -> str:
    return f'<td style="{CELL}">{content}</td>'


def _sides(index: Index, view: ClaimView) -> Iterator[str]:
    sides = (("Say so", Position.ASSERTS), ("Qualify it", Position.QUALIFIES), ("Deny it", Position.DENIES))
    for name, position in sides:
        voices = view.side(position)
        if voices:
            more = f"<li>and {len(voices) - VOICES} more</li>" if len(voices) > VOICES else ""
            yield f"<p>{name}:</p><ul>{''.join(_voice(index, v) for v in voices[:VOICES])}{more}</ul>"


def _voice(index: Index, voice: Voice) -> str:
    """One speaker with the words of the first statement, and where they stand."""
    first = voice.statements[0]
    where = f"{_text(outlet(index.report_of(first)), 40)}, {first.start}:{first.content[-1].end}"
    return f"<li>{_text(voice.name, 60)}: {_text(in_quotes(line(first.text, 200)), 220)} <small>({where})</small></li>"


def _text(text: str, limit: int) -> str:
    """Text from a report: harmless, escaped, and set apart from the direction of what stands beside it."""
    return f"<bdi>{escape(line(text, limit))}</bdi>"
