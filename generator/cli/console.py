"""What the command shows while it works: lines, and a bar for each stage."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

STAGES = {
    "recognise": "Recognise files",
    "read": "Read archives",
    "link": "Link payers",
    "write": "Write the store",
    "collect": "Collect figures",
    "downloads": "Write downloads",
    "charts": "Draw charts",
    "pages": "Write pages",
    "site": "Build the site",
    "search": "Index for search",
}


class Bars:
    """One progress bar for each stage."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show how far a stage is."""
        if stage not in self._tasks:
            self._tasks[stage] = self._progress.add_task(STAGES[stage], total=max(total, 1))
        self._progress.update(self._tasks[stage], completed=done, total=max(total, 1))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage whose progress cannot be seen from outside."""
        self._tasks[name] = self._progress.add_task(STAGES[name], total=None)
        yield
        self._progress.update(self._tasks[name], total=1, completed=1)


@contextmanager
def bars(console: Console) -> Iterator[Bars]:
    """Progress bars on a terminal; a line for each finished stage elsewhere."""
    columns = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=False) as progress:
        yield Bars(progress)


def out() -> Console:
    """For what was asked for."""
    return Console(soft_wrap=True, highlight=False)


def err() -> Console:
    """For everything else: progress, notes, errors."""
    return Console(stderr=True, soft_wrap=True, highlight=False)
