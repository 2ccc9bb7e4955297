"""A small part of the fuzzer's inputs, every time: benchmarks/fuzz.py reads ten thousand."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_mutated_files_crash_nothing_hang_nothing_and_write_nothing() -> None:
    command = [sys.executable, str(ROOT / "benchmarks/fuzz.py"), "--inputs", "84", "--seed", "7"]
    paths = {"PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry)}
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | paths, timeout=300, check=False)
    assert done.stdout.endswith("crashes 0, hangs 0, writes outside 0, broken promises 0\n"), done.stdout + done.stderr
    assert done.returncode == 0
