"""The digest of an installed model package, so that a dossier says exactly what it was made with."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

SKIPPED = {"__pycache__", ".pyc"}


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
