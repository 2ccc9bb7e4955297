"""Statements as brat standoff annotation, as PolNeAR has it: a text and an .ann file for each report.

Text-bound Source, Cue and Content (in pieces where they are discontinuous) and one Attribution event on the cue: what a
corrector opens in brat, and what the training code reads.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rashomon.model import Dossier, Reading, Span, Statement


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """Two files a report, named by its id."""
    written = []
    for reading in dossier.readings:
        text, notes = (folder / f"{reading.report.id}.{suffix}" for suffix in ("txt", "ann"))
        text.write_bytes(reading.report.text.encode("utf-8", "surrogatepass"))
        notes.write_text(lines(reading), "utf-8")
        written += [text, notes]
    return written


def lines(reading: Reading) -> str:
    """The .ann file of one report; the outlet's own voice has no attribution and is left out."""
    made: list[str] = []
    number = 0
    for event, statement in enumerate((s for s in reading.statements if s.cue), 1):
        names = {}
        for role, spans in roles(statement):
            number += 1
            names[role] = f"T{number}"
            made.append(f"T{number}\t{role} {_places(spans)}\t{_words(spans)}")
        arguments = " ".join(f"{role}:{name}" for role, name in names.items() if role != "Attribution")
        made.append(f"E{event}\tAttribution:{names['Attribution']} {arguments}")
    return "".join(f"{line}\n" for line in made)


def roles(statement: Statement) -> list[tuple[str, Sequence[Span]]]:
    """The roles a statement has, in the corpus's order; the event stands on its cue."""
    source = [statement.source] if statement.source else []
    cue = [statement.cue] if statement.cue else []
    named: list[tuple[str, Sequence[Span]]] = [
        ("Source", source),
        ("Cue", cue),
        ("Content", statement.content),
        ("Attribution", cue),
    ]
    return [(role, spans) for role, spans in named if spans]


def _places(spans: Sequence[Span]) -> str:
    """'start end;start end', parted at line ends too, as brat asks."""
    pieces = ((span, match) for span in spans for match in re.finditer(r"\S(?:[^\n]*\S)?", span.exact))
    return ";".join(f"{span.start + match.start()} {span.start + match.end()}" for span, match in pieces)


def _words(spans: Sequence[Span]) -> str:
    return " ".join(piece for span in spans for piece in re.findall(r"\S(?:[^\n]*\S)?", span.exact))
