"""The commands of a case: new, add, remove, dossier, decide, undo, decisions, log."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rashomon.casefile.adding import Added
    from rashomon.casefile.case import Case
    from rashomon.casefile.tables import Given, Kind
    from rashomon.model import DecisionKind, Dossier, Skipped

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]
KINDS = (
    "merge-claims", "split-claim", "rename-claim", "speaker", "stance", "figure", "relation", "edge", "origins",
    "furniture", "missed-statement", "rating", "note",
)  # fmt: skip
"""The kinds of DecisionKind, spelled out so that '--help' need not load it."""


def add(commands: Commands) -> None:
    """The commands and their options."""
    _new(commands)
    _add(commands)
    _watch(commands)
    _remove(commands)
    _places(commands)
    _houses(commands)
    _dossier(commands)
    _decide(commands)
    _undo(commands)
    _decisions(commands)
    _log(commands)


def _command(commands: Commands, name: str, words: str, *, who: bool = True) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=words)
    made.add_argument("case", type=Path, metavar="CASE", help="the folder of the case")
    if who:
        made.add_argument("--who", metavar="NAME", help="your name, for the log (default: your login name)")
    return made


def _new(commands: Commands) -> None:
    new = _command(commands, "new", "make a case: a folder that keeps reports, their originals and what people decide")
    new.add_argument("--title", default="", metavar="TEXT", help="what the case is called (default: its folder's name)")
    words = "what finds the statements in this case (default: the best that is installed)"
    new.add_argument("--extractor", metavar="NAME", default="", help=words)
    words = "own places to read with: columns name, latitude, longitude, country, names"
    new.add_argument("--places", type=Path, metavar="CSV", help=words)
    words = "outlets that share copy: columns outlet, owner, central"
    new.add_argument("--houses", type=Path, metavar="CSV", help=words)
    new.set_defaults(run=run_new)


def _add(commands: Commands) -> None:
    command = _command(commands, "add", "add reports to a case and print what each of them changed")
    words = "a report, a folder of them, an address, or - for JSON Lines on standard input"
    command.add_argument("paths", nargs="+", metavar="PATH|URL", help=words)
    words = "fetch the pages that a sheet of links names and has no file of"
    command.add_argument("--fetch-links", action="store_true", help=words)
    command.add_argument("--workers", type=int, default=1, metavar="N", help="processes for many reports (default: 1)")
    command.set_defaults(run=run_add)


def _watch(commands: Commands) -> None:
    watch = _command(commands, "watch", "add what comes into some folders, until stopped with Ctrl-C")
    watch.add_argument("paths", nargs="+", metavar="FOLDER", help="a folder")
    words = "seconds between two looks (default: 2)"
    watch.add_argument("--every", type=float, default=2.0, metavar="SECONDS", help=words)
    watch.set_defaults(run=run_watch)


def _remove(commands: Commands) -> None:
    remove = _command(commands, "remove", "take a report out of a case; its original stays, and it can be added again")
    remove.add_argument("report", metavar="REPORT", help="its id, path, address, file name or outlet")
    remove.add_argument("--why", default="", metavar="TEXT", help="the reason, for the log")
    remove.set_defaults(run=run_remove)


def _places(commands: Commands) -> None:
    words = "read the reports of a case with a desk's own places, kept in it; without a table say which it has"
    places = _command(commands, "places", words)
    places.add_argument("table", nargs="?", type=Path, metavar="CSV", help="name, latitude, longitude, country, names")
    places.add_argument("--none", action="store_true", help="take the table out: the gazetteer alone again")
    places.set_defaults(run=run_places)


def _houses(commands: Commands) -> None:
    words = "go by a desk's table of outlets that share copy, kept in the case; without a table say which it has"
    houses = _command(commands, "houses", words)
    houses.add_argument("table", nargs="?", type=Path, metavar="CSV", help="outlet, owner, central")
    houses.add_argument("--none", action="store_true", help="take the table out: nothing is known of owners again")
    houses.set_defaults(run=run_houses)


def _dossier(commands: Commands) -> None:
    from rashomon.cli import add_view

    dossier = _command(commands, "dossier", "print or write the dossier of a case", who=False)
    add_view(dossier)
    words = "what finds the statements, this time (default: what the case says)"
    dossier.add_argument("--extractor", metavar="NAME", default="", help=words)
    dossier.set_defaults(run=run_dossier)


def _decide(commands: Commands) -> None:
    decide = _command(commands, "decide", "correct what the machine found: appended with who, when and why")
    decide.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    words = "the id of what it is about, a report by any name; may be repeated"
    decide.add_argument("--about", action="append", required=True, metavar="ID", help=words)
    words = "a field of the kind and its value; may be repeated"
    decide.add_argument("--set", action="append", default=[], dest="fields", metavar="NAME=VALUE", help=words)
    decide.add_argument("--why", default="", metavar="TEXT", help="the reason")
    decide.set_defaults(run=run_decide)


def _undo(commands: Commands) -> None:
    undo = _command(commands, "undo", "undo a decision: both stay in the log")
    undo.add_argument("decision", metavar="DECISION", help="its id, or the beginning of it")
    undo.add_argument("--why", default="", metavar="TEXT", help="the reason")
    undo.set_defaults(run=run_undo)


def _decisions(commands: Commands) -> None:
    decisions = _command(commands, "decisions", "list what people decided, or exchange it with another desk")
    words = "write every decision as JSON Lines to FILE, or to - for standard output"
    decisions.add_argument("--export", metavar="FILE", dest="export_to", help=words)
    words = "take over the decisions that FILE has and the case has not, all of them or none"
    decisions.add_argument("--import", metavar="FILE", dest="import_from", help=words)
    decisions.set_defaults(run=run_decisions)


def _log(commands: Commands) -> None:
    log = _command(commands, "log", "print what was done to a case, by whom and when", who=False)
    log.add_argument("--json", action="store_true", help="every field, as JSON Lines")
    log.set_defaults(run=run_log)


# --- commands


def run_new(args: argparse.Namespace) -> int:
    """`rashomon new`."""
    from rashomon.casefile.case import Case
    from rashomon.casefile.tables import HOUSES, PLACES
    from rashomon.dossier import extractor

    if args.extractor:
        extractor(args.extractor)
    given = [(kind, path) for kind, path in ((PLACES, args.places), (HOUSES, args.houses)) if path]
    for kind, path in given:
        kind.count(path)  # a table that cannot be read makes no case
    made = Case.new(args.case, who=who(args), title=args.title, extractor=args.extractor)
    for kind, path in given:
        made.give_table(kind, path, who=who(args))
    say(f"{made.folder}: {made.title} ({made.id})")
    return 0


def run_places(args: argparse.Namespace) -> int:
    """`rashomon places`."""
    from rashomon.casefile.tables import PLACES

    given = _table(args, PLACES, "read by the gazetteer alone from now on", "it has no own places")
    if given:
        say(f"{args.case}: {given.names:,} own names ({given.path})")
    return 0


def run_houses(args: argparse.Namespace) -> int:
    """`rashomon houses`."""
    from rashomon.casefile.tables import HOUSES

    given = _table(args, HOUSES, "nothing is known of owners from now on", "it has no table of houses")
    if given:
        say(f"{args.case}: {given.names:,} outlets of houses ({given.path})")
    return 0


def _table(args: argparse.Namespace, kind: Kind, without: str, none: str) -> Given | None:
    """Give or take a case's table, and the one that it has then; where it has none, say so."""
    case = opened(args.case)
    if args.none and args.table:
        raise UsageError("give a table or --none, not both")
    if args.none:
        say(f"{args.case}: {without if case.take_table(kind, who=who(args)) else none}")
        return None
    given = case.give_table(kind, args.table, who=who(args)) if args.table else case.table(kind)
    if given is None:
        say(f"{args.case}: {none}")
    return given


