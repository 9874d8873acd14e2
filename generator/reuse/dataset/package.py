"""The Frictionless data package: every file with its schema, size, checksum and sources.

The properties are those of the Data Package Standard, version 2 (https://datapackage.org/); all
that a reader of version 1 needs is in them too.
"""

from generator.reuse.dataset.facts import CSV, PARQUET, DatasetFacts, SnapshotFact
from generator.schema.fields import DATE, FLAG, INTEGER, MONEY, SHARE, TEXT, TIME, Field, Table
from generator.schema.relations import allowed_values, foreign_keys

Json = dict[str, object]

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TIME_FORMAT = "%Y-%m-%d %H:%M:%S"
FILE_NAME = "datapackage.json"
_TYPES = {
    TEXT: "string",
    INTEGER: "integer",
    MONEY: "number",
    SHARE: "number",
    DATE: "date",
    TIME: "datetime",
    FLAG: "boolean",
}
_KINDS: tuple[tuple[str, str, str, str, Json], ...] = (
    (CSV, "", "csv", "text/csv", {"encoding": "utf-8", "compression": "gz"}),
    (PARQUET, "-parquet", "apache-parquet", "application/vnd.apache.parquet", {}),
)
"""Ending, end of the name, format, media type and more of each form of a table.

The format ``parquet`` would make frictionless read the rows by way of pandas, which turns a missing
whole number into a NaN, and take neither size nor checksum: every file would be wrong. By this name
it is a file like any other, whose size and checksum are compared; the rows are checked in the CSV.
"""
_CSV_NOTE = (
    "In the CSV a text that begins with = + - @, a tab or a carriage return has a leading "
    "apostrophe, so that a spreadsheet does not run it; the Parquet file has the text as it is."
)


def package(facts: DatasetFacts) -> Json:
    """The content of ``datapackage.json``. Paths are relative to it."""
    return {
        "$schema": PROFILE,
        "profile": "data-package",
        "name": facts.name,
        "title": facts.title,
        "description": facts.description,
        "homepage": facts.home,
        "version": facts.version,
        "created": f"{facts.data_date}T00:00:00Z",
        "contributors": [{"title": facts.site_name, "path": facts.site_url, "role": "publisher"}],
        "licenses": [
            {
                "title": "The terms of each archive; see its snapshot in sources",
                "path": facts.licences_url,
            }
        ],
        "sources": [_source(snapshot) for snapshot in facts.snapshots],
        "resources": [_resource(facts, table, *kind) for table in facts.tables for kind in _KINDS],
    }


def _source(snapshot: SnapshotFact) -> Json:
    found: Json = {"title": snapshot.snapshot_id, "version": snapshot.taken_on}
    if snapshot.origin and snapshot.origin.startswith(("https://", "http://")):
        found["path"] = snapshot.origin
    return found | {
        "origin": snapshot.origin or "not recorded",
        "licence": snapshot.licence or "not recorded",
    }


def _resource(
    facts: DatasetFacts,
    table: Table,
    ending: str,
    suffix: str,
    form: str,
    media_type: str,
    more: Json,
) -> Json:
    file = facts.files[table.name, ending]
    note = f" {_CSV_NOTE}" if ending == CSV else ""
    return {
        "name": f"{table.name}{suffix}",
        "path": file.path,
        "title": table.name,
        "description": f"{_plain(table.description)}{note}",
        "profile": "tabular-data-resource" if ending == CSV else "data-resource",
        "format": form,
        "mediatype": media_type,
        **more,
        "bytes": file.byte_count,
        "hash": f"sha256:{file.sha256}",
        "schema": _schema(table, ending, suffix),
    }


def _schema(table: Table, ending: str, suffix: str) -> Json:
    found: Json = {
        "fields": [_field(table, field, ending) for field in table.fields],
        "primaryKey": list(table.key),
    }
    if ending == CSV:
        found["missingValues"] = [""]
    keys = foreign_keys(table)
    if keys:
        found["foreignKeys"] = [
            {
                "fields": list(key.fields),
                "reference": {
                    "resource": f"{key.table}{suffix}",
                    "fields": list(key.their_fields),
                },
            }
            for key in keys
        ]
    return found


def _field(table: Table, field: Field, ending: str) -> Json:
    found: Json = {
        "name": field.name,
        "type": _TYPES[field.type],
        "description": _plain(field.description),
    }
    if field.unit:
        found["unit"] = field.unit
    if field.type == TIME and ending == CSV:
        found["format"] = TIME_FORMAT
    if field.type == TEXT and not field.nullable and ending == CSV:
        # The text is never missing: a cell with nothing in it is an empty text.
        found["missingValues"] = []
    constraints = _constraints(table, field)
    if constraints:
        found["constraints"] = constraints
    return found


def _constraints(table: Table, field: Field) -> Json:
    found: Json = {} if field.nullable else {"required": True}
    if field.type in (INTEGER, MONEY, SHARE) and field.name.endswith(("_lo", "_hi", "_count")):
        found["minimum"] = 0
    if field.type == SHARE:
        found |= {"minimum": 0, "maximum": 1}
    if field.name == "line":
        found["minimum"] = 1
    if words := allowed_values(table.name, field.name):
        found["enum"] = list(words)
    return found


def _plain(text: str) -> str:
    return text.replace("`", "")
