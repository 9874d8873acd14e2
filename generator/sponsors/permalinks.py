"""The sponsor that each payer led to in earlier builds: addresses stay, whatever is linked later.

``data/reference/permalinks.csv`` has the columns ``payer_id, sponsor_id``: only payers whose
sponsor has another id, and every payer that no archive names any more.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from generator.errors import ConfigError
from generator.reference.rows import read_rows

FILE_NAME = "permalinks.csv"
COLUMNS = ("payer_id", "sponsor_id")


def load_permalinks(reference_dir: Path) -> dict[str, str]:
    """By payer_id: the sponsor_id; empty if there is no file. Raises ConfigError."""
    path = reference_dir / FILE_NAME
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for line, row in read_rows(path, COLUMNS):
        payer_id, sponsor_id = row["payer_id"], row["sponsor_id"]
        if not all("/" in text for text in (payer_id, sponsor_id)):
            raise ConfigError(
                f"{path}, line {line}: {payer_id!r}, {sponsor_id!r}: two ids such as google/AR123 "
                "are needed."
            )
        if payer_id in found:
            raise ConfigError(f"{path}, line {line}: {payer_id} stands there twice. Keep one line.")
        found[payer_id] = sponsor_id
    return found


def save_permalinks(reference_dir: Path, known: Mapping[str, str], now: Mapping[str, str]) -> Path:
    """Write the file anew, in one step. Returns its path. Raises ConfigError if it cannot."""
    path = reference_dir / FILE_NAME
    draft = path.with_suffix(".new")
    try:
        draft.write_text(permalinks_text(known, now), encoding="utf-8", newline="")
        draft.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror}).") from error
    return path


def permalinks_text(known: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The text of the file: what the store says ``now``, and of other payers what was ``known``."""
    both = {**known, **now}
    kept = {
        payer_id: sponsor_id
        for payer_id, sponsor_id in both.items()
        if payer_id != sponsor_id or payer_id not in now
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(kept.items()))
    return text.getvalue()
