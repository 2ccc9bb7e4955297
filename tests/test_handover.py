"""The folder for whoever receives a dossier: what it says, and what can be checked in it."""

import csv
import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from export_case import case
from rashomon import handover
from rashomon.errors import UsageError
from rashomon.export.folder import FORMATS
from rashomon.model import Skipped


def test_the_readme_says_what_it_is_and_who_corrected_it() -> None:
    text = handover.readme(case())
    assert "A DOSSIER OF 2 REPORTS" in text
    assert "(dates: 2031-05-02 to 2031-05-02): 2 statements,\n1 claims" in text
    assert "and by 1 decision of Tova Lindqvist\n(data/csv/decisions.csv)" in text
    assert "  broken.pdf: no text layer\n" in text
    assert all(f"data/{name}" in text for name in FORMATS)
    assert "[" not in text


def test_a_dossier_without_decisions_or_dates_says_so() -> None:
    dossier = case()
    undated = tuple(replace(r, report=replace(r.report, published="")) for r in dossier.readings)
    text = handover.readme(replace(dossier, decisions=(), skipped=(), readings=undated))
    assert "Made by a machine. It can be wrong" in text
    assert "dates: not stated" in text
    assert "Left out" not in text


def test_a_fact_is_never_taken_for_a_blank() -> None:
    text = handover.readme(replace(case(), skipped=(Skipped("[version]", "[models]\n\x1b[2J"),)))
    assert "  [version]: [models] \N{REPLACEMENT CHARACTER}[2J\n" in text


def test_the_manifest_has_the_digest_and_place_of_every_original(tmp_path: Path) -> None:
    dossier = case()
    handover.write(dossier, tmp_path / "out")
    with (tmp_path / "out/originals.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(r["report"], r["sha256"], r["url"]) for r in rows] == [(r.id, r.sha256, r.url) for r in dossier.reports]
    assert [r["text_sha256"] for r in rows] == [hashlib.sha256(r.text.encode()).hexdigest() for r in dossier.reports]


def test_the_digest_of_every_file_is_the_one_that_is_listed(tmp_path: Path) -> None:
    handover.write(case(), tmp_path / "out")
    for line in (tmp_path / "out/SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest


def test_nothing_stays_of_a_handover_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(handover, "put_csv", full)
    with pytest.raises(OSError, match="No space"):
        handover.write(case(), tmp_path / "out")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for there in (tmp_path, tmp_path / "link"):
        with pytest.raises(UsageError, match="is already there"):
            handover.write(case(), there)
    with pytest.raises(UsageError, match="is not a folder"):
        handover.write(case(), tmp_path / "no/out")
