"""The command line: parse, call one library function, print.

Exit status 0, 1 (something was left out), 2 (usage), 3 (verify).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon import __version__, cli_case, cli_custody, cli_serve
from rashomon.errors import RashomonError, UsageError

if TYPE_CHECKING:
    from rashomon.model import Dossier

FORMATS = ("table", "json", "html")
SUFFIXES = {".json": "json", ".html": "html", ".htm": "html"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        complain("stopped; run the same command again to go on")
        return 130
    except UsageError as error:
        complain(str(error))
        return 2
    except FileNotFoundError as error:
        complain(f"{error.filename}: does not exist. Check the path")
        return 2
    except OSError as error:
        complain(f"{error.filename or 'file'}: {error.strerror or error}")
        return 1
    except RashomonError as error:
        complain(str(error))
        return 1


def parser() -> argparse.ArgumentParser:
    """Every command and option; docs/commands.md is printed from it."""
    top = argparse.ArgumentParser(
        prog="rashomon",
        description="Reads reports of one event and shows, for every claim, who said it, through whom it came, "
        "who denies it, which figures conflict, and how many origins it has. It never says what is true.",
    )
    top.add_argument("--version", action="version", version=f"rashomon {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_read(commands)

    demo = commands.add_parser("demo", help="read the bundled case, print its dossier and write it as a page")
    demo.add_argument(
        "-o",
        "--output",
        type=Path,
        default=Path("rashomon-demo.html"),
        metavar="FILE",
        help="the page to write (default: %(default)s)",
    )
    demo.set_defaults(run=run_demo)

    again = commands.add_parser("show", help="show a written dossier again, in another format")
    _add_dossier(again)
    add_view(again)
    again.set_defaults(run=run_show)

    export = commands.add_parser("export", help="write a dossier in open formats for other programs")
    _add_dossier(export)
    which = export.add_mutually_exclusive_group()
    which.add_argument("--as", action="append", dest="formats", metavar="FORMAT", help="one format; may be repeated")
    which.add_argument(
        "--all",
        action="store_true",
        help="everything to hand over: the page, every format, a manifest, a README (default)",
    )
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FOLDER", help="a new folder to write into")
    export.set_defaults(run=run_export)

    cli_case.add(commands)
    cli_serve.add(commands)

    schema = commands.add_parser("schema", help="print the JSON Schema of a dossier")
    schema.set_defaults(run=run_schema)

    cli_custody.add(commands)
    return top


def _add_read(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser("read", help="read reports and print or write their dossier")
    read.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="a report, web archive, feed, mail or sheet of links, a folder of them, an address (http, https), "
        "or - for JSON Lines on standard input",
    )
    add_view(read)
    read.add_argument(
        "--fetch-links", action="store_true", help="fetch the links of a sheet that has no archived file of them"
    )
    read.add_argument(
        "--only", action="append", metavar="SECTION", help="run only the stages this section needs; may be repeated"
    )
    read.add_argument(
        "--extractor",
        metavar="NAME",
        help="what finds the statements: model, rules or another package's (default: model where it is installed)",
    )
    read.add_argument(
        "--places",
        type=Path,
        metavar="CSV",
        help="own places: columns name, latitude, longitude, country, names",
    )
    read.add_argument(
        "--houses",
        type=Path,
        metavar="CSV",
        help="outlets that share copy: columns outlet, owner, central (yes where it writes for the others)",
    )
    read.add_argument(
        "--workers",
        type=int,
        default=min(os.cpu_count() or 1, 4),
        metavar="N",
        help="processes for a large input (default: %(default)s)",
    )
    read.set_defaults(run=run_read)


def _add_dossier(command: argparse.ArgumentParser) -> None:
    written = "a case, or a dossier written by 'rashomon read --format json'"
    command.add_argument("dossier", type=Path, metavar="DOSSIER", help=written)


def add_view(command: argparse.ArgumentParser) -> None:
    """The options of a view."""
    add = command.add_argument
    add("-f", "--format", choices=FORMATS, help="how to show it (default: by the name of FILE, else table)")
    add("-o", "--output", type=Path, metavar="FILE", help="write to FILE, whole or not at all")
    words = "add to the terminal view every figure as a conflict monitor would code it"
    add("--figures-as", choices=("ucdp", "acled", "airwars"), default="", help=words)
    add("--report", metavar="NAME", help="the terminal view of one report: its file name, id or outlet")
    add("--title", metavar="TEXT", default="", help="what the page is called")


# --- commands


def run_read(args: argparse.Namespace) -> int:
    """`rashomon read`."""
    from rashomon import dossier
    from rashomon.lineage.houses import read_houses
    from rashomon.progress import Progress
    from rashomon.read.sources import read
    from rashomon.readings import Keep
    from rashomon.text.places import desk

    style = chosen(args)
    options = dossier.Options(
        extractor=dossier.extractor(args.extractor),
        only=sections(args.only, dossier.SECTIONS),
        workers=max(1, args.workers),
        places=args.places,
        houses=args.houses,
    )
    if args.places:
        desk(args.places)  # a table that cannot be read stops nothing half done
    if args.houses:
        read_houses(args.houses)
    keep = Keep(args.output.with_name(args.output.name + ".partial")) if args.output else None
    with Progress(sys.stderr) as progress:
        reports = read(args.paths, stdin=sys.stdin.buffer, fetch_links=args.fetch_links)
        made = dossier.build(reports, options=options, progress=progress, keep=keep)
    left_out = [(skip.path, skip.reason) for skip in made.skipped] + unread(made)
    for path, reason in left_out:
        complain(f"{path}: {reason}")
    if not made.readings:
        raise UsageError("no report could be read")
    show(made, style, args.output, report=args.report, title=args.title, figures_as=args.figures_as)
    if keep:
        keep.done()
    return 1 if left_out else 0


def run_demo(args: argparse.Namespace) -> int:
    """`rashomon demo`."""
    from rashomon import dossier
    from rashomon.demo import TITLE, VESSARIN
    from rashomon.progress import Progress
    from rashomon.read.sources import read

    with Progress(sys.stderr) as progress:
        made = dossier.build(
            read([str(VESSARIN)]), options=dossier.Options(extractor=dossier.extractor(None)), progress=progress
        )
    show(made, "table", None)
    show(made, "html", args.output, title=TITLE)
    put(
        f"\nThe whole dossier, every cell with its words: {args.output.resolve()}\n"
        "Open it in a browser; it needs no network.\n",
        None,
    )
    return 0


def run_show(args: argparse.Namespace) -> int:
    """`rashomon show`."""
    style = chosen(args)
    made = loaded(args.dossier)
    show(made, style, args.output, report=args.report, title=args.title, figures_as=args.figures_as)
    return 0


def run_export(args: argparse.Namespace) -> int:
    """`rashomon export`."""
    from rashomon import handover
    from rashomon.export import folder
    from rashomon.export.json import to_dict
    from rashomon.export.verify import verify

    made = loaded(args.dossier)
    verify(to_dict(made))  # what leaves has its evidence, or does not leave
    if args.formats:
        written = folder.write(made, list(dict.fromkeys(args.formats)), args.output)
    else:
        written = handover.write(made, args.output)
    for path in written:
        put(f"{args.output / path}\n", None)
    return 0


def run_schema(args: argparse.Namespace) -> int:
    """`rashomon schema`."""
    from rashomon.export.json import schema

    put(json.dumps(schema(), indent=1) + "\n", None)
    return 0


# --- helpers


def sections(asked: Sequence[str] | None, known: Sequence[str]) -> frozenset[str]:
    """The sections named by --only, commas allowed; all of them when none is named."""
    names = {name for item in asked or known for name in item.split(",") if name}
    wrong = sorted(names - set(known))
    if wrong:
        raise UsageError(f"no section {wrong[0]!r}; there are: {', '.join(known)}")
    return frozenset(names)


def unread(made: Dossier) -> list[tuple[str, str]]:
    """The reports from which no statements could be taken, and why: they still take part in lineage."""
    from rashomon.read.sources import label

    return [
        (label(reading.report), u.reason) for reading in made.readings for u in reading.unresolved if u.what == "report"
    ]


def loaded(path: Path) -> Dossier:
    """The dossier of a case, or a written one; BrokenDossier if the file holds none."""
    if path.is_dir():
        return cli_case.dossier_of(cli_case.opened(path))
    from rashomon.export.load import load_file

    return load_file(path)


def chosen(args: argparse.Namespace) -> str:
    """The format asked for, or the one that the name of the output says; UsageError if it cannot be written."""
    if args.output and not args.output.parent.is_dir():
        raise UsageError(f"{args.output}: its folder does not exist")
    return args.format or SUFFIXES.get(args.output.suffix.lower() if args.output else "", "table")


def show(
    dossier: Dossier,
    style: str,
    output: Path | None,
    *,
    report: str | None = None,
    title: str = "",
    figures_as: str = "",
) -> None:
    """The dossier in one format, to a file or to standard output."""
    if figures_as and style != "table":
        raise UsageError(f"--figures-as is for the terminal view: {style} keeps the figures as the reports give them")
    if style == "json":
        from rashomon.export import json as as_json

        put(as_json.write(dossier), output)
    elif style == "html":
        from rashomon.web import page

        put(page.render(dossier, title=title), output)
    else:
        from rashomon.export import table

        if output:
            put(table.text(dossier, report=report, figures_as=figures_as), output)
        else:
            table.show(dossier, sys.stdout, report=report, figures_as=figures_as)


def put(text: str, output: Path | None) -> None:
    """Write all of it or nothing."""
    if output is None:
        sys.stdout.write(text)
        return
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as out:
            out.write(text)
        os.chmod(name, 0o644)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise


def complain(line: str) -> None:
    """One line on standard error; what a file's name could do to a terminal is made harmless."""
    clean = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    sys.stderr.write(f"rashomon: {clean}\n")


if __name__ == "__main__":
    sys.exit(main())