def run_add(args: argparse.Namespace) -> int:
    """`rashomon add`."""
    from rashomon.progress import Progress
    from rashomon.read.sources import read_originals

    case = opened(args.case)
    with Progress(sys.stderr) as progress:
        items = read_originals(args.paths, stdin=sys.stdin.buffer, progress=progress, fetch_links=args.fetch_links)
        made = case.add(items, who=who(args), workers=max(1, args.workers), tell=progress)
        return _told(made)


def run_watch(args: argparse.Namespace) -> int:
    """`rashomon watch`."""
    from rashomon.read.watch import watch

    case = opened(args.case)
    if not 0.1 <= args.every <= 86_400:
        raise UsageError("--every: from 0.1 to 86400 seconds")
    try:
        for item in watch(args.paths, every=args.every):  # one at a time: each is acknowledged when it comes
            _told(case.add([item], who=who(args)))
    except KeyboardInterrupt:  # the way to end it
        sys.stderr.write("rashomon: stopped\n")
    return 0


def _told(items: Iterable[Added | Skipped]) -> int:
    """Print each report as it is kept, and what it changed."""
    from rashomon.cli import complain
    from rashomon.model import Skipped

    status = 0
    for item in items:
        if isinstance(item, Skipped):
            complain(f"{item.path}: {item.reason}")
            status = 1
        else:
            say(f"added {item.report.path or item.report.id}")
            for line in item.changes:
                say(f"  {line}")
            sys.stdout.flush()
    return status


