"""The workbench at 1,000 reports and 50,000 statements: time to open, p95 of each page on loopback, a bounded load.

    python benchmarks/serve.py speed                     # floors: a page in a second, a claim p95 < 300 ms
    python benchmarks/serve.py load --seconds 20         # two readers and one writer: no error
    python benchmarks/serve.py file                      # the single file of 300 reports, in a headless Chromium
    python benchmarks/serve.py serve                     # the small case, for schemathesis; prints the token
    python benchmarks/serve.py axe node_modules/axe-core/axe.min.js      # accessibility, in a headless Chromium

With `--case CASE` load, serve and axe work in a case on disk: a copy, for they write to it.
`axe` wants `npm install axe-core`; `serve` is for `schemathesis run URL/openapi.json -H 'Authorization: Bearer TOKEN'`.
"""

from __future__ import annotations

import argparse
import random
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import uvicorn

from factories import make_report, said
from rashomon.casefile.case import Case
from rashomon.model import (
    Change,
    Claim,
    Derivation,
    DerivationKind,
    Dossier,
    Drift,
    Figure,
    Finding,
    HeadlineCheck,
    MadeBy,
    OriginGroup,
    Passage,
    Reading,
    Relation,
    RelationKind,
    Source,
    SourceKind,
    Stance,
    Statement,
    Status,
    Support,
    claim_id,
    content_id,
    figure_id,
)
from rashomon.web.page import render
from rashomon.web.serve.app import workbench
from rashomon.web.serve.cases import CaseStore
from rashomon.web.serve.guard import Keys
from rashomon.web.serve.store import Store
from serve_case import MemoryStore, addresses

WORDS = ["harbour", "gate", "mill", "council", "guard", "clerk", "north", "shed"]
WORDS += ["tower", "fence", "crowd", "ferry", "bridge", "market", "signal", "engine"]
LARGE = 2_000  # statements of the largest claim


def synthetic(reports: int, each: int) -> Dossier:
    """A dossier of invented words, the same every time."""
    dice = random.Random(7)
    sources = [Source(content_id("p", n), f"Speaker {n}", SourceKind.PERSON) for n in range(800)]
    readings = [_reading(n, each, dice, sources) for n in range(reports)]
    statements = [s for r in readings for s in r.statements]
    claims, supports, relations = _claims(dice, statements, {f.statement: f for r in readings for f in r.figures})
    texts = [r.report for r in readings]
    lineage, drifts = [], []
    for n in range(1, reports):
        if n % 10:
            child, parent = texts[n], texts[n - n % 10 + dice.randrange(n % 10)]
            lineage.append(
                Derivation(
                    child.id, parent.id, None, DerivationKind.REWRITE, 0.5, "same words", (Passage((0, 90), (0, 90)),)
                )
            )
            for k in range(3):
                pair = (
                    readings[n].statements[k].content[0],
                    next(r for r in readings if r.report.id == parent.id).statements[k].content[0],
                )
                drifts.append(Drift(pair[1], pair[0], (Change.NOUN_CHANGED,), "a noun changed", dice.random()))
    heads = [HeadlineCheck(r.id, Finding.OVERSTATED, "more than its body") for r in texts[::3]]
    made_by = MadeBy("benchmark")
    parts = (tuple(readings), tuple(sources), claims, supports, relations, tuple(lineage), tuple(drifts), tuple(heads))
    return Dossier(made_by, *parts)


def _reading(n: int, each: int, dice: random.Random, sources: list[Source]) -> Reading:
    lines = [
        f"Speaker {k} said {dice.randrange(2, 900)} men of the {' '.join(dice.choices(WORDS, k=8))} {n}-{k} were there."
        for k in range(each)
    ]
    day = f"2031-{1 + n % 12:02}-{1 + n % 28:02}"
    report = make_report(
        "\n\n".join(lines), path=f"{n}.txt", outlet=f"Outlet {n % 70}", headline=lines[0][:70], published=day
    )
    statements, figures = [], []
    for k, text in enumerate(lines):
        who, content = f"Speaker {k}", text.split(" said ")[1]
        stance = dice.choice([Stance.ASSERTS] * 6 + [Stance.DENIES, Stance.ADMITS, Stance.HEDGED])
        statement = said(report, content, who, "said", speaker=dice.choice(sources).id, stance=stance)
        statements.append(statement)
        if k % 3 == 0:
            start = report.text.index(content)
            span = report.span(start, start + content.index(" "))
            value = float(span.exact)
            key = figure_id(report.id, span, value, value, "")
            figures.append(Figure(key, report.id, span, value, value, counted="men", statement=statement.id))
    return Reading(report, tuple(statements), (), tuple(figures))


