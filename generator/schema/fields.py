"""What a table and a field are, and the groups of fields that several tables share."""

from dataclasses import dataclass

TEXT, INTEGER, MONEY, DATE, TIME, FLAG, SHARE = (
    "string",
    "int64",
    "decimal(18, 2)",
    "date",
    "timestamp(6)",
    "boolean",
    "decimal(9, 6)",
)


@dataclass(frozen=True)
class Field:
    """One column of a table of the store."""

    name: str
    """Its name."""
    type: str
    """The type of its values, as in the Parquet file."""
    description: str
    """What it means."""
    unit: str = ""
    """The unit of its values. May be empty."""
    nullable: bool = True
    """Whether a value may be missing."""


@dataclass(frozen=True)
class Table:
    """One Parquet table."""

    name: str
    """Its name: the file without its ending."""
    description: str
    """What one row is."""
    fields: tuple[Field, ...]
    """Its columns, in their order."""
    key: tuple[str, ...]
    """The names of the fields that are unique together."""
    published: bool = True
    """Whether readers may download it."""

    @property
    def names(self) -> tuple[str, ...]:
        """The field names, in store order."""
        return tuple(field.name for field in self.fields)


TRACE = (
    Field(
        "snapshot_id",
        TEXT,
        "The dated copy of the archive that this row was read from.",
        nullable=False,
    ),
    Field("file_id", TEXT, "The file of that copy; see the table `files`.", nullable=False),
    Field(
        "line",
        INTEGER,
        "The line of the file on which the row begins. In a file that is not made of lines (JSON, a "
        "table of a database) the number of the record.",
        "line number, from 1",
        nullable=False,
    ),
)
CURRENT = (
    Field(
        "is_current",
        FLAG,
        "True if the row is in the newest snapshot of its series and counts in totals over many "
        "sponsors. Where an ad stands in several files, only its first row counts.",
        nullable=False,
    ),
    Field(
        "is_latest",
        FLAG,
        "True if no newer snapshot has a row for the same thing. A row that is latest but not "
        "current has disappeared from the archive since.",
        nullable=False,
    ),
)
WHO = (
    Field(
        "payer_id",
        TEXT,
        "The payer as declared in one archive; see the table `payers`. Missing in rows about a place.",
    ),
    Field("sponsor_id", TEXT, "The sponsor that the payer was linked to; see `sponsors`."),
    Field("advertiser_id", TEXT, "The platform's id of the account or page that ran the ad."),
    Field("advertiser_name", TEXT, "The name of that account or page, verbatim."),
    Field("payer_name", TEXT, "Who paid, as declared, verbatim. Missing if nobody was declared."),
    Field(
        "payer_status",
        TEXT,
        "`declared`, `no_disclaimer` (the platform says that the ad ran without one), `not_declared` (the cell is blank) or `not_collected`.",
        nullable=False,
    ),
)
SPEND = (
    Field("spend_lo", MONEY, "Lower bound of the amount spent.", "units of spend_currency"),
    Field("spend_hi", MONEY, "Upper bound; missing if open above.", "units of spend_currency"),
    Field(
        "spend_kind",
        TEXT,
        "`exact`, `rounded`, `below_step`, `at_most`, `bucket`, `at_least` or `unknown`.",
        nullable=False,
    ),
    Field(
        "spend_step",
        MONEY,
        "The step that a rounded amount was rounded to, as observed in its file.",
        "units of spend_currency",
    ),
    Field("spend_currency", TEXT, "ISO 4217 code. Missing if the archive did not publish it."),
)
PLATFORM = (
    Field(
        "platform",
        TEXT,
        "The company, such as `google` or `meta`; see the pages of platforms.",
        nullable=False,
    ),
    Field(
        "archive",
        TEXT,
        "The published data set, such as `google-bundle`, `meta-report` or `meta-api`.",
        nullable=False,
    ),
)
