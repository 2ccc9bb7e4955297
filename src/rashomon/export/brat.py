"""Statements as brat standoff annotation, as PolNeAR has it, out and in: a text and an .ann file for each report.

Text-bound Source, Cue and Content (in pieces where they are discontinuous), an Attribution event on the cue, and its
Stance and Form: what a corrector opens in brat, and what the training code reads. Read back, the spans are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rashomon.errors import BrokenDossier
from rashomon.export.put import file_name, put_text
from rashomon.model import Dossier, Form, Reading, Report, Span, Stance, Statement, statement_id

LINE_END = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
PIECE = re.compile(rf"\S(?:[^{LINE_END}]*\S)?")
"""What brat calls a fragment: no line end inside, no space around."""
ROLES = ("Source", "Cue", "Content")
SETTINGS = f"""[entities]
Source
Cue
Content
[relations]
[events]
Attribution Source?:Source, Cue?:Cue, Content:Content
[attributes]
Stance Arg:<EVENT>, Value:{"|".join(Stance)}
Form Arg:<EVENT>, Value:{"|".join(Form)}
"""

Pieces = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution read from an .ann file, or made to be written into one."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None
    stance: Stance = Stance.ASSERTS
    form: Form = Form.INDIRECT

    def statement(self, report: Report) -> Statement:
        """The same as a statement of the report, without a speaker: that is for the resolver."""
        key = statement_id(report.id, self.content, self.source, self.cue)
        return Statement(
            key, report.id, self.content, self.source, self.cue, self.form, self.stance, made_by="annotation"
        )


def write(dossier: Dossier, folder: Path) -> list[Path]:
    """Two files a report, named by its id, and the settings that brat opens them with."""
    written = [put_text(folder / "annotation.conf", SETTINGS)]
    for reading in dossier.readings:
        text, notes = (folder / f"{file_name(reading.report.id)}.{suffix}" for suffix in ("txt", "ann"))
        text.write_bytes(reading.report.text.encode("utf-8", "surrogatepass"))
        notes.write_bytes(lines(reading).encode("utf-8", "surrogatepass"))
        written += [text, notes]
    return written


def lines(reading: Reading) -> str:
    """The .ann file of one report; the outlet's own voice has no attribution and is left out."""
    made: list[str] = []
    mark = 0
    attributed = (s for s in reading.statements if s.cue or s.source)
    for event, s in enumerate(attributed, 1):
        named: dict[str, str] = {}
        for role, spans in roles(s):
            mark += 1
            named[role] = f"T{mark}"
            made += _marked(mark, role, spans)
        arguments = " ".join(f"{role}:{name}" for role, name in named.items() if role != "Attribution")
        made.append(f"E{event}\tAttribution:{named['Attribution']} {arguments}")
        made += [f"A{2 * event - 1}\tStance E{event} {s.stance}", f"A{2 * event}\tForm E{event} {s.form}"]
    return "".join(f"{line}\n" for line in made)


def roles(statement: Statement) -> list[tuple[str, Sequence[Span]]]:
    """The roles a statement has, in the corpus's order; the event stands on its cue, else on its source."""
    source = [statement.source] if statement.source else []
    cue = [statement.cue] if statement.cue else []
    named: list[tuple[str, Sequence[Span]]] = [
        ("Source", source),
        ("Cue", cue),
        ("Content", statement.content),
        ("Attribution", cue or source),
    ]
    return [(role, spans) for role, spans in named if spans]


def _marked(number: int, role: str, spans: Sequence[Span]) -> Iterator[str]:
    """The line of one text-bound mark, and a note with its spans where its pieces alone would not give them back."""
    pieces = _pieces(spans)
    words = " ".join(piece for span in spans for piece in PIECE.findall(span.exact))
    yield f"T{number}\t{role} {_places(pieces)}\t{words}"
    exact = [(span.start, span.end) for span in spans]
    if pieces != exact:
        yield f"#{number}\tAnnotatorNotes T{number}\tspans {_places(exact)}"


def _pieces(spans: Sequence[Span]) -> Pieces:
    """Some spans parted at line ends, as brat asks."""
    found = ((span, match) for span in spans for match in PIECE.finditer(span.exact))
    return [(span.start + match.start(), span.start + match.end()) for span, match in found]