def _claims(
    dice: random.Random, statements: list[Statement], figures: dict[str | None, Figure]
) -> tuple[tuple[Claim, ...], tuple[Support, ...], tuple[Relation, ...]]:
    order = statements[:]
    dice.shuffle(order)
    claims, supports, relations = [], [], []
    at = 0
    while at < len(order):
        size = LARGE if not at else dice.choice([1, 2, 3, 5, 8, 20, 60])
        members, at = order[at : at + size], at + size
        ids = tuple(s.id for s in members)
        found = tuple(figures[i].id for i in ids if i in figures)
        claim = Claim(claim_id(ids), members[0].text, ids, found)
        groups = tuple(OriginGroup(s.speaker or "", s.speaker or "", (s.id,)) for s in members[:200])
        denied = [s for s in members if s.stance is Stance.DENIES]
        status = (Status.DENIED, Status.CONTESTED) if denied else (Status.SINGLE_SOURCE,)
        claims.append(claim)
        supports.append(Support(claim.id, len({s.report_id for s in members}), 1, len(members), status, groups))
        for s in denied[:300]:
            other = dice.choice(members)
            relations.append(Relation(s.id, other.id, RelationKind.CONTRADICTS, 0.9, "against each other"))
    return tuple(claims), tuple(supports), tuple(relations)


