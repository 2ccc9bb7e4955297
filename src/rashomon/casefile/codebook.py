"""The rules, thresholds and tables that a dossier is made with, read from the program itself."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import rashomon
from rashomon.text.packages import source_files, sources

STAGES = ("attribute", "claims", "decisions", "dossier", "headline", "lineage", "model", "read", "text")


@dataclass(frozen=True, slots=True)
class Threshold:
    """A number, or a few, that a rule turns on, with what the program says of it."""

    name: str
    value: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One part of a stage: what it does, in its own sentence, and its thresholds."""

    module: str
    words: str
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A file of words or names that rules look things up in."""

    name: str
    sha256: str
    size: int


def root() -> Path:
    """Where the program lies."""
    return Path(str(files(rashomon)))


def rules() -> Iterator[Rule]:
    """Every part of every stage, in order of name."""
    for path in source_files("rashomon", STAGES):
        if path.suffix == ".py":
            tree = ast.parse(path.read_bytes())
            words = (ast.get_docstring(tree) or "").split("\n\n")[0].replace("\n", " ")
            if words:
                module = path.relative_to(root()).with_suffix("").as_posix().removesuffix("/__init__")
                yield Rule(module, words, tuple(_thresholds(tree)))


def tables() -> Iterator[Table]:
    """Every table, in order of name."""
    for path in source_files("rashomon", STAGES):
        if path.suffix != ".py":
            data = path.read_bytes()
            yield Table(path.relative_to(root()).as_posix(), hashlib.sha256(data).hexdigest(), len(data))


def digest() -> str:
    """One hash over the source of every stage and every table."""
    return sources("rashomon", STAGES)


def _thresholds(tree: ast.Module) -> Iterator[Threshold]:
    """The constants of numbers at the top of a module, each with the sentence under it."""
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        named = isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        if named and isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name.isupper() and _numbers(node.value):
                yield Threshold(name, ast.unparse(node.value), _sentence(after))


def _numbers(node: ast.expr) -> bool:
    """True for a number, and for what is made of nothing but numbers and their names."""
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError):
        return isinstance(node, ast.BinOp) and not any(isinstance(n, ast.Name | ast.Call) for n in ast.walk(node))
    held = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else [value]
    return bool(held) and all(isinstance(item, int | float) and not isinstance(item, bool) for item in held)


def _sentence(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return " ".join(node.value.value.split())
    return ""
