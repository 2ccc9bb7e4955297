"""Runs an extractor over annotated articles and scores it with a scorer given by path.

    python benchmarks/attribution.py DATA/dev --scorer score_attribution.py --extractor model --keep new.json \\
        --against old.json --floors gate/floors.json

Prints the figures, words per CPU second (parse and extraction) and, with --against, losses and gains by report.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from rashomon.attribute import tagger
from rashomon.attribute.draft import Draft
from rashomon.attribute.reading import extractor_named
from rashomon.model import Report, report_id, text_digest
from rashomon.models.attribution import load
from rashomon.text.parse import parse


def read_texts(folder: Path) -> list[tuple[str, str]]:
    """Names and texts of the annotated articles, in order of name."""
    names = sorted({path.stem.rsplit("_", 1)[0] for path in (folder / "attributions").glob("*.ann")})
    found = []
    for name in names:
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as handle:
            found.append((name, handle.read()))
    return found


def statement(report: Report, n: int, draft: Draft) -> dict[str, Any]:
    """A draft as a statement of a dossier, as far as the scorer reads one."""

    def span(place: tuple[int, int] | None) -> dict[str, Any] | None:
        return {"start": place[0], "end": place[1], "exact": report.text[slice(*place)]} if place else None

    return {
        "id": f"{report.id}-{n}",
        "report": report.id,
        "source": span(draft.source),
        "cue": span(draft.cue),
        "content": [span(piece) for piece in draft.content],
        "within": None if draft.within is None else f"{report.id}-{draft.within}",
    }


def run(texts: list[tuple[str, str]], extractor: str, model: Path | None) -> tuple[dict[str, Any], float]:
    """A dossier of the reports and statements alone, and the CPU seconds it took (the model loaded before)."""
    found: dict[str, Any] = {"schema": "rashomon.dossier/1", "reports": [], "statements": []}
    chosen = load(model) if extractor == "model" else None
    extract = extractor_named(extractor) if chosen is None else None
    parse("Warm.", "en")
    started = time.process_time()
    for name, text in texts:
        report = Report(report_id(text_digest(name + text)), text, input_id=name)
        doc = parse(text, "en")
        drafts = tagger.extract_with(chosen, report, doc) if chosen else extract(report, doc) if extract else []
        found["reports"].append({"id": report.id, "input_id": name, "text": text})
        found["statements"] += [statement(report, n, draft) for n, draft in enumerate(drafts)]
    return found, time.process_time() - started


def scored(scorer: Path, folder: Path, dossier: Path) -> dict[str, float]:
    """The scorer's figures for statements that lie in no other."""
    command = [sys.executable, str(scorer), str(folder), str(dossier), "--skip-nested", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr or done.stdout)
    return {k: v for k, v in json.loads(done.stdout)["metrics"].items() if v is not None}


def compare(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """For each report, how many statements of the old run are lost and how many of the new one are gained."""

    def keys(dossier: dict[str, Any]) -> dict[str, set[str]]:
        names = {r["id"]: r["input_id"] for r in dossier["reports"]}
        found: dict[str, set[str]] = {name: set() for name in names.values()}
        for s in dossier["statements"]:
            parts = [s["source"], s["cue"], *s["content"]]
            found[names[s["report"]]].add(str([(p["start"], p["end"]) if p else None for p in parts]))
        return found

    before, after = keys(old), keys(new)
    lines = []
    for name in sorted(before.keys() & after.keys()):
        lost, gained = len(before[name] - after[name]), len(after[name] - before[name])
        if lost or gained:
            lines.append(f"{name}: {lost} lost, {gained} gained, {len(before[name] & after[name])} the same")
    return lines


def main() -> None:
    """Command line; exit status 1 where a figure is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--extractor", choices=("rules", "model"), default="model")
    parser.add_argument("--model", type=Path)
    parser.add_argument("--keep", type=Path, help="write the run here")
    parser.add_argument("--against", type=Path, help="an earlier run")
    parser.add_argument("--floors", type=Path, help="a JSON file: extractor -> metric -> least value")
    args = parser.parse_args()
    texts = read_texts(args.folder)
    dossier, seconds = run(texts, args.extractor, args.model)
    kept = args.keep or Path("attribution-run.json")
    kept.write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")
    figures = scored(args.scorer, args.folder, kept)
    for name, value in figures.items():
        print(f"{name:<28} {value:.3f}")
    print(f"{'words per CPU second':<28} {sum(len(t.split()) for _, t in texts) / seconds:.0f}")
    if args.against:
        print(*compare(dossier, json.loads(args.against.read_text(encoding="utf-8"))), sep="\n")
    floors = json.loads(args.floors.read_text(encoding="utf-8")).get(args.extractor, {}) if args.floors else {}
    under = [name for name, least in floors.items() if figures.get(name, 0.0) < least]
    if under:
        raise SystemExit("\n".join(f"{n}: {figures.get(n, 0.0):.3f} is under {floors[n]}" for n in under))


if __name__ == "__main__":
    main()
