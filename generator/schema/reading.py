"""What was read: snapshots, files, rows left out, control totals."""

from generator.schema.fields import DATE, FLAG, INTEGER, MONEY, PLATFORM, TEXT, Field, Table

SNAPSHOTS = Table(
    "snapshots",
    "One dated copy of an archive.",
    (
        Field("snapshot_id", TEXT, "Archive, date and what the copy covers.", nullable=False),
        *PLATFORM,
        Field(
            "taken_on_date",
            DATE,
            "The day of the data; the first of the month or year if no more is known.",
            nullable=False,
        ),
        Field("taken_on_precision", TEXT, "`day`, `month` or `year`.", nullable=False),
        Field("taken_on_basis", TEXT, "Where the date was read from.", nullable=False),
        Field("origin", TEXT, "Where the copy came from, if a record beside it says so."),
        Field("licence", TEXT, "The licence that a record beside the copy names."),
        Field("file_count", INTEGER, "Files read.", "files", nullable=False),
        Field(
            "row_count",
            INTEGER,
            "Rows stored from them, over all tables' sources.",
            "rows of the archive",
            nullable=False,
        ),
    ),
    ("snapshot_id",),
)
FILES = Table(
    "files",
    "One file of a snapshot, as it was read.",
    (
        Field(
            "file_id",
            TEXT,
            "Short name of the file: the first 12 digits of the SHA-256 of its path.",
            nullable=False,
        ),
        Field("snapshot_id", TEXT, "The snapshot it belongs to.", nullable=False),
        *PLATFORM,
        Field(
            "part",
            TEXT,
            "Which file of the archive it is, such as `advertiser-stats`.",
            nullable=False,
        ),
        Field(
            "series_id",
            TEXT,
            "Successive snapshots of the same thing share a series; the newest is current.",
            nullable=False,
        ),
        Field("is_current", FLAG, "True for the newest of its series.", nullable=False),
        Field(
            "is_confirmed",
            FLAG,
            "True if the copy looked wrong and somebody confirmed it in `snapshot.json`.",
            nullable=False,
        ),
        Field(
            "path",
            TEXT,
            "Path below the archives folder; `a.zip!b.csv` is a file inside a zip.",
            nullable=False,
        ),
        Field("sha256", TEXT, "Of the bytes of the file (unpacked, if in a zip).", nullable=False),
        Field("byte_count", INTEGER, "Size, unpacked.", "bytes", nullable=False),
        Field(
            "country_code", TEXT, "The country that the whole file is about, if it is about one."
        ),
        Field("window_name", TEXT, "Meta's reporting window, such as `last_90_days`."),
        Field("period_start_date", DATE, "First day of that window."),
        Field("period_end_date", DATE, "Last day of that window."),
        Field("place_code", TEXT, "The region that the whole file is about."),
        Field("place_name", TEXT, "That region as the file spells it."),
        Field("rows_in_count", INTEGER, "Rows found in the file.", "rows", nullable=False),
        Field("rows_stored_count", INTEGER, "Rows that reached the store.", "rows", nullable=False),
        Field(
            "rows_rejected_count",
            INTEGER,
            "Rows left out, each with its reason in `rejections`.",
            "rows",
            nullable=False,
        ),
    ),
    ("file_id",),
)
REJECTIONS = Table(
    "rejections",
    "Rows that were left out, and why.",
    (
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("line", INTEGER, "The line.", "line number, from 1", nullable=False),
        Field("reason", TEXT, "Why the row is left out.", nullable=False),
        Field(
            "is_damaged",
            FLAG,
            "True if the row cannot be read; false if it holds nothing that this site keeps.",
            nullable=False,
        ),
    ),
    ("file_id", "line"),
)
CONTROLS = Table(
    "controls",
    "Control totals: what the reader counted in a raw column, before anything was mapped.",
    (
        Field("file_id", TEXT, "The file.", nullable=False),
        Field("column_name", TEXT, "The archive's own column.", nullable=False),
        Field("measure", TEXT, "The table and field that the column went to.", nullable=False),
        Field("currency", TEXT, "Its currency, if it has one of its own."),
        Field("number_count", INTEGER, "Cells that are a plain number.", "cells", nullable=False),
        Field("number_sum", MONEY, "Their sum.", "as the column", nullable=False),
        Field(
            "censored_count",
            INTEGER,
            "Cells that are a bound, such as ≤100.",
            "cells",
            nullable=False,
        ),
    ),
    ("file_id", "column_name"),
)
