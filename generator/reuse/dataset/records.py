"""Write what goes with the tables: data package, Croissant record, fields, mappings, checksums."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.data import SiteData
from generator.reference.mappings import HEADS, Mapping
from generator.reuse.dataset import croissant, fields, package
from generator.reuse.dataset.facts import FOLDER, Found, dataset_facts
from generator.reuse.docs import DocsFolder
from generator.text.sheet import csv_bytes

SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class RecordFile:
    """A file beside the tables. ``path`` is relative to the page of the downloads."""

    kind: str
    path: str
    byte_count: int
    sha256: str


def write_records(
    data: SiteData, found: Found, mappings: tuple[Mapping, ...], docs: DocsFolder
) -> tuple[RecordFile, ...]:
    """Write all records below the folder of the downloads; the checksums cover the others."""
    facts = dataset_facts(data, found)
    contents = {
        "package": (package.FILE_NAME, _json(package.package(facts))),
        "croissant": (croissant.FILE_NAME, _json(croissant.croissant(facts))),
        "fields": (fields.FILE_NAME, csv_bytes(fields.HEADS, fields.field_rows(facts.tables))),
    }
    for mapping in mappings:
        rows = csv_bytes(HEADS, mapping.csv_rows())
        contents[f"mapping-{mapping.id}"] = (f"mappings/{mapping.id}.csv", rows)
    records = [_record(kind, path, content) for kind, (path, content) in contents.items()]
    sums = "".join(sorted(_sums(found, records), key=lambda line: line[66:])).encode()
    for path, content in [*contents.values(), (SUMS, sums)]:
        docs.file(f"{FOLDER}/{path}", content)
    return (*records, _record("sums", SUMS, sums))


def _json(content: dict[str, object]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _record(kind: str, path: str, content: bytes) -> RecordFile:
    return RecordFile(kind, path, len(content), hashlib.sha256(content).hexdigest())


def _sums(found: Found, records: list[RecordFile]) -> Iterator[str]:
    """Lines as ``sha256sum`` writes them."""
    for files in found.values():
        for _, path, _, digest in files:
            yield f"{digest}  {path.removeprefix(f'{FOLDER}/')}\n"
    for record in records:
        yield f"{record.sha256}  {record.path}\n"
