"""Runs an extractor over annotated articles and scores it with a scorer given by path.

    python benchmarks/attribution.py DATA/dev --scorer score_attribution.py --extractor model --keep new.json \\
        --against old.json --floors gate/floors.json [--raise]

What is scored is what a dossier gets: the extractor with the other's help, parted and tidied. Prints the figures, how
often statements of each confidence are right, words per CPU second (parse and extraction), and with --against losses
and gains by report. Floors are pinned with the SHA-256 of the annotations they were measured on; --raise lifts those
that were passed. Exit status 1 where a figure is under its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rashomon.attribute import tagger
from rashomon.attribute.draft import Draft
from rashomon.attribute.reading import attributed
from rashomon.model import Report, report_id, text_digest
from rashomon.models.attribution import load
from rashomon.text.parse import parse

SLACK = 0.0005
"""Floors have three places."""


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
        "confidence": draft.confidence,
    }


def run(texts: list[tuple[str, str]], extractor: str, model: Path | None) -> tuple[dict[str, Any], float]:
    """A dossier of the reports and statements alone, and the CPU seconds it took (the model loaded before)."""
    found: dict[str, Any] = {"schema": "rashomon.dossier/1", "reports": [], "statements": []}
    chosen = load(model) if model else None
    attributed(Report("r-warm", "Warm, she said."), parse("Warm, she said.", "en"), extractor)
    started = time.process_time()
    for name, text in texts:
        report = Report(report_id(text_digest(name + text)), text, input_id=name)
        doc = parse(text, "en")
        drafts = tagger.extract_with(chosen, report, doc) if chosen else attributed(report, doc, extractor)
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


def digest(folder: Path) -> str:
    """SHA-256 of the annotations, in order of name."""
    total = hashlib.sha256()
    for path in sorted((folder / "attributions").glob("*.ann")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def reliability(scorer: Path, folder: Path, dossier: dict[str, Any]) -> list[str]:
    """For each tenth of confidence: how many statements, their mean confidence, and the share that is right.

    Right is a statement whose content shares half of all words with an annotated content, one to one, best first.
    """
    sys.path.insert(0, str(scorer.parent))
    gold = importlib.import_module(scorer.stem).read_gold(folder)
    names = {r["id"]: r["input_id"] for r in dossier["reports"]}
    bins: dict[int, list[tuple[float, bool]]] = {}
    for article in gold:
        mine = [s for s in dossier["statements"] if names[s["report"]] == article.name and s["cue"] and not s["within"]]
        spans = [[(piece["start"], piece["end"]) for piece in s["content"]] for s in mine]
        right = matched(article.text, spans, [a["content"] for a in article.attributions])
        for n, s in enumerate(mine):
            bins.setdefault(min(int(s["confidence"] * 10), 9), []).append((s["confidence"], n in right))
    lines = []
    for tenth, found in sorted(bins.items()):
        mean, share = (sum(column) / len(found) for column in zip(*found, strict=True))
        lines.append(
            f"confidence {tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}  {len(found):5}  mean {mean:.2f}  right {share:.2f}"
        )
    return lines


def matched(text: str, mine: list[list[tuple[int, int]]], theirs: list[list[tuple[int, int]]]) -> set[int]:
    """Which of mine match one of theirs at half or more of the words."""
    words = [m.span() for m in re.finditer(r"\w+", text)]

    def held(spans: list[tuple[int, int]]) -> set[int]:
        return {n for n, (a, b) in enumerate(words) if any(a < high and low < b for low, high in spans)}

    left, right = [held(s) for s in mine], [held(s) for s in theirs]
    pairs = [(len(x & y) / len(x | y), i, j) for i, x in enumerate(left) for j, y in enumerate(right) if x & y]
    done: tuple[set[int], set[int]] = (set(), set())
    for share, i, j in sorted(pairs, reverse=True):
        if share >= 0.5 and i not in done[0] and j not in done[1]:
            done[0].add(i)
            done[1].add(j)
    return done[0]


def held_to(path: Path, name: str, gold: str, figures: dict[str, float], *, lift: bool) -> None:
    """Ends with status 1 where a figure is under its floor; with `lift` the floors rise to the figures."""
    every = json.loads(path.read_text(encoding="utf-8"))
    entry = every[name]
    if entry["gold"] != gold:
        raise SystemExit(f"{name} was measured on other annotations ({entry['gold'][:12]}…): run it on those")
    under = [n for n, least in entry["floors"].items() if figures.get(n, 0.0) < least - SLACK]
    if under:
        raise SystemExit("\n".join(f"{n}: {figures.get(n, 0.0):.3f} is under {entry['floors'][n]}" for n in under))
    if lift:
        entry["floors"] = {n: max(least, round(figures[n], 3)) for n, least in entry["floors"].items()}
        path.write_text(json.dumps(every, indent=1) + "\n", encoding="utf-8")


def compare(new: dict[str, Any], old: dict[str, Any]) -> list[str]:
    """For each report, how many statements of the old run are lost and how many of the new one are gained."""

    def keys(dossier: dict[str, Any]) -> dict[str, set[str]]:
        names = {r["id"]: r["input_id"] for r in dossier["reports"]}
        found: dict[str, set[str]] = {name: set() for name in names.values()}
        for s in (s for s in dossier["statements"] if s["cue"]):
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
    parser.add_argument("--keep", type=Path, help="write the run, which holds the articles, here")
    parser.add_argument("--against", type=Path, help="an earlier run")
    parser.add_argument("--floors", type=Path, help="gate/floors.json; its entries polnear-dev-model and -rules")
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors that were passed")
    args = parser.parse_args()
    texts = read_texts(args.folder)
    dossier, seconds = run(texts, args.extractor, args.model)
    with tempfile.TemporaryDirectory() as folder:
        # it holds the articles' text: nothing of it stays where nobody asked for it
        kept = args.keep or Path(folder) / "run.json"
        kept.write_text(json.dumps(dossier, ensure_ascii=False), encoding="utf-8")
        figures = scored(args.scorer, args.folder, kept)
    for name, value in figures.items():
        print(f"{name:<28} {value:.3f}")
    print(*reliability(args.scorer, args.folder, dossier), sep="\n")
    print(f"{'words per CPU second':<28} {sum(len(t.split()) for _, t in texts) / seconds:.0f}")
    if args.against:
        print(*compare(dossier, json.loads(args.against.read_text(encoding="utf-8"))), sep="\n")
    if args.floors:
        held_to(args.floors, f"polnear-dev-{args.extractor}", digest(args.folder), figures, lift=args.lift)


if __name__ == "__main__":
    main()
