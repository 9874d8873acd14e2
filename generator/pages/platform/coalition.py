"""The nine organisations of the joint statement of August 2020, and what each publishes."""

from generator.pages.base import Cell, Column, TableBlock
from generator.pages.platform.policy import publication_words, status_words
from generator.reference.platforms import Platforms
from generator.text.language import _


def coalition_table(platforms: Platforms) -> TableBlock | None:
    """A row for each record that signed, in the order of the records; None if none did."""
    rows = tuple(
        (
            Cell(record.coalition_name),
            Cell(_(record.name), f"platforms/{record.id}"),
            Cell(status_words(record)),
            Cell(publication_words(record)),
        )
        for record in platforms.records
        if record.coalition_name
    )
    if not rows:
        return None
    return TableBlock(
        _(
            "The organisations that signed, and what each publishes about political ads by the newest "
            "facts that were found. The sources are on the page of each platform."
        ),
        (
            Column("signed_as", _("Signed as")),
            Column("on_this_site", _("On this site")),
            Column("political_ads", _("Political ads")),
            Column("publishes", _("Publishes")),
        ),
        rows,
    )
