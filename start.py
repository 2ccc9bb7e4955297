"""Makes a virtual environment beside this file, installs the locked packages into it, and runs Rashomon there.

    python3 start.py demo         install, then the bundled case
    python3 start.py read …       install where needed, then any other command of Rashomon's
    python3 start.py test         install with the test tools, then pass the tests

RASHOMON_TEST_EXTRA=spark tests the engine on Spark too (some 400 MB more; needs Java 17).

Standard library only; the same on Linux, macOS and Windows. Needs Python 3.11 or newer.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE / ".venv"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def main(words: list[str]) -> int:
    """Install what is missing, then run; the exit status of what was run."""
    if sys.version_info < (3, 11):
        return refuse(f"Rashomon needs Python 3.11 or newer; this is {sys.version.split()[0]}")
    testing = words[:1] == ["test"]
    try:
        install(needed(words))
    except subprocess.CalledProcessError as error:
        return refuse(f"the installation failed (status {error.returncode}); see above")
    if testing:
        return subprocess.call([PYTHON, "-m", "pytest", *words[1:]], cwd=HERE)
    return subprocess.call([PYTHON, "-m", "rashomon", *(words or ["--help"])])


def needed(words: list[str]) -> str:
    """The lock file that a command needs: the workbench has some packages of its own, the tests have theirs."""
    if words[:1] == ["test"]:
        return os.environ.get("RASHOMON_TEST_EXTRA", "dev")
    return "serve" if words[:1] == ["serve"] else "base"


def install(extra: str) -> None:
    """The environment with the packages of one lock file, unless it is already as the lock files say."""
    lock = HERE / "requirements" / f"{extra}.txt"
    state = hashlib.sha256(lock.read_bytes() + (HERE / "pyproject.toml").read_bytes()).hexdigest()
    stamp = HOME / f"{extra}.installed"
    if stamp.exists() and stamp.read_text() == state:
        return
    make_environment()
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    say(f"installing the packages of requirements/{extra}.txt …")
    subprocess.check_call([*pip, "--require-hashes", "-r", lock])
    subprocess.check_call([*pip, "--no-deps", "--no-build-isolation", "--editable", HERE])
    stamp.write_text(state)


def make_environment() -> None:
    """A virtual environment with pip; says what to install where the system's Python has none."""
    if PYTHON.exists():
        return
    say(f"making a virtual environment in {HOME} …")
    try:
        venv.create(HOME, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        sys.exit(
            refuse("this Python cannot make virtual environments. On Debian or Ubuntu: sudo apt install python3-venv")
        )


def say(line: str) -> None:
    """One line on standard error."""
    print(f"start: {line}", file=sys.stderr, flush=True)


def refuse(line: str) -> int:
    """Say why not; status 1."""
    say(line)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
