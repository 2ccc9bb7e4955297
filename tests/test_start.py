"""The lock files that start.py installs from."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_file_pins_and_hashes_every_package_and_names_no_index(lock: Path) -> None:
    text = lock.read_text("utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert packages
    assert all("==" in line and line.endswith("\\") for line in packages)
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_each_command_installs_what_it_needs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RASHOMON_TEST_EXTRA", raising=False)
    needed = runpy.run_path(str(ROOT / "start.py"))["needed"]
    assert [needed([word]) for word in ("demo", "read", "serve", "test")] == ["base", "base", "serve", "dev"]
    assert all((ROOT / "requirements" / f"{name}.txt").exists() for name in ("base", "serve", "dev", "spark"))
