"""`rashomon serve`: the workbench of a case, or of a written dossier to read only."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rashomon.errors import UsageError

if TYPE_CHECKING:
    from rashomon.web.serve.store import Store


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The command and its options."""
    serve = commands.add_parser("serve", help="serve a case on this machine as pages to read, search and correct")
    serve.add_argument("case", type=Path, metavar="CASE", help="a case, or a written dossier (.json) to read only")
    serve.add_argument(
        "--port", type=int, default=0, metavar="N", help="the port on 127.0.0.1 (default: any that is free)"
    )
    serve.add_argument("--who", metavar="NAME", help="the name that decisions get (default: your login name)")
    serve.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until stopped."""
    try:
        from rashomon.web.serve.run import serve
    except ModuleNotFoundError as error:
        raise UsageError(f"serving needs the package {error.name}: install 'rashomon[serve]'") from error

    store = opened(args.case)
    if not 0 <= args.port < 65536:
        raise UsageError(f"--port {args.port}: a number from 0 to 65535")
    try:
        serve(store, port=args.port, who=args.who or _login(), ready=_tell)
    except KeyboardInterrupt:  # the way to end it
        sys.stderr.write("rashomon: stopped\n")
    return 0


def opened(path: Path) -> Store:
    """A case; a written dossier where the path is a file of JSON."""
    from rashomon.casefile.case import Case
    from rashomon.cli import loaded
    from rashomon.web.serve.cases import CaseStore
    from rashomon.web.serve.store import DossierStore

    if not path.exists():
        raise UsageError(f"{path}: there is no such case or dossier")
    if path.is_file() and path.suffix.lower() == ".json":
        return DossierStore(loaded(path), path.stem)
    if path.is_dir():
        return CaseStore(Case(path))
    raise UsageError(f"{path}: neither a case nor a dossier written by 'rashomon read --format json'")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _tell(address: str) -> None:
    """The address on standard output, all else on standard error."""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()
    sys.stderr.write("rashomon: open this address in a browser on this machine; Ctrl-C stops\n")