def run_remove(args: argparse.Namespace) -> int:
    """`rashomon remove`."""
    found = opened(args.case).remove(args.report, who=who(args), why=args.why)
    say(f"removed {found.path or found.id}: its original is kept; add it again to have it back")
    return 0


def run_dossier(args: argparse.Namespace) -> int:
    """`rashomon dossier`."""
    from rashomon.cli import chosen, show

    style = chosen(args)
    case = opened(args.case)
    title = args.title or case.title
    show(
        dossier_of(case, args.extractor),
        style,
        args.output,
        report=args.report,
        title=title,
        figures_as=args.figures_as,
    )
    return 0


def dossier_of(case: Case, extractor: str = "") -> Dossier:
    """The dossier of a case; UsageError where it has no report."""
    from rashomon.progress import Progress

    with Progress(sys.stderr) as progress:
        dossier = case.dossier(extractor=extractor, tell=progress)
    if not dossier.readings:
        raise UsageError(f"{case.folder} has no reports yet: rashomon add {case.folder} PATH")
    return dossier


def run_decide(args: argparse.Namespace) -> int:
    """`rashomon decide`."""
    from rashomon.model import DecisionKind

    case, kind = opened(args.case), DecisionKind(args.kind)
    value: dict[str, str] = {}
    for field in args.fields:
        name, equals, text = field.partition("=")
        if not equals:
            raise UsageError(f"--set {field}: NAME=VALUE is expected")
        value[name] = text
    dossier = dossier_of(case)
    about = [case.named(name) if kind in OF_REPORTS else name for name in args.about]
    decided = case.decide(kind, about, value, who=who(args), why=args.why, dossier=dossier)
    return _after(case, decided.id)


OF_REPORTS = ("edge", "furniture", "missed-statement")


def run_undo(args: argparse.Namespace) -> int:
    """`rashomon undo`."""
    case = opened(args.case)
    decided = case.undo(args.decision, who=who(args), why=args.why)
    return _after(case, decided.id)


def _after(case: Case, name: str) -> int:
    """Print what became of a decision just made; status 1 where it cannot be applied."""
    from rashomon.model import Effect

    found = next(outcome for outcome in dossier_of(case).decisions if outcome.decision.id == name)
    say(f"{name}  {found.effect}" + (f": {found.reason}" if found.reason else ""))
    if found.machine:
        say(f"  the machine had found: {found.machine}")
    return 1 if found.effect is Effect.ORPHAN else 0


def run_decisions(args: argparse.Namespace) -> int:
    """`rashomon decisions`."""
    from rashomon.cli import put
    from rashomon.decisions.lines import parse, write

    case = opened(args.case)
    if args.import_from:
        source = Path(args.import_from)
        new = case.take(parse(source.read_bytes(), str(source)), who=who(args))
        say(f"{len(new)} decisions taken over")
    if args.export_to:
        text = write(case.decisions(), case.id)
        put(text, None if args.export_to == "-" else Path(args.export_to))
    elif case.decisions():
        for outcome in dossier_of(case).decisions:
            say(f"{outcome.decision.id}  {line(outcome.decision.kind, outcome.decision.who, outcome.decision.when)}")
            for part in (outcome.decision.why, f"{outcome.effect}. {outcome.reason}".removesuffix(". ")):
                if part:
                    say(f"  {part}")
    return 0


def line(kind: DecisionKind, who: str, when: str) -> str:
    """What was decided by whom and when, on one line."""
    return f"{kind:<17} {who}, {when[:16].replace('T', ' ')}"


def run_log(args: argparse.Namespace) -> int:
    """`rashomon log`."""
    from rashomon.casefile.chain import told

    for entry in opened(args.case).log():
        if args.json:
            fields = {name: getattr(entry, name) for name in ("n", "at", "what", "who", "previous", "hash")}
            say(json.dumps({**fields, "detail": entry.facts}, ensure_ascii=False))
        else:
            say(f"{entry.n:>5}  {entry.at[:19].replace('T', ' ')}  {entry.what:<12} {entry.who}  {told(entry)}")
    return 0


# --- helpers


def opened(path: Path) -> Case:
    """The case in a folder."""
    from rashomon.casefile.case import Case

    if not path.exists():
        raise UsageError(f"{path}: there is no such case. Make one with: rashomon new {path}")
    return Case(path)


def who(args: argparse.Namespace) -> str:
    """The name given, else the login name."""
    name = (args.who or login()).strip()
    if not name:
        raise UsageError("your name is not known: give it with --who")
    return str(name)


def login() -> str:
    """The login name; '' where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def say(text: str) -> None:
    """A line on standard output; what a name from outside could do to a terminal is made harmless."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    sys.stdout.write(clean + "\n")
