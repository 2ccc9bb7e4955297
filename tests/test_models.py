import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from rashomon.errors import MissingModel
from rashomon.models.attribution import load
from rashomon.models.packaged import folder, manifest

LIMIT = 40_000_000


def made(where: Path, *, content: bytes = b"weights", digest: str | None = None) -> Path:
    """A folder with a manifest that names one file."""
    (where / "tiny.onnx").write_bytes(content)
    named = digest or hashlib.sha256(content).hexdigest()
    (where / "tiny.json").write_text(json.dumps({"files": {"tiny.onnx": named}, "keep": 0.5}))
    return where


def test_a_manifest_is_given_once_its_files_are_what_it_names(tmp_path: Path) -> None:
    assert manifest("tiny", made(tmp_path))["keep"] == 0.5


def test_a_changed_file_is_refused_by_name(tmp_path: Path) -> None:
    made(tmp_path)
    (tmp_path / "tiny.onnx").write_bytes(b"weightz")
    with pytest.raises(MissingModel, match=r"tiny\.onnx is not the file"):
        manifest("tiny", tmp_path)


def test_a_missing_file_and_a_missing_manifest_are_said(tmp_path: Path) -> None:
    with pytest.raises(MissingModel, match="not installed"):
        manifest("tiny", tmp_path)
    made(tmp_path)
    (tmp_path / "tiny.onnx").unlink()
    with pytest.raises(MissingModel, match="not complete"):
        manifest("tiny", tmp_path)


def test_the_packaged_model_fits_its_manifest_and_its_size() -> None:
    names = manifest("attribution", folder())["files"]
    assert sum((folder() / name).stat().st_size for name in names) < LIMIT


def test_the_same_pieces_give_the_same_numbers() -> None:
    model = load()
    ids = np.array([101, 2002, 2056, 2009, 1012, 102])
    given = (ids, np.zeros((6, 5), np.int64))
    first, again = model.encode(*given), model.encode(*given)
    assert first[0].shape == (6, 384)
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
