"""What people know that the archives do not say: names, reviewed decisions, earlier addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.sponsors.decisions import Decision, load_decisions
from generator.sponsors.names import Names
from generator.sponsors.permalinks import load_permalinks


@dataclass(frozen=True)
class LinkInputs:
    """What the linking is told beside the store. ``known_keys``: payer_id to sponsor_id."""

    names: Names
    decisions: tuple[Decision, ...]
    known_keys: Mapping[str, str]

    @classmethod
    def load(cls, reference_dir: Path, earlier: Mapping[str, str] | None = None) -> "LinkInputs":
        """From the files of a folder. ``earlier`` are the keys of the last build: those of the
        file, which all machines share, go before them. Raises ConfigError."""
        return cls(
            Names.load(reference_dir),
            load_decisions(reference_dir),
            {**(earlier or {}), **load_permalinks(reference_dir)},
        )