@contextmanager
def served(store: Store) -> Iterator[Keys]:
    """A store on a free port, the one thread of the server in this process."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    keys = Keys(bound.getsockname()[1])
    config = uvicorn.Config(
        workbench(store, keys, who="Ana"), log_level="error", timeout_graceful_shutdown=1, ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
    thread.start()
    try:
        yield keys
    finally:
        server.should_exit = True
        thread.join()


def ask(keys: Keys, path: str, body: bytes | None = None) -> tuple[int, float, int]:
    """The status, the seconds and the bytes of one answer."""
    headers = {"Authorization": f"Bearer {keys.token}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{keys.port}{path}", body, headers)
    start = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            return answer.status, time.perf_counter() - start, len(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, time.perf_counter() - start, 0


def speed(args: argparse.Namespace) -> int:
    """Every page of the large case, cold and warm; status 1 where a floor is missed."""
    dossier = synthetic(args.reports, args.each)
    print(f"{len(dossier.reports):,} reports, {len(dossier.statements):,} statements, {len(dossier.claims):,} claims")
    dice, good = random.Random(1), True
    with served(MemoryStore(dossier)) as keys:
        start = time.perf_counter()
        status, first, _ = ask(keys, "/")
        print(f"first page from nothing, indexes and all: {first:.2f} s")
        while threading.active_count() and any(t.name == "warming" for t in threading.enumerate()):
            time.sleep(0.05)
        print(f"every index made: {time.perf_counter() - start:.2f} s")
        big = max(dossier.claims, key=lambda c: len(c.statements)).id
        kinds = {
            "a claim's page": [f"/claims/{dice.choice(dossier.claims).id}" for _ in range(100)],
            "the largest claim": [f"/claims/{big}?page={1 + n % 30}" for n in range(30)],
            "a report's page": [f"/reports/{dice.choice(dossier.reports).id}" for _ in range(50)],
            "a statement's page": [f"/statements/{dice.choice(dossier.statements).id}" for _ in range(50)],
            "a source's page": [f"/sources/{dice.choice(dossier.sources).id}" for _ in range(50)],
            "a search": [f"/search?q={dice.choice(WORDS)}+{dice.choice(WORDS)}" for _ in range(30)],
            "a claim's twin": [f"/claims/{dice.choice(dossier.claims).id}.json" for _ in range(50)],
        }
        kinds |= {
            path: [path] * 10 for path in ("/", "/claims", "/grid", "/figures", "/changes", "/lineage", "/reports")
        }
        kinds |= {path: [path] * 10 for path in ("/sources", "/unresolved", "/headlines")}
        for name, paths in kinds.items():
            times = []
            for path in paths:
                status, took, size = ask(keys, path)
                good &= status == 200
                times.append(took * 1000)
            p95 = sorted(times)[int(0.95 * (len(times) - 1))]
            good &= p95 < (300 if "claim's page" in name else 1000)
            print(f"{name:20} median {statistics.median(times):6.0f} ms   p95 {p95:6.0f} ms   {size:,} bytes")
    print("floors reached" if good else "A FLOOR IS MISSED")
    return 0 if good else 1


def given(args: argparse.Namespace) -> Store | None:
    """A case that was named; None where none was."""
    return CaseStore(Case(args.case)) if args.case else None


def load(args: argparse.Namespace) -> int:
    """Two readers and one writer for some seconds."""
    store = given(args) or MemoryStore(synthetic(args.reports, args.each))
    dossier, before = store.dossier(), len(store.decisions())
    end = time.monotonic() + args.seconds
    seen: dict[str, list[int]] = {"reader 1": [], "reader 2": [], "writer": []}
    pages = [f"/claims/{c.id}" for c in dossier.claims[:200]] + ["/", "/claims", "/search?q=gate", "/decisions"]

    def reader(name: str, keys: Keys) -> None:
        dice = random.Random(name)
        while time.monotonic() < end:
            seen[name].append(ask(keys, dice.choice(pages))[0])

    def writer(keys: Keys) -> None:
        dice = random.Random(3)
        while time.monotonic() < end:
            key = dice.choice(dossier.statements).id
            body = f'{{"kind":"note","about":["{key}"],"value":{{"text":"seen"}},"who":"Ana"}}'.encode()
            seen["writer"].append(ask(keys, "/decisions", body)[0])
            time.sleep(0.5)

    with served(store) as keys:
        threads = [threading.Thread(target=reader, args=(n, keys)) for n in ("reader 1", "reader 2")]
        threads.append(threading.Thread(target=writer, args=(keys,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    wrong = [s for statuses in seen.values() for s in statuses if s not in (200, 201)]
    print({name: len(statuses) for name, statuses in seen.items()}, "errors:", len(wrong))
    kept = len(store.decisions()) - before
    print(f"decisions kept: {kept} of {len(seen['writer'])}")
    return 1 if wrong or kept != len(seen["writer"]) else 0


def serve(args: argparse.Namespace) -> int:
    """The small case until it is stopped."""
    with served(given(args) or MemoryStore()) as keys:
        print(f"http://127.0.0.1:{keys.port} {keys.token}", flush=True)
        time.sleep(args.seconds)
    return 0


def axe(args: argparse.Namespace) -> int:
    """Every page, and the single file, at three widths, light and dark, with everything open that can be opened."""
    from playwright.sync_api import sync_playwright

    store, script, wrong, seen = given(args) or MemoryStore(), args.script.read_text("utf-8"), 0, 0
    with served(store) as keys, sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "page.html", *args.page]
        files[0].write_text(render(store.dossier()), encoding="utf-8")
        pages = [f"http://127.0.0.1:{keys.port}{path}" for path in [*addresses(store.dossier()), "/nowhere"]]
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for width, scheme in ((w, s) for w in (1440, 820, 390) for s in ("light", "dark")):
            look: dict[str, Any] = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme}
            page = browser.new_context(**look, bypass_csp=True).new_page()
            page.goto(keys.address)
            page.wait_for_url("**/")
            for address in [*pages, *(file.resolve().as_uri() for file in files)]:
                page.goto(address)
                page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
                page.evaluate(script)
                seen += 1
                for found in page.evaluate("axe.run().then(r => r.violations)"):
                    wrong += len(found["nodes"])
                    print(width, scheme, address, found["id"], found["nodes"][0]["html"][:200])
        browser.close()
    print(f"pages looked at: {seen}, violations: {wrong}")
    return 1 if wrong else 0


def file(args: argparse.Namespace) -> int:
    """How long the single file of 300 reports takes to open in Chromium: the first words, and all of it."""
    from playwright.sync_api import sync_playwright

    shown: list[float] = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        page_file = args.page[0] if args.page else Path(folder) / "page.html"
        if not args.page:
            page_file.write_text(render(synthetic(args.reports, args.each)), encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for _ in range(5):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            counts = page.context.new_cdp_session(page)
            counts.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.goto(page_file.resolve().as_uri())
            words, whole = page.evaluate(
                "[performance.getEntriesByName('first-contentful-paint')[0].startTime,"
                " performance.getEntriesByType('navigation')[0].loadEventEnd]"
            )
            spent = {m["name"]: m["value"] for m in counts.send("Performance.getMetrics")["metrics"]}["ThreadTime"]
            print(f"first words after {words:.0f} ms, all after {whole:.0f} ms, {spent * 1000:.0f} ms of a processor")
            shown.append(whole)
            page.close()
        size = page_file.stat().st_size
        browser.close()
    print(f"{size / 1e6:.1f} MB, median {statistics.median(shown):.0f} ms")
    return 0 if statistics.median(shown) < 1000 else 1


def _chromium() -> str:
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")


def main() -> int:
    """One of the commands."""
    top = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = top.add_subparsers(required=True)
    for name, run in (("speed", speed), ("load", load), ("serve", serve), ("axe", axe), ("file", file)):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        if name == "axe":
            command.add_argument("script", type=Path)
        command.add_argument("--page", type=Path, action="append", default=[], help="a written page (axe, file)")
        command.add_argument("--case", type=Path, help="a case on disk instead of the made one (not for speed)")
        command.add_argument("--reports", type=int, default={"speed": 1000, "file": 300}.get(name, 200))
        command.add_argument("--each", type=int, default=25 if name == "file" else 50)
        command.add_argument("--seconds", type=float, default=20.0)
    args = top.parse_args()
    status: int = args.run(args)
    return status


if __name__ == "__main__":
    sys.exit(main())
