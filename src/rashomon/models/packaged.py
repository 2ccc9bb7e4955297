"""Finds a packaged model, checks every file against its manifest, and opens it the same way everywhere."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rashomon.errors import DamagedModel, MissingModel

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

RUNTIME = ("onnxruntime", "tokenizers")
"""The packages that run a model."""


SLOWER = ["SkipLayerNormFusion"]
"""What ONNX Runtime puts together and then takes twenty times as long for (1.32, one thread)."""


def digest(name: str) -> str:
    """SHA-256 of a packaged model's manifest, which names the SHA-256 of its files; '' where it cannot be run."""
    path = folder() / f"{name}.json"
    if not path.is_file() or not all(map(find_spec, RUNTIME)):
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def folder() -> Path:
    """Where the package keeps its models."""
    return Path(str(files("rashomon.models") / "data"))


def manifest(name: str, where: Path) -> dict[str, Any]:
    """A model's manifest, once each file that it names has the SHA-256 that it names; MissingModel otherwise."""
    path = where / f"{name}.json"
    if not path.is_file():
        raise MissingModel(f"the {name} model is not installed: {path.name} is missing")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for file, digest in found["files"].items():
        if not (where / file).is_file():
            raise DamagedModel(f"the {name} model is not complete: {file} is missing; install rashomon again")
        if hashlib.sha256((where / file).read_bytes()).hexdigest() != digest:
            raise DamagedModel(
                f"{file} is not the file that {path.name} names: its SHA-256 is another; install rashomon again"
            )
    return found


def session(path: Path) -> InferenceSession:
    """An ONNX Runtime session on one thread: the same input gives the same bytes."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingModel("running a model needs the package onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.use_deterministic_compute = True
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOWER
    )
