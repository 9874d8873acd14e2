"""What was met in the files and kept as it is, but is told to readers."""

from enum import StrEnum

from generator.schema.fields import INTEGER, TEXT, Field, Table


class NoteKind(StrEnum):
    """What is noteworthy about a cell, a column or a row. It is stored as the archive has it."""

    UNKNOWN_VALUE = "unknown_value"
    """A category, such as a device or a status, that no earlier copy had: kept as text."""
    UNKNOWN_BUCKET = "unknown_bucket"
    """A range that cannot be read: the amount is unknown."""
    UNKNOWN_PLACE = "unknown_place"
    """A place that no list has: kept as text, without a code."""
    UNTOLD_PLACE = "untold_place"
    """A place at which an ad was aimed, or that was left out, from which no code can be told: a name
    that no list has, or a city or post code of which the cell does not say where it lies."""
    UNKNOWN_CURRENCY = "unknown_currency"
    """A currency code that ISO 4217 never had: kept as text."""
    ABSENT_COLUMN = "absent_column"
    """A column that the archive has in other layouts, and that this file lacks."""
    LEFT_OUT_COLUMN = "left_out_column"
    """A column that is new, and was kept out because the person who built the site said so."""
    AFTER_COPY = "after_copy"
    """A day after that of the copy."""
    MORE_CLICKS = "more_clicks"
    """More clicks than impressions."""
    COSTLY = "costly"
    """A cost for each thousand impressions far above that of the archive's other ads."""
    CHEAP = "cheap"
    """A cost for each thousand impressions far below that of the archive's other ads."""
    GROUPED_LIST = "grouped_list"
    """A list that a spreadsheet program turned into one number with commas."""
    SHORT_NUMBER = "short_number"
    """A long number that a spreadsheet program shortened, such as 1.23E+17."""
    CUT_ZEROS = "cut_zeros"
    """Postcodes from which a spreadsheet program cut the leading zeros."""
    TURNED_DATE = "turned_date"
    """A cell in which a spreadsheet program wrote a date instead of what stood there."""
    SPREADSHEET_FILE = "spreadsheet_file"
    """A file whose form shows that a spreadsheet program saved it again."""


NOTES = Table(
    "notes",
    "What was met in a file and is kept as it stands, but should be known by those who use it: "
    "values and places that are new, columns that a file lacks, and what cannot be or looks damaged.",
    (
        Field("file_id", TEXT, "The file.", nullable=False),
        Field(
            "kind",
            TEXT,
            f"What it is: {', '.join(f'`{kind}`' for kind in NoteKind)}.",
            nullable=False,
        ),
        Field("column_name", TEXT, "The archive's own column, if it is about one."),
        Field("field_name", TEXT, "The name that this site has for what stands in the column."),
        Field("value_text", TEXT, "The cell, or the part of it, as the first such row has it."),
        Field(
            "line",
            INTEGER,
            "The first row of the file to which it applies; 1 if it is about the header.",
            "line number, from 1",
            nullable=False,
        ),
        Field(
            "row_count", INTEGER, "Rows of the file to which it applies.", "rows", nullable=False
        ),
    ),
    ("file_id", "kind", "column_name", "value_text", "line"),
)
