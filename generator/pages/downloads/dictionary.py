"""The data dictionary: what every field of every table means."""

from dataclasses import dataclass

from generator.pages.base import Page, Sample, SearchData
from generator.pages.data import SiteData
from generator.schema import TABLES, Table
from generator.text.language import _, ngettext


@dataclass(frozen=True)
class DictionaryPage(Page):
    """Context of ``data_dictionary.md.j2``."""

    template = "data_dictionary.md.j2"
    samples = (Sample("dictionary", "data-dictionary/"),)

    tables: tuple[Table, ...] = ()
    """The published tables with their fields."""


def dictionary_page(data: SiteData) -> DictionaryPage:
    """Every field of every table, from the schema."""
    return DictionaryPage(
        path="data-dictionary",
        title=_("Data dictionary"),
        description=_("What every field of the data set means, with its type and unit."),
        as_of=data.as_of,
        sources=data.archive_sources,
        search=SearchData(
            kind=_("Help"),
            summary=ngettext(
                "{count} table, field by field", "{count} tables, field by field", len(TABLES)
            ),
        ),
        tables=tuple(TABLES.values()),
    )
