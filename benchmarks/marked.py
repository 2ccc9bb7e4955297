"""Cases written in one file each, their claims marked in the text: tests/cases/*.txt.

    python benchmarks/marked.py tests/cases/tannery.txt OUT_DIR

writes OUT_DIR/reports/*.txt and OUT_DIR/gold.json, which a scorer of cases reads. The file has lines
`claim ID STATUS K | question` (K, the number of independent origins, may be left out; statuses that hold at once are
joined by commas; `origins ID | name; name` may name the K), then reports: `== NUMBER`, header lines (English where no
`lang` says otherwise), `--`, and a text with marks:

    {A1+|words}       a statement that says of claim A1 that it is so; `-` it is not so; `~` in part, undecided, no view
    {A1+a|words}      a number: statements of one claim with other letters conflict, one without a letter with none
    {A1+b A4-|words}  a statement that speaks to two claims
    {|words}          a statement that belongs to no claim
    {=|words}         goes on with the statement before, behind 'she said'

Who has something from whom, and what changed on the way, in words that stand in the reports (the first time they stand
there), is marked before the reports:

    edge 1 > 3 | rewrite
    drift 1 > 3 | words of report 1 | what report 3 made of them | figure changed, hedge dropped
    taken 4 > 7 in 5 6 | words that report 4 took back | report 7's words | (5 and 6 are the reports that carry them)
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import Any

CLAIM = re.compile(r"^claim (?P<id>\w+) (?P<status>\S+)(?: (?P<k>\d+))? \| (?P<proposition>.+)$", re.MULTILINE)
MARK = re.compile(r"\{(?P<claims>=|(?:\w+[+~-][a-z]?(?: (?=\w))?)*)\|(?P<words>[^{}]*)\}")
MEMBER = re.compile(r"(?P<claim>\w+)(?P<side>[+~-])(?P<camp>[a-z]?)")
ORIGINS = re.compile(r"^origins (\w+) \| (.+)$", re.MULTILINE)
EDGE = re.compile(r"^edge (\d+) > (\d+) \| (\S+)$", re.MULTILINE)
DRIFT = re.compile(r"^drift (\d+) > (\d+) \| (.+?) \| (.+?) \| (.+)$", re.MULTILINE)
TAKEN = re.compile(r"^taken (\d+) > (\d+) in ((?:\d+ ?)*)\| (.+?) \| (.+)$", re.MULTILINE)
SIDES = {"+": "asserts", "-": "denies", "~": "qualifies"}


def plain(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """A text without its marks, and what was marked with its offsets in it."""
    text, at, found = "", 0, []
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        found.append({**m.groupdict(), "start": len(text), "end": len(text) + len(m["words"])})
        text, at = text + m["words"], m.end()
    text += marked[at:]
    if left := re.search(r".{0,20}[{}].{0,40}", text):
        sys.exit(f"not a mark: {left[0]}")
    return text, found


def parse(source: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The reports of a marked case by file name, as printed, and its gold."""
    head, *parts = re.split(r"^== (?=\d+$)", source, flags=re.MULTILINE)
    named = dict(m.groups() for m in ORIGINS.finditer(head))
    claims = [claim(m, named.get(m["id"], "")) for m in CLAIM.finditer(head)]
    reports: dict[str, str] = {}
    statements: list[dict[str, Any]] = []
    for part in parts:
        number, header, body = re.match(r"(\d+)\n(.*?)\n--\n(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        name = f"{int(number):02}.txt"
        text, marks = plain(body.strip())
        top = header if re.search(r"^lang: ", header, re.MULTILINE) else f"{header}\nlang: en"
        reports[name] = f"{top}\n\n{text}\n"
        shift = len(top) + len("\n\n")
        statements += joined(statement(f"{name[:2]}-{n}", name, m, shift) for n, m in enumerate(marks))
    known = {c["id"] for c in claims}
    if strange := {m["claim"] for s in statements for m in s["members"]} - known:
        sys.exit(f"marked for a claim without a line: {', '.join(sorted(strange))}")
    return reports, {
        "claims": [with_members(c, statements) for c in claims],
        "statements": statements,
        "relations": conflicts(statements),
        "reports": [{"file": name} for name in reports],
        "lineage": lineage(m.groups() for m in EDGE.finditer(head)),
        "drift": [drift(n, m.groups(), reports) for n, m in enumerate(DRIFT.finditer(head), 1)],
        "taken": [taken(m.groups(), reports) for m in TAKEN.finditer(head)],
    }


def drift(number: int, row: Sequence[str], reports: Mapping[str, str]) -> dict[str, Any]:
    """A marked change as a gold drift."""
    parent, child, before, after, changed = row
    return {
        "id": f"X{number:02}",
        "parent": printed(reports, parent, before),
        "child": printed(reports, child, after),
        "parent_text": before,
        "child_text": after,
        "changed": changed.split(", "),
    }


def taken(row: Sequence[str], reports: Mapping[str, str]) -> dict[str, Any]:
    """What was marked as taken back, and the files that carry it."""
    first, second, carried, earlier, later = row
    return {
        "earlier": {"report": printed(reports, first, earlier), "exact": earlier},
        "later": {"report": printed(reports, second, later), "exact": later},
        "carried": [f"{int(number):02}.txt" for number in carried.split()],
    }


def printed(reports: Mapping[str, str], number: str, words: str) -> str:
    """The file name of the report that prints some words."""
    name = f"{int(number):02}.txt"
    if words not in reports.get(name, ""):
        sys.exit(f"report {number} does not print '{words}': mark the words as they stand there")
    return name


def lineage(rows: Iterable[Sequence[str]]) -> dict[str, list[dict[str, Any]]]:
    """The reports that each report has something from, with the kind."""
    found: dict[str, list[dict[str, Any]]] = {}
    for parent, child, kind in rows:
        edge = {"parent": f"{int(parent):02}.txt", "kind": kind, "outside": False}
        found.setdefault(f"{int(child):02}.txt", []).append(edge)
    return found


def claim(line: re.Match[str], named: str) -> dict[str, Any]:
    """One line of a claim; without K the gold has none."""
    found = {"id": line["id"], "status": line["status"].replace(",", ", "), "proposition": line["proposition"]}
    names = {"independent_origins_explained": named} if named else {}
    return {**found, **names, "independent_origins": int(line["k"])} if line["k"] else found


def statement(number: str, report: str, m: dict[str, Any], shift: int) -> dict[str, Any]:
    """One marked stretch as a gold statement; a side is not a stance, so none is given."""
    return {
        "id": number,
        "report": report,
        "content_spans": [{"exact": m["words"], "start": m["start"] + shift, "end": m["end"] + shift}],
        "goes_on": m["claims"] == "=",
        "members": [member.groupdict() for member in MEMBER.finditer(m["claims"])],
    }


def joined(statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The statements of a report, with what goes on behind a cue put to the one before."""
    found: list[dict[str, Any]] = []
    for s in statements:
        if s.pop("goes_on") and found:
            found[-1]["content_spans"] += s["content_spans"]
        else:
            found.append(s)
    return found


def with_members(of: dict[str, Any], statements: list[dict[str, Any]]) -> dict[str, Any]:
    """A claim with the ids of its statements by side."""
    sides = {
        name: [s["id"] for s in statements if any((m["claim"], m["side"]) == (of["id"], sign) for m in s["members"])]
        for sign, name in SIDES.items()
    }
    return {**of, **sides}


def conflicts(statements: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The pairs of statements of one claim that give numbers in conflict."""
    return [
        {"from": a["id"], "to": b["id"], "relation": "contradicts"}
        for a, b in combinations(statements, 2)
        if any(
            m["claim"] == n["claim"] and m["camp"] and n["camp"] and m["camp"] != n["camp"]
            for m, n in product(a["members"], b["members"])
        )
    ]


def write(source: Path, out: Path) -> None:
    """The case as a folder."""
    reports, gold = parse(source.read_text(encoding="utf-8"))
    (out / "reports").mkdir(parents=True, exist_ok=True)
    for name, text in reports.items():
        (out / "reports" / name).write_text(text, encoding="utf-8")
    (out / "gold.json").write_text(json.dumps({"case": source.stem, **gold}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(Path(sys.argv[1]), Path(sys.argv[2]))
