"""Cases written in one file each, their claims marked in the text: tests/cases/*.txt.

    python benchmarks/marked.py tests/cases/tannery.txt OUT_DIR

writes OUT_DIR/reports/*.txt and OUT_DIR/gold.json, which a scorer of cases reads. The file has lines
`claim ID STATUS | question`, then reports: `== NUMBER`, header lines, `--`, and a text in which `{ID+a|words}` marks
what a statement says for claim ID: `+` it is so, `-` it is not so, `~` in part or undecided. Statements of one claim
with other letters after the sign give numbers that conflict.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

MARK = re.compile(r"\{(?P<claim>\w+)(?P<side>[+~-])(?P<camp>[a-z]?)\|(?P<words>[^{}]*)\}")
SIDES = {"+": "asserts", "-": "denies", "~": "qualifies"}
STANCES = {"+": "asserts", "-": "denies", "~": "hedged"}


def plain(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """A text without its marks, and what was marked with its offsets in it."""
    text, at, found = "", 0, []
    for m in MARK.finditer(marked):
        text += marked[at : m.start()]
        found.append({**m.groupdict(), "start": len(text), "end": len(text) + len(m["words"])})
        text, at = text + m["words"], m.end()
    return text + marked[at:], found


def parse(source: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The reports of a marked case by file name, as printed, and its gold."""
    head, *parts = re.split(r"^== (?=\d+$)", source, flags=re.MULTILINE)
    claims = [
        m.groupdict() for m in re.finditer(r"^claim (?P<id>\w+) (?P<status>\S+) \| (?P<proposition>.+)$", head, re.M)
    ]
    reports: dict[str, str] = {}
    statements: list[dict[str, Any]] = []
    for part in parts:
        number, header, body = re.match(r"(\d+)\n(.*?)\n--\n(.*)", part, re.DOTALL).groups()  # type: ignore[union-attr]
        name = f"{int(number):02}.txt"
        text, marks = plain(body.strip())
        reports[name] = f"{header}\nlang: en\n\n{text}\n"
        shift = len(header) + len("\nlang: en\n\n")
        statements += [statement(f"{name[:2]}-{n}", name, m, shift) for n, m in enumerate(marks)]
    return reports, {
        "claims": [with_members(c, statements) for c in claims],
        "statements": statements,
        "relations": conflicts(statements),
        "reports": [{"file": name} for name in reports],
    }


def statement(number: str, report: str, m: dict[str, Any], shift: int) -> dict[str, Any]:
    """One marked stretch as a gold statement."""
    content = {"exact": m["words"], "start": m["start"] + shift, "end": m["end"] + shift}
    return {
        "id": number,
        "report": report,
        "content_spans": [content],
        "claim": m["claim"],
        "side": SIDES[m["side"]],
        "camp": m["camp"],
        "stance": STANCES[m["side"]],
    }


def with_members(claim: dict[str, Any], statements: list[dict[str, Any]]) -> dict[str, Any]:
    """A claim with the ids of its statements by side."""
    sides = {
        side: [s["id"] for s in statements if s["claim"] == claim["id"] and s["side"] == side]
        for side in SIDES.values()
    }
    return {**claim, **sides}


def conflicts(statements: list[dict[str, Any]]) -> list[dict[str, str]]:
    """The pairs of statements of one claim that give numbers in conflict."""
    return [
        {"from": a["id"], "to": b["id"], "relation": "contradicts"}
        for a, b in combinations(statements, 2)
        if a["claim"] == b["claim"] and a["camp"] and b["camp"] and a["camp"] != b["camp"]
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
