"""What a download takes from the world around it: clock, waiting, chance, disk, and who listens.

Tests give others in their place. No other part of the program asks for the time.
"""

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Protocol


class Progress(Protocol):
    """Told how far a download is."""

    def __call__(self, label: str, done: int, total: int | None, unit: str) -> None:
        """``done`` of ``total`` (None: not known) of the ``unit``: bytes or ads."""


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 (the time of a download is a fact of its record)


def _free_bytes(folder: Path) -> int:
    return shutil.disk_usage(folder).free


def _write(stream: BinaryIO, data: bytes) -> None:
    stream.write(data)


def _unheard(label: str, done: int, total: int | None, unit: str) -> None:
    """Progress that nobody wants to see."""


@dataclass(frozen=True)
class World:
    """Clock, waiting, chance, disk, listeners; and how long to wait for a server, in seconds."""

    now: Callable[[], datetime] = _now
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random
    free_bytes: Callable[[Path], int] = _free_bytes
    write: Callable[[BinaryIO, bytes], None] = _write
    progress: Progress = _unheard
    notice: Callable[[str], None] = lambda text: None
    connect_seconds: float = 20
    read_seconds: float = 60
    proxy: str | None = None
