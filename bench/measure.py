"""Run a command and measure it with all processes that it starts.

Time is the wall clock. CPU is what the operating system charges to the command and to every
process below it that it waited for (``wait4``, the numbers of ``getrusage(RUSAGE_CHILDREN)`` for
this one child). Memory is measured twice, because neither way is right alone:

- ``largest``: the largest resident size that any single process of the tree ever had, which the
  operating system keeps exactly;
- ``together``: the largest sum of the resident sizes of all processes of the tree at one moment,
  read from /proc twenty times a second. Pages that two processes share count twice, and a peak
  shorter than a twentieth of a second may be missed, so it is checked against ``largest``.

The command runs in a session of its own, which is how its processes are known.
"""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Run:
    """What one run took: seconds, bytes, and what it wrote to its error output."""

    wall: float
    cpu: float
    largest: int
    together: int
    said: str

    @property
    def peak(self) -> int:
        """The most memory that the whole tree is known to have had."""
        return max(self.largest, self.together)


class FailedError(Exception):
    """A measured command failed; the message holds its own last words."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Run:
    """Run a command in a folder and measure it. Raises FailedError if it fails."""
    said: list[str] = []
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=dict(environment), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    reader = threading.Thread(target=lambda: said.append(process.stderr.read()))
    reader.start()
    sampler = _Sampler(process.pid)
    sampler.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    sampler.stop()
    reader.join()
    process.stderr.close()
    if process.returncode:
        words = "\n".join(said[0].strip().splitlines()[-20:])
        raise FailedError(f"{' '.join(command)} failed with {process.returncode}:\n{words}")
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss * 1024, sampler.most, said[0])


class _Sampler(threading.Thread):
    """Adds up the resident sizes of a session until it is stopped."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._ended = threading.Event()
        self.most = 0

    def run(self) -> None:
        """Sample."""
        while not self._ended.wait(INTERVAL):
            self.most = max(self.most, sum(map(_resident, _members(self._session))))

    def stop(self) -> None:
        """End, and wait for the end."""
        self._ended.set()
        self.join()


def _members(session: int) -> list[Path]:
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                # Fields after the name, which stands in brackets: state, parent, group, session.
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                found.append(folder)
    return found


def _resident(folder: Path) -> int:
    try:
        return int((folder / "statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0
