"""What a person allows an ingest to do with files that are not as they should be."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Tolerance:
    """How many rows of a file may be unreadable before the file is refused: ``share`` of the rows of a file, or ``least`` rows if that is more, but never most of them."""

    share: float = 0.001
    least: int = 5

    @classmethod
    def of(cls, share: float) -> "Tolerance":
        """That of a share; a share of 0 means not one row."""
        return cls(share, cls.least if share else 0)

    def allows(self, damaged: int, rows: int) -> bool:
        """True if ``damaged`` of ``rows`` rows may be left out."""
        return damaged <= self.most(rows) and damaged * 2 <= rows

    def most(self, rows: int) -> int:
        """The most rows of a file of ``rows`` that may be left out."""
        return max(self.least, int(rows * self.share))

    def tell(self, damaged: int, rows: int) -> str:
        """Why a file is refused."""
        return (
            f"{damaged:,} of its {rows:,} rows cannot be read, and at most "
            f"{min(self.most(rows), rows // 2):,} would be left out"
        )


@dataclass(frozen=True)
class Allowances:
    """``tolerance``: how many rows of a file may be unreadable. ``new_columns``: columns that no
    adapter knows are left out. ``copies``: copies that look wrong and are so, by path."""

    tolerance: Tolerance = Tolerance()
    new_columns: bool = False
    copies: tuple[Path, ...] = ()
