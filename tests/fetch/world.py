"""A world in which nobody waits, and what stands in the folder of archives."""

import io
import zipfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from generator.fetch import world
from generator.fetch.client import Client
from generator.fetch.download import Outcome, Wanted, download

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass
class World:
    """A world with a standing clock, and what was said, slept and shown in it."""

    archives: Path
    slept: list[float] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    shown: list[tuple[str, int, int | None, str]] = field(default_factory=list)
    around: world.World = field(init=False)

    def __post_init__(self) -> None:
        self.around = world.World(
            now=lambda: NOW,
            sleep=self.slept.append,
            jitter=lambda: 1.0,
            progress=lambda *told: self.shown.append(told),
            notice=self.said.append,
            connect_seconds=2,
            read_seconds=2,
        )

    def change(self, **changes: object) -> None:
        """Another world around."""
        self.around = replace(self.around, **changes)

    def get(self, address: str, *more: str, **changes: object) -> Outcome:
        """Download one file."""
        wanted = Wanted("bundle", "", "bundle.zip", (address, *more))
        with Client(self.around) as client:
            return download(replace(wanted, **changes), self.archives, client, self.around)

    def tree(self) -> dict[str, bytes]:
        """Every file of the archives that a reader of archives would see, with its bytes."""
        found = {}
        for path in sorted(self.archives.rglob("*")):
            relative = path.relative_to(self.archives)
            if path.is_file() and not any(part.startswith(".") for part in relative.parts):
                found[relative.as_posix()] = path.read_bytes()
        return found

    def every_byte(self) -> bytes:
        """All files, the hidden ones too."""
        paths = sorted(path for path in self.archives.rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in paths)


def make_zip(**members: bytes) -> bytes:
    """A zip whose members are not packed, so that its size is that of its contents."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name.replace("__", ".")), data)
    return stream.getvalue()
