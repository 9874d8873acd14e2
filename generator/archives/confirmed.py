"""Copies that look wrong and that somebody has confirmed: kept in ``snapshot.json`` beside them.

The key ``confirmed`` holds, by file, the SHA-256 of the bytes that were confirmed, so that other
bytes under the same name are asked about again. A ``snapshot.json`` may hold nothing else.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from generator.archives.files import RawFile
from generator.errors import ArchiveError

RECORD = "snapshot.json"
KEY = "confirmed"


def is_confirmed(file: RawFile, sha256: str) -> bool:
    """True if the record beside the file confirms these bytes. Raises ArchiveError if that part of
    the record is malformed."""
    return _confirmed(file.path.parent / RECORD).get(_own_name(file)) == sha256


def confirm(file: RawFile, sha256: str) -> Path:
    """Write into the record beside the file that it is as the platform published it. Returns the
    record. Raises ArchiveError if it cannot be written."""
    path = file.path.parent / RECORD
    try:
        record = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        record[KEY] = dict(sorted({**_confirmed(path), _own_name(file): sha256}.items()))
        text = json.dumps(record, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        temporary = path.with_name(f".{path.name}.new")
        temporary.write_text(text, encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise ArchiveError(
            f"{path}: cannot be written ({error.strerror}), so that {file.label} would be asked about "
            "again. Make the folder writable, or copy the archives to one that is."
        ) from error
    return path


def _own_name(file: RawFile) -> str:
    """The file's label without the folders that its record stands in."""
    depth = len(file.path.parent.relative_to(file.root).parts)
    return file.label.split("/", depth)[-1]


def _confirmed(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8")).get(KEY, {})
    except (ValueError, AttributeError):
        return {}  # told where the day is read
    if isinstance(found, dict) and all(isinstance(value, str) for value in found.values()):
        return found
    raise ArchiveError(
        f"{path}: the key {KEY} must give the SHA-256 of each file that was confirmed, as `paidforby "
        "ingest --accept-copy FILE` writes it. Remove the key, and accept the copy again."
    )
