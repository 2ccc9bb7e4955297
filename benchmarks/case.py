"""What a case survives, and what it costs to work in it.

    python benchmarks/case.py kill --trials 100          # kill -9 in the middle of `add` and of corrections
    python benchmarks/case.py corrections                # 50 corrections of every kind against the other extractor
    python benchmarks/case.py thousand CASE FILE…        # add one report to a case of 1,000: seconds, and their share
    python benchmarks/case.py writers --seconds 10       # two writers and two readers at one case

Each prints its figures and ends with status 1 where one is not reached.
"""

from __future__ import annotations

import argparse
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from rashomon.casefile.case import Case
from rashomon.casefile.verify import verify
from rashomon.demo import VESSARIN
from rashomon.model import DecisionKind, Dossier, Effect, SourceKind
from rashomon.read.sources import read_originals

SEED = 20_240_312
LEAST = 0.2  # of the time, what is not reading the report


# --- kill


ADDING = """
import sys
from rashomon.casefile.case import Case
from rashomon.model import Skipped
from rashomon.read.sources import read_originals
for item in Case(sys.argv[1]).add(read_originals(sys.argv[2:]), who="Ana"):
    if not isinstance(item, Skipped):
        sys.stdout.write(item.report.id + "\\n")
        sys.stdout.flush()
"""
DECIDING = """
import sys
from rashomon.casefile.case import Case
from rashomon.model import DecisionKind
case = Case(sys.argv[1])
dossier = case.dossier()
ids = [report.id for report in dossier.reports]
for n in range(10_000):
    made = case.decide(DecisionKind.NOTE, [ids[n % len(ids)]], {"text": f"note {n}"}, who="Ana", dossier=dossier)
    sys.stdout.write(made.id + "\\n")
    sys.stdout.flush()
"""


def kill(trials: int, seed: int = SEED) -> bool:
    """Kill a writer at a random moment of its work, count what it acknowledged and what is there."""
    rng = random.Random(seed)
    lost = torn = unclean = unfinished = acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        base = _filled(Path(folder) / "base", Path(folder))
        for trial in range(trials):
            adding = trial % 2 == 0
            case = Path(folder) / "case"
            shutil.rmtree(case, ignore_errors=True)
            if adding:
                Case.new(case, who="Ana", extractor="rules")
            else:
                shutil.copytree(base, case)
            told = _killed(ADDING if adding else DECIDING, case, adding, rng)
            acknowledged += len(told)
            there = _there(case, adding)
            gone = set(told) - there
            if gone:
                print(f"  trial {trial} ({'add' if adding else 'decide'}): {len(gone)} of {len(told)} lost", flush=True)
            lost += len(gone)
            torn += len(there - set(told)) > 1  # the one that was not told yet may be whole: it may not be more
            unclean += not _clean(case)
            unfinished += adding and not _finished(case)
            if trial % 10 == 9:
                print(f"  {trial + 1} trials: {acknowledged} writes acknowledged, {lost} lost, {torn} torn", flush=True)
    print(f"{trials} trials: {acknowledged} writes acknowledged, {lost} lost, {torn} torn, {unclean} unclean, ", end="")
    print(f"{unfinished} of {(trials + 1) // 2} not finished by a second run")
    return not (lost or torn or unclean or unfinished)


def _filled(case: Path, folder: Path) -> Path:
    made = Case.new(case, who="Ana", extractor="rules")
    list(made.add(read_originals(_few()), who="Ana"))
    made.dossier()
    return case


def _few() -> list[str]:
    return [str(path) for path in sorted(VESSARIN.iterdir())[:6]]


