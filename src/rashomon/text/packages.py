"""The digest of an installed model package, so that a dossier says exactly what it was made with."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

SKIPPED = {"__pycache__", ".pyc"}
KINDS = (".py", ".toml", ".tsv.xz")
"""What a rule is made of: source, words, names."""


@cache
def digest(package: str) -> str:
    """SHA-256 over the names and bytes of a package's files, in order of name; '' if it is not installed."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return ""
    root = Path(next(iter(spec.submodule_search_locations)))
    total = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and not SKIPPED & {p.suffix, *p.parts}):
        total.update(path.relative_to(root).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


@cache
def sources(package: str, parts: tuple[str, ...]) -> str:
    """SHA-256 over the source and the tables of some modules and subpackages of a package, in order of name."""
    total = hashlib.sha256()
    for path in source_files(package, parts):
        total.update(path.as_posix().rpartition(package)[2].encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def source_files(package: str, parts: Sequence[str]) -> list[Path]:
    """The source and the tables of some modules and subpackages, in order of name."""
    root = Path(str(files(package)))
    found = [path for part in parts for path in [root / f"{part}.py", *(root / part).rglob("*")]]
    return sorted(path for path in found if path.is_file() and path.name.endswith(KINDS))
