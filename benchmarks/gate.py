"""Accuracy floors that only rise: scores a dossier and refuses a fall.

    python benchmarks/gate.py vessarin --gold CASE_DIR --scorers DIR [--extractor model] [--raise]
    python benchmarks/gate.py vessarin --gold CASE_DIR --scorers DIR --before OLD.json

The floors stand in gate/floors.json, pinned with the SHA-256 of the gold they were measured on; another is refused.
`--raise` writes floors that went up; one that should go down is changed by hand, with a line in the changelog.
`--before` compares with an older dossier: which gold statements were lost and gained, report by report.
Exit status 0 all floors hold, 1 one does not, 2 usage.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rashomon import cli

FLOORS = Path(__file__).parents[1] / "gate" / "floors.json"

SLACK = 0.0005
"""Figures are compared after rounding to three places."""


def score(scorers: Path, case: Path, dossier: Path) -> dict[str, Any]:
    """The shared scorer's metrics and details."""
    command = [sys.executable, scorers / "score_case.py", case, dossier, "--json", "--details", "100000"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"gate: the scorer refused: {done.stderr.strip()}")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def missed(result: dict[str, Any]) -> set[tuple[str, str]]:
    """(report, gold statement) of what was not found."""
    lines = "\n".join(result["details"])
    return {(m[2], m[1]) for m in re.finditer(r"^\[statements\] missed (\S+) (\S+):", lines, re.M)}


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """Gains and losses by report."""
    before, after = missed(old), missed(new)
    reports = sorted({report for report, _ in before ^ after})
    rows = []
    for report in reports:
        gained = sorted(s for r, s in before - after if r == report)
        lost = sorted(s for r, s in after - before if r == report)
        rows.append(f"  {report:<28} +{len(gained)} {' '.join(gained)}  -{len(lost)} {' '.join(lost)}")
    return rows


def judge(metrics: dict[str, float | None], floors: dict[str, float]) -> list[str]:
    """The floors that do not hold."""
    values = {name: metrics.get(name) or 0.0 for name in floors}
    return [f"{n}: {values[n]:.3f}, floor {floor:.3f}" for n, floor in floors.items() if values[n] < floor - SLACK]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="an entry of gate/floors.json")
    parser.add_argument("--gold", type=Path, required=True, metavar="CASE_DIR")
    parser.add_argument("--scorers", type=Path, required=True, metavar="DIR")
    parser.add_argument("--extractor", choices=("model", "rules"))
    parser.add_argument("--before", type=Path, metavar="DOSSIER")
    parser.add_argument("--raise", action="store_true", dest="lift")
    args = parser.parse_args()
    floors = json.loads(FLOORS.read_text("utf-8"))
    entry = floors[args.name]
    digest = hashlib.sha256((args.gold / "gold.json").read_bytes()).hexdigest()
    if entry["gold"] != digest:
        print(
            f"gate: {args.gold} is not the gold these floors were measured on ({entry['gold'][:12]}…)", file=sys.stderr
        )
        return 2
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "dossier.json"
        options = ["--extractor", args.extractor] if args.extractor else []
        cli.main(["read", str(args.gold / "reports"), "-o", str(made), *options])
        new = score(args.scorers, args.gold, made)
    for name, value in new["metrics"].items():
        floor = entry["floors"].get(name)
        print(
            f"{name:<34} {'n/a' if value is None else f'{value:.3f}'}  {'' if floor is None else f'floor {floor:.3f}'}"
        )
    if args.before:
        print("gained and lost:", *changes(score(args.scorers, args.gold, args.before), new), sep="\n")
    fallen = judge(new["metrics"], entry["floors"])
    print(*(f"FALLEN {line}" for line in fallen), sep="\n", file=sys.stderr)
    if args.lift and not fallen:
        lifted = {n: max(f, round(new["metrics"].get(n) or 0.0, 3)) for n, f in entry["floors"].items()}
        floors[args.name]["floors"] = lifted
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf-8")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