def _places(pieces: Pieces) -> str:
    return ";".join(f"{start} {end}" for start, end in pieces)


def read(ann: str, report: Report) -> list[Attribution]:
    """The attributions of an .ann file on a report; SpanMismatch or BrokenDossier names what does not fit its text.

    Pieces are taken as they stand. A note of this program gives back the spans
    that pieces were cut from, as long as nobody has moved the pieces since.
    """
    marks, notes, events, attributes = _lines(ann)
    spans = {name: _spans(report, name, pieces, notes.get(name)) for name, (_, pieces) in marks.items()}
    found = []
    for name, arguments in events.items():
        by_role = {role: [s for key, s in _of(arguments, role, name, spans)] for role in ROLES}
        content = tuple(span for group in by_role["Content"] for span in group)
        if not content:
            raise BrokenDossier(f"{name}: an attribution without Content")
        source, cue = (_whole(report, by_role[role]) for role in ("Source", "Cue"))
        stance, form = attributes.get((name, "Stance")), attributes.get((name, "Form"))
        try:
            kept = Stance(stance or Stance.ASSERTS), Form(form or Form.INDIRECT)
        except ValueError as error:
            raise BrokenDossier(f"{name}: {error}") from error
        found.append(Attribution(content, source, cue, *kept))
    return found


def _of(
    arguments: Sequence[str], role: str, event: str, spans: dict[str, list[Span]]
) -> Iterator[tuple[str, list[Span]]]:
    """The marks that an event has in one role: 'Content', and 'Content2' where there are more."""
    for argument in arguments:
        named, _, mark = argument.partition(":")
        if re.fullmatch(rf"{role}\d*", named):
            if mark not in spans:
                raise BrokenDossier(f"{event}: names {mark}, which is not in the file")
            yield mark, spans[mark]


def _whole(report: Report, groups: Sequence[Sequence[Span]]) -> Span | None:
    """A source or cue in one piece, as a statement has it: pieces that only space parts are one; else the longest."""
    joined: list[Span] = []
    for span in sorted(span for group in groups for span in group):
        if joined and not report.text[joined[-1].end : span.start].strip():
            joined[-1] = report.span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return max(joined, key=lambda s: s.end - s.start, default=None)


def _lines(
    ann: str,
) -> tuple[dict[str, tuple[str, Pieces]], dict[str, Pieces], dict[str, list[str]], dict[tuple[str, str], str]]:
    """The marks, spans noted for them, events and attributes of a file."""
    marks: dict[str, tuple[str, Pieces]] = {}
    notes: dict[str, Pieces] = {}
    events: dict[str, list[str]] = {}
    attributes: dict[tuple[str, str], str] = {}
    for number, line in enumerate(ann.split("\n"), 1):
        name, _, rest = line.partition("\t")
        try:
            if name.startswith("T"):
                role, _, places = rest.partition("\t")[0].partition(" ")
                marks[name] = role, _read_places(places)
            elif name.startswith("#") and "\tspans " in rest:
                about, _, places = rest.partition("\tspans ")
                notes[about.split(" ")[1]] = _read_places(places)
            elif name.startswith("E"):
                events[name] = rest.split()[1:]
            elif name.startswith("A"):
                kind, about, value = rest.split(" ")
                attributes[about, kind] = value
        except (ValueError, IndexError) as error:
            raise BrokenDossier(f"line {number} of the .ann file is malformed: {line[:60]!r}") from error
    return marks, notes, events, attributes


def _read_places(places: str) -> Pieces:
    """Start and end of every piece; ValueError for what is none."""
    pairs = [piece.split() for piece in places.split(";")]
    return [(int(start), int(end)) for start, end in pairs]


def _spans(report: Report, name: str, pieces: Pieces, noted: Pieces | None) -> list[Span]:
    """The spans that a mark stands for."""
    if noted:
        spans = [report.span(start, end) for start, end in noted]
        if _pieces(spans) == pieces:
            return spans
    return [report.span(start, end) for start, end in pieces]
