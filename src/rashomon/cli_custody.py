"""The commands for those who must rely on a case: verify, codebook."""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.cli_case import login, opened, say, who
from rashomon.errors import BrokenCase, BrokenDossier, SpanMismatch, UsageError
from rashomon.views.words import count

if TYPE_CHECKING:
    from rashomon.casefile.case import Case

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add(commands: Commands) -> None:
    """The commands and their options."""
    verify = commands.add_parser("verify", help="check that a case or a dossier is as it was written")
    written = "a case, or a dossier written by 'rashomon read --format json'"
    verify.add_argument("dossier", type=Path, metavar="CASE|DOSSIER", help=written)
    option = verify.add_argument
    option("--manifest", type=Path, metavar="FILE", help="write what the case holds, a hash a line, to FILE")
    words = "write a request for a time stamp (RFC 3161) on the manifest's hash to FILE; nothing is sent"
    option("--stamp", type=Path, metavar="FILE", help=words)
    option("--answer", type=Path, metavar="FILE", help="keep the answer of a time stamp server that FILE holds")
    words = "send the request to the time stamp server at this address and keep its answer"
    option("--server", metavar="URL", help=words)
    option("--who", metavar="NAME", default=login(), help="your name, for the log (default: your login name)")
    verify.set_defaults(run=run_verify)

    book = commands.add_parser("codebook", help="print the rules, thresholds and tables that dossiers are made with")
    book.add_argument("case", nargs="?", type=Path, metavar="CASE", help="say whether its readings were made with them")
    book.add_argument("--table", metavar="NAME", help="print one table whole")
    book.add_argument("--json", action="store_true", help="everything, for programs")
    book.set_defaults(run=run_codebook)


def run_verify(args: argparse.Namespace) -> int:
    """`rashomon verify`: status 3 when a span, an id, a hash or the file itself does not hold."""
    if args.dossier.is_dir():
        return _case(args)
    if args.manifest or args.stamp or args.answer or args.server:
        raise UsageError("--manifest, --stamp, --answer and --server are for a case")
    return _dossier(args.dossier)


def _dossier(path: Path) -> int:
    from rashomon.cli import complain
    from rashomon.export.verify import verify

    try:
        dossier = json.loads(path.read_bytes())
        checked = verify(dossier)
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        complain(f"{path}: not JSON: {error}")
        return 3
    except (SpanMismatch, BrokenDossier) as error:
        complain(f"{path}: {error}")
        return 3
    count = f"{checked:,} spans in {len(dossier['reports']):,} reports"
    say(f"{path}: {count} match their texts; every id matches its content")
    return 0


def _case(args: argparse.Namespace) -> int:
    from rashomon.casefile import stamps
    from rashomon.casefile.verify import verify
    from rashomon.cli import complain, put

    try:
        case = opened(args.dossier)
        found = verify(case.folder)
    except BrokenCase as error:
        complain(f"{args.dossier}: {error}")
        return 3
    say(
        f"{case.folder}: {count(found.reports, 'report')} with originals, {count(found.readings, 'reading')} with "
        f"{count(found.spans, 'span')}, {count(found.decisions, 'decision')}, "
        f"{count(found.entries, 'log entry', 'log entries')}: all as written"
    )
    for path in found.spare:
        say(f"{path}: belongs to no report: a stopped run left it; it does no harm")
    manifest = stamps.manifest_of(case.folder)
    say(f"manifest SHA-256 {stamps.digest(manifest)}")
    if args.manifest:
        put(manifest, args.manifest)
    if args.stamp or args.server:
        _ask(case, args)
    if args.answer:
        _keep(case, args.answer.read_bytes(), args)
    return 0


def _ask(case: Case, args: argparse.Namespace) -> None:
    """Write the request, and send it only to the server that was named."""
    from rashomon.casefile import stamps
    from rashomon.casefile.server import ask

    name, request = stamps.ask(case.folder, who=who(args))
    say(f"asked for a time stamp on {name}")
    if args.stamp:
        args.stamp.write_bytes(request)
    if args.server:
        _keep(case, ask(args.server, request), args)


def _keep(case: Case, data: bytes, args: argparse.Namespace) -> None:
    from rashomon.casefile import stamps

    stamp = stamps.answered(case.folder, data, who=who(args))
    say(f"stamped at {stamp.time}, serial {stamp.serial}. Check its signature with 'openssl ts -verify' (docs/case.md)")


def run_codebook(args: argparse.Namespace) -> int:
    """`rashomon codebook`."""
    from rashomon import __version__
    from rashomon.casefile import codebook

    if args.table:
        return _table(args.table)
    rules, tables = list(codebook.rules()), list(codebook.tables())
    if args.json:
        from dataclasses import asdict

        body = {"rules": [asdict(r) for r in rules], "tables": [asdict(t) for t in tables]}
        say(json.dumps({"version": __version__, "codebook": codebook.digest(), **body}, ensure_ascii=False))
        return 0
    say(f"rashomon {__version__}, codebook {codebook.digest()}")
    if args.case:
        _made_with(opened(args.case), codebook.digest())
    for rule in rules:
        say("")
        say(f"{rule.module}: {rule.words}")
        for one in rule.thresholds:
            say(f"  {one.name} = {one.value}" + (f"  {one.words}" if one.words else ""))
    say("")
    say("tables (print one with --table NAME)")
    for table in tables:
        say(f"  {table.sha256[:16]}  {table.size:>9,} bytes  {table.name}")
    return 0


def _made_with(case: Case, now: str) -> None:
    """Which rules the readings of a case were made with."""
    seen: dict[tuple[str, str], int] = {}
    for entry in case.log():
        if "reading" in entry.facts:
            key = str(entry.facts["extractor"]), str(entry.facts.get("codebook", ""))
            seen[key] = seen.get(key, 0) + 1
    for (extractor, book), times in sorted(seen.items()):
        same = "this codebook" if book == now else f"another codebook, {book}"
        say(f"{case.folder}: {count(times, 'reading')} by the {extractor} made with {same}")


def _table(name: str) -> int:
    from rashomon.casefile import codebook

    names = [table.name for table in codebook.tables()]
    found = [n for n in names if name in (n, Path(n).name)]
    if len(found) != 1:
        raise UsageError(f"no one table is called {name!r}; there are: {', '.join(names)}")
    data = (codebook.root() / found[0]).read_bytes()
    sys.stdout.write((lzma.decompress(data) if found[0].endswith(".xz") else data).decode("utf-8"))
    return 0
