"""Media outlets that are linked to a state: a reference list.

Source: the table State_Media_Matrix.csv of the Alliance for Securing Democracy (German Marshall
Fund), made from the list of the State Media Monitor and completed with addresses on the web by
hand. One row for each outlet: its state, the company, the kind of link to the state (see
:data:`TYPOLOGY`; a question mark behind a code is the publisher's doubt) and its accounts on
social media. An outlet may stand in several rows. The last row may be blank.

An address on Facebook that consists of digits only is no name: in the published table such
numbers were rounded by a spreadsheet program. It is left out.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir

from generator.adapters.source import (
    IGNORED,
    Archive,
    Column,
    FileFacts,
    Note,
    RawTables,
    References,
    Source,
    Tally,
    distinct_texts,
    lookup_table,
    texts_met,
    with_absent,
)
from generator.schema import NoteKind
from generator.schema.archive_facts import (
    NOTHING_SAID,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)

TYPOLOGY = frozenset({"SC", "CaPu", "CaPr", "ISFM", "ISFM?", "ISF", "ISM", "IP"})
"""State-controlled; captured public; captured private; independent but state-funded and
state-managed, state-funded, state-managed; independent public. The words of the labels are in
``generator/sponsors/state_media.py``."""
_NOT_KEPT = "an account on a platform that this site has no archive of"
OUTLETS = Source(
    part="outlets",
    name_pattern=r"State_Media_Matrix\.csv",
    signature=frozenset({"Country", "Media company", "Main assets", "Typology"}),
    required=frozenset({"country_name", "outlet_name", "typology_code"}),
    columns={
        "Region": IGNORED("part of the world: follows from the country"),
        "Country": Column("country_name", filled=True),
        "Media company": Column("company_name"),
        "Main assets": Column("outlet_name", filled=True),
        "URL": Column("website_url"),
        "Typology": Column("typology_code", values=TYPOLOGY, filled=True),
        "Status": Column("status_text"),
        "Notes": IGNORED("remarks on how the table was put together"),
        "Instagram Link": IGNORED("no archive on this site names accounts on Instagram"),
        "Twitter Link": Column("x_link"),
        "Facebook Link": Column("facebook_link"),
        "Youtube Link": Column("youtube_url"),
        "Telegram Link": IGNORED(_NOT_KEPT),
        "VK Link": IGNORED(_NOT_KEPT),
        "Linkedin link": IGNORED("the archive of LinkedIn names advertisers, not their accounts"),
        "Ok.ru link": IGNORED(_NOT_KEPT),
        "Tiktok Link": IGNORED("the archive of TikTok names businesses, not their accounts"),
        "Rutube Link": IGNORED(_NOT_KEPT),
        "streaming media URL": IGNORED("a second address on the web"),
    },
)
_X = r"^https?://(?:www\.|mobile\.)?(?:twitter\.[a-z]+|x\.com)/@?([^/?#]+)"
_FACEBOOK = r"^https?://(?:www\.|m\.)?facebook\.[a-z]+/([^/?#]+)"


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series="outlets")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = with_absent(raw[OUTLETS.part], ["x_link", "facebook_link"])
    countries = lookup_table(
        [
            {"country_name": text, "outlet_country": references.places.country_code(text)}
            for text in distinct_texts(rows.country_name)
        ],
        {"country_name": "string", "outlet_country": "string"},
    )
    rows = rows.left_join(countries, "country_name").drop("country_name_right")
    page = _handle(rows.facebook_link, _FACEBOOK)
    outlets = rows.mutate(
        country_code=rows.outlet_country,
        x_handle=_handle(rows.x_link, _X),
        facebook_handle=page.re_search(r"^\d+$").ifelse(ibis.null("string"), page),
    )
    return {"state_media": [outlets]}


def _handle(link: ir.StringColumn, pattern: str) -> ir.StringValue:
    return link.re_extract(f"(?i){pattern}", 1).lower().nullif("")


def _notes(raw: RawTables, references: References) -> list[Note]:
    return [
        met.note(NoteKind.UNKNOWN_PLACE, "Country", "country_code")
        for met in texts_met(raw[OUTLETS.part], "country_name", by_file=True)
        if references.places.country_code(met.text) is None and met.text not in _GROUPS
    ]


_GROUPS = frozenset({"European Union", "Europen Union"})
"""Groups of states in the list, one of them as it is spelled there: they have no code."""

FACTS = ArchiveFacts(
    copies=Copies.REGISTER,
    spend=Spend.NOWHERE,
    payers=Payers.ACCOUNT,
    choices=(),
    choice_form=PLAIN_LISTS,
    blank=Blank.NOTHING,
    by_year=False,
    began=None,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=(),
    says=NOTHING_SAID,
)
ARCHIVE = Archive("state-media", "reference", FACTS, (OUTLETS,), _describe, _tables, notes=_notes)