def _killed(code: str, case: Path, adding: bool, rng: random.Random) -> list[str]:
    """Run a writer, kill it at a random moment after its first write; the ids that it told."""
    more = _few() if adding else []
    with subprocess.Popen([sys.executable, "-c", code, str(case), *more], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        # the first moment, a later one, or the middle of a stream of writes
        first = [] if adding and rng.random() < 0.2 else [child.stdout.readline()]
        time.sleep(rng.random() * (2.0 if adding else 0.5))
        child.kill()
        told = [*first, *child.stdout.readlines()]
    return [line.strip() for line in told if line.endswith("\n") and line[:2] in ("r-", "d-")]


def _there(case: Path, adding: bool) -> set[str]:
    made = Case(case)
    return {one.report.id for one in made.reports()} if adding else {one.id for one in made.decisions()}


def _clean(case: Path) -> bool:
    try:
        verify(case)
    except Exception as error:  # whatever it is, it is counted and shown
        print(f"  {error}")
        return False
    return True


def _finished(case: Path) -> bool:
    """A second run adds what is missing, and the case is whole."""
    made = Case(case)
    list(made.add(read_originals(_few()), who="Ana"))
    return len(made.reports()) == len(_few()) and _clean(case)


# --- corrections


def corrections() -> bool:
    """Fifty corrections of every kind on one extractor's dossier, then the other extractor over the same reports."""
    good = True
    with tempfile.TemporaryDirectory() as folder:
        for first, second in (("rules", "model"), ("model", "rules")):
            case = Case.new(Path(folder) / first, who="Ana", extractor=first)
            list(case.add(read_originals([str(VESSARIN)]), who="Ana"))
            made = _decide(case)
            for extractor in (first, second):
                outcomes = case.dossier(extractor=extractor).decisions
                effects = Counter(o.effect.value for o in outcomes)
                silent = len(made) - len({o.decision.id for o in outcomes} & set(made))
                words = ", ".join(f"{n} {effect}" for effect, n in sorted(effects.items()))
                print(
                    f"decided on {first}, read by {extractor}: {len(made)} corrections: {words}; {silent} silently gone"
                )
                for o in outcomes:
                    if o.effect is Effect.ORPHAN:
                        print(f"    {o.decision.kind}: {o.reason}")
                good &= not silent
            verify(case.folder)
    return good


def _decide(case: Case) -> list[str]:
    """Fifty corrections, four or five of each kind, about things spread over the dossier."""
    dossier = case.dossier()
    asked = list(_asked(dossier))
    return [
        case.decide(kind, about, value, who=("Ana", "Ben")[n % 2], why=f"check {n}", dossier=dossier).id
        for n, (kind, about, value) in enumerate(asked)
    ]


Asked = tuple[DecisionKind, Sequence[str], dict[str, str]]


def _asked(dossier: Dossier) -> Iterator[Asked]:
    """Fifty corrections: each kind about things that no other is about, so that none stands against another."""
    yield from _of_statements(dossier)
    yield from _of_claims(dossier)
    yield from _of_reports(dossier)


def _of_statements(dossier: Dossier) -> Iterator[Asked]:
    said = _spread([s.id for s in dossier.statements if s.source], 16)
    for n, statement in enumerate(said[:5]):
        yield DecisionKind.SPEAKER, [statement], {"name": f"Person {n}"}
    for n, statement in enumerate(said[5:10]):
        yield DecisionKind.STANCE, [statement], {"stance": ("alleges", "admits")[n % 2]}
    for left, right in zip(said[10:16:2], said[11:16:2], strict=False):
        yield DecisionKind.RELATION, [left, right], {"relation": "qualifies"}
    figures = _spread([f.id for f in dossier.figures if f.statement], 6)
    for n, figure in enumerate(figures[:6]):
        yield DecisionKind.FIGURE, [figure], {"low": str(n), "high": str(n + 100), "counted": "people"}
    people = [s.id for s in dossier.sources if s.kind is SourceKind.PERSON and s.mentions]
    for left, right in zip(people[:6:2], people[1:6:2], strict=False):
        yield DecisionKind.ORIGINS, [left, right], {"origins": "one"}
    for thing in (said[0], figures[0], people[0]):
        yield DecisionKind.NOTE, [thing], {"text": "ask again"}


def _of_claims(dossier: Dossier) -> Iterator[Asked]:
    claims = [c for c in dossier.claims if len(c.statements) > 2]
    for claim in claims[:4]:
        yield DecisionKind.RENAME_CLAIM, [claim.id], {"label": f"named {claim.id}"}
    for left, right in zip(claims[4:8:2], claims[5:8:2], strict=False):
        yield DecisionKind.MERGE_CLAIMS, [left.id, right.id], {}
    for claim in claims[8:11]:
        yield DecisionKind.SPLIT_CLAIM, [claim.id, claim.statements[0]], {}
    for claim in claims[11:13]:
        yield DecisionKind.RATING, [claim.id], {"rating": "not proven"}
    yield DecisionKind.NOTE, [claims[0].id], {"text": "ask again"}


def _of_reports(dossier: Dossier) -> Iterator[Asked]:
    reports = dossier.reports
    for n in range(4):
        yield DecisionKind.EDGE, [reports[n + 12].id, reports[n].id], {"edge": ("rewrite", "none")[n % 2]}
    for report in reports[:4]:
        yield DecisionKind.FURNITURE, [report.id], {"exact": report.text.rstrip().splitlines()[-1]}
    for report in reports[6:10]:
        exact = report.text.strip().splitlines()[0]
        yield DecisionKind.MISSED_STATEMENT, [report.id], {"exact": exact, "stance": "asserts"}
    yield DecisionKind.NOTE, [reports[20].id], {"text": "ask again"}


def _spread(ids: list[str], count: int) -> list[str]:
    """Some of many, evenly."""
    return ids[:: max(1, len(ids) // count)][:count]


# --- one report more


READING = """
import sys
from rashomon.dossier import extractor
from rashomon.read.sources import read_originals
from rashomon.readings import read_one
for item in read_originals(sys.argv[1:]):
    read_one(item.report, extractor=extractor(None))
"""


def thousand(case: str, files: Sequence[str]) -> bool:
    """Add reports one by one with a process for each, against a process that only reads the same."""
    shares = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "case"
        shutil.copytree(case, place)
        count = len(Case(place).reports())
        _seconds([sys.executable, "-c", READING, files[0]])  # files of the program are in memory after this
        for file in files:
            reading, _ = _seconds([sys.executable, "-c", READING, file])
            adding, wall = _seconds([sys.executable, "-m", "rashomon", "add", str(place), file, "--who", "Ana"])
            shares.append(1 - reading / adding)
            print(
                f"{file}: {adding:.2f} CPU s ({wall:.2f} s), {reading:.2f} of them reading it: {shares[-1]:.1%} is not"
            )
    middle = sorted(shares)[len(shares) // 2]
    print(f"one report more in a case of {count:,}: the median share that is not reading it is {middle:.1%}")
    return middle < LEAST


def _seconds(command: Sequence[str]) -> tuple[float, float]:
    """CPU and wall seconds of a process and its children."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, time.perf_counter() - start


# --- writers


WRITING = """
import sys, time
from rashomon.casefile.case import Case
from rashomon.model import DecisionKind
case = Case(sys.argv[1])
ids = [one.report.id for one in case.reports()]
dossier, n, end = case.dossier(), 0, time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    case.decide(DecisionKind.NOTE, [ids[n % len(ids)]], {"text": str(n)}, who=sys.argv[3], dossier=dossier)
    n += 1
print(n)
"""
READERS = """
import sys, time
from rashomon.casefile.case import Case
case, n, end = Case(sys.argv[1]), 0, time.monotonic() + float(sys.argv[2])
while time.monotonic() < end:
    log = case.log()
    assert [entry.n for entry in log] == list(range(1, len(log) + 1))
    n += 1
print(n)
"""


def writers(seconds: float) -> bool:
    """Two writers and two readers at once: no error, nothing lost, the chain whole."""
    with tempfile.TemporaryDirectory() as folder:
        case = _filled(Path(folder) / "case", Path(folder))
        command = [sys.executable, "-c"]
        jobs = [
            subprocess.Popen([*command, code, str(case), str(seconds), who], stdout=subprocess.PIPE, text=True)
            for code, who in ((WRITING, "Ana"), (WRITING, "Ben"), (READERS, ""), (READERS, ""))
        ]
        counts = [int(job.communicate()[0] or 0) for job in jobs]
        failed = sum(job.returncode != 0 for job in jobs)
        kept = len(Case(case).decisions())
        verify(case)
    print(
        f"{seconds:.0f} s: writers {counts[0]} and {counts[1]} decisions, readers {counts[2]} and {counts[3]} logs, ",
        end="",
    )
    print(f"{failed} errors, {counts[0] + counts[1] - kept} lost")
    return not failed and kept == counts[0] + counts[1]


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(required=True)
    one = what.add_parser("kill")
    one.add_argument("--trials", type=int, default=100)
    one.add_argument("--seed", type=int, default=SEED)
    one.set_defaults(run=lambda a: kill(a.trials, a.seed))
    what.add_parser("corrections").set_defaults(run=lambda a: corrections())
    more = what.add_parser("thousand")
    more.add_argument("case")
    more.add_argument("files", nargs="+")
    more.set_defaults(run=lambda a: thousand(a.case, a.files))
    two = what.add_parser("writers")
    two.add_argument("--seconds", type=float, default=10)
    two.set_defaults(run=lambda a: writers(a.seconds))
    args = parser.parse_args()
    return 0 if args.run(args) else 1


if __name__ == "__main__":
    sys.exit(main())
