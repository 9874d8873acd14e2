"""The one vocabulary of the store: every table and field, with unit and meaning.

Names are a specification. One noun, one unit, one name everywhere; the suffixes ``_id _code
_name _date _lo _hi _currency _count _share`` say what a field holds. This package is the
source of the data dictionary page, of the Parquet layout and of the schema check.
"""

from generator.schema.ads import (
    AD_PLACES,
    AD_TEXTS,
    ADS,
    ADVERTISERS,
    DECLARATIONS,
    DELIVERIES,
    EXCLUDED_PLACES,
    TARGETING,
)
from generator.schema.amounts import ID_MAPPINGS, KEYWORDS, SPEND_OBSERVATIONS
from generator.schema.fields import TRACE, Field, Table
from generator.schema.notes import NOTES, NoteKind
from generator.schema.reading import CONTROLS, FILES, REJECTIONS, SNAPSHOTS
from generator.schema.registers import CANDIDATES, COMMITTEES, STATE_MEDIA
from generator.schema.sponsors import PAYER_LINKS, PAYER_NAMES, PAYERS, SPONSORS

__all__ = ["PAYERS", "SNAPSHOTS", "TABLES", "TRACE", "Field", "NoteKind", "Table"]

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        SNAPSHOTS,
        FILES,
        REJECTIONS,
        CONTROLS,
        NOTES,
        ADVERTISERS,
        DECLARATIONS,
        ADS,
        AD_TEXTS,
        TARGETING,
        AD_PLACES,
        EXCLUDED_PLACES,
        DELIVERIES,
        SPEND_OBSERVATIONS,
        KEYWORDS,
        ID_MAPPINGS,
        COMMITTEES,
        CANDIDATES,
        STATE_MEDIA,
        SPONSORS,
        PAYERS,
        PAYER_NAMES,
        PAYER_LINKS,
    )
}
"""Every table of the store, in the order of the data dictionary."""
