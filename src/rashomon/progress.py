"""Shows how far a run is, on a terminal only."""

from __future__ import annotations

from types import TracebackType
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar


class Progress:
    """One bar a stage on a terminal; nothing anywhere else."""

    def __init__(self, stream: TextIO) -> None:
        columns = TextColumn("{task.description:<14}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        self._bar = Bar(*columns, console=Console(file=stream), transient=True, disable=not stream.isatty())
        self._tasks: dict[str, TaskID] = {}

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that so many of a stage are done; total 0 is unknown."""
        group = stage if stage in ("read", "attribute") else "compare"
        if group not in self._tasks:
            self._tasks[group] = self._bar.add_task(group, total=total or None)
        label = group if group == stage else stage
        self._bar.update(self._tasks[group], completed=done, total=total or None, description=label)
