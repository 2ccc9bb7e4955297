"""Reports being added: one job after the other, in the background, each telling how far it is."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock

from rashomon.errors import RashomonError
from rashomon.web.serve.store import Store

KEPT = 20  # jobs that are shown


@dataclass(frozen=True, slots=True)
class Job:
    """One adding of reports: 'waiting', 'working', 'done' or 'failed'."""

    number: int
    names: tuple[str, ...]
    state: str = "waiting"
    stage: str = ""
    done: int = 0
    total: int = 0
    lines: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """True when nothing more will happen."""
        return self.state in ("done", "failed")


class Jobs:
    """Adds reports one job at a time: a case has one writer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._jobs: dict[int, Job] = {}
        self._pool = ThreadPoolExecutor(1, "adding")

    def start(self, paths: Sequence[str], names: Sequence[str], who: str, temporary: Path | None = None) -> Job:
        """Begin to add some paths; `temporary` is a folder to remove afterwards."""
        with self._lock:
            job = Job(max(self._jobs, default=0) + 1, tuple(names))
            self._jobs[job.number] = job
            for old in sorted(self._jobs)[:-KEPT]:
                if self._jobs[old].over:
                    del self._jobs[old]
        self._pool.submit(self._run, job.number, tuple(paths), who, temporary)
        return job

    def all(self) -> tuple[Job, ...]:
        """The jobs, the newest first."""
        with self._lock:
            return tuple(self._jobs[number] for number in sorted(self._jobs, reverse=True))

    @property
    def busy(self) -> bool:
        """True while reports are being added."""
        return any(not job.over for job in self.all())

    def close(self) -> None:
        """Let the job that is at work end, drop those that wait."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _run(self, number: int, paths: tuple[str, ...], who: str, temporary: Path | None) -> None:
        self._set(number, state="working")
        try:
            tell = partial(self._tell, number)
            lines = self._store.add(paths, tell, who=who, base=temporary)
            self._set(number, state="done", lines=tuple(lines))
        except (RashomonError, OSError) as error:
            self._set(number, state="failed", lines=(str(error),))
        except Exception as error:  # whatever it is: the page must say that it ended
            what = f"an error of the program itself: {type(error).__name__}: {error}"
            self._set(number, state="failed", lines=(what,))
            raise
        finally:
            if temporary:
                shutil.rmtree(temporary, ignore_errors=True)

    def _tell(self, number: int, stage: str, done: int, total: int) -> None:
        with self._lock:
            self._jobs[number] = replace(self._jobs[number], stage=stage, done=done, total=total)

    def _set(self, number: int, *, state: str, lines: tuple[str, ...] = ()) -> None:
        with self._lock:
            self._jobs[number] = replace(self._jobs[number], state=state, lines=lines)
