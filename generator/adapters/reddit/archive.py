"""Reddit's political ads: the posts of r/RedditPoliticalAds, and tables written out by hand.

Source: Reddit publishes no file. Since April 2020 it lists each campaign since January 2019 as a
post of that community, with the advertiser, ranges of spend and impressions, and what the buyer
chose; posts of ads that should not have run have the flair "Approved in Error". Two things are
read:

- a saved listing (the page of the community with ``.json`` behind its address): text, flair, day
  and link of each post are kept as they stand. Advertiser, payer, amounts, days and choices are
  taken from lines such as ``Spend: $1,000 - $5,000`` where they are recognised, see
  ``_reddit_posts.py``; what is not recognised is left unknown. In a listing ``<``, ``>`` and ``&``
  are written as HTML entities, unless it was saved with ``raw_json=1``: they are decoded once.
  A listing holds the newest posts only, so that a post which is not in it has not gone: every
  listing is a series of its own. A pinned post in which nothing is recognised is a notice.
- a table written out by hand, in CSV with these columns, in any order; all but ``post_id``,
  ``url`` and ``posted_date`` may be blank or left out:

  ============================ ================================================================
  post_id                      the letters and digits behind /comments/ in the address
  url                          the address of the post
  posted_date                  the day on which Reddit posted it, such as 2020-04-13
  flair                        as it stands, such as Approved in Error
  title, text                  as they stand
  advertiser, payer            names as they stand; the payer only if the post names one
  spend_min, spend_max         plain numbers; blank where the range is open or not given
  currency                     ISO 4217 code; needed beside an amount
  impressions_min, _max        plain whole numbers
  communities                  such as r/news, r/politics
  places                       such as Iowa, New Hampshire
  first_shown, last_shown      days, such as 2020-04-13
  creative_url, landing_url    what was shown, and where it led
  note                         for whoever writes it out; not read
  ============================ ================================================================

Posts of one campaign have a common ``group_id`` (see ``_reddit_groups.py``) and are not added. A
flair that is not known stays in ``ad_status`` word for word. Names of redditors are not read.
"""

from collections.abc import Mapping
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import aim_notes
from generator.adapters.reddit.groups import group_ids
from generator.adapters.reddit.keys import COMMUNITY, OTHER_KEYS, POST_KEYS
from generator.adapters.reddit.posts import PostAims
from generator.adapters.reddit.rows import (
    PARSED,
    campaign_of,
    listed_rows,
    parsed_rows,
    place_rows,
)
from generator.adapters.source import (
    IGNORED,
    ISO_DATE,
    POST_ID,
    Archive,
    Column,
    FileFacts,
    Kind,
    Note,
    RawTables,
    References,
    Source,
    Tally,
    lookup_table,
    texts_met,
    with_absent,
)
from generator.adapters.unreadable import Unreadable, unreadable
from generator.schema import NoteKind
from generator.schema.archive_facts import (
    NOTHING_SAID,
    OTHER,
    PLACE,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

LISTING = Source(
    part="listing",
    name_pattern=r"RedditPoliticalAds.*\.json",
    signature=frozenset({"subreddit", "selftext", "link_flair_text", "permalink"}),
    required=frozenset({"ad_id", "community", "title", "posted_date", "permalink"}),
    dating_column="created_utc",
    columns=POST_KEYS,
    ignored_patterns=OTHER_KEYS,
)
TRANSCRIPTION = Source(
    part="transcription",
    name_pattern=r"reddit[-_ ].*\.csv",
    signature=frozenset({"post_id", "url", "posted_date"}),
    required=frozenset({"ad_id", "ad_url", "posted_date"}),
    columns={
        "post_id": Column("ad_id", Kind.ID, POST_ID, filled=True),
        "url": Column("ad_url", filled=True),
        "posted_date": Column("posted_date", Kind.DATE, ISO_DATE, filled=True),
        "flair": Column("flair"),
        "title": Column("title"),
        "text": Column("body"),
        "advertiser": Column("advertiser_name"),
        "payer": Column("payer_name"),
        "spend_min": Column("spend_min", Kind.AMOUNT),
        "spend_max": Column("spend_max", Kind.AMOUNT),
        "currency": Column("spend_currency"),
        "impressions_min": Column("impressions_min", Kind.INTEGER),
        "impressions_max": Column("impressions_max", Kind.INTEGER),
        "communities": Column("communities"),
        "places": Column("places"),
        "first_shown": Column("first_shown_date", Kind.DATE, ISO_DATE),
        "last_shown": Column("last_shown_date", Kind.DATE, ISO_DATE),
        "creative_url": Column("creative_url"),
        "landing_url": Column("landing_url"),
        "note": IGNORED("a remark for whoever writes posts out"),
    },
)
_NOTICE = "a notice that is pinned in the community: it names nobody and no amount"
_NO_LINK = f"is no address of a post in r/{COMMUNITY}"
_SAVE_AGAIN = "The file was edited: save the listing again."
_MEND = "Mend the row."
_NO_CURRENCY = "Write its code, such as USD, into the column 'currency'."
_NO_BOUND = "Write an upper bound into 'spend_max' and leave 'spend_min' blank."


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    stem = name.rsplit(".", 1)[0]
    if source is TRANSCRIPTION:
        return FileFacts(series=f"{source.part}/{stem}")
    # Of listings with the same newest post, the one that was saved last counts.
    return FileFacts(series=f"{source.part}/{stem}/{tally.last_date_text}", rank=1)


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    parts = {part: with_absent(raw[part], _TEXTS) for part in raw}
    read = {part: _read(part, rows, references) for part, rows in parts.items()}
    groups = group_ids(
        campaign_of(row) for rows in read.values() for row in rows if not row["is_notice"]
    )
    found: dict[str, list[ir.Table]] = {}
    for part, rows in parts.items():
        parsed = [row | {"group_id": groups.get(str(row["ad_id"]))} for row in read[part]]
        for name, tables in _tables_of(rows, parsed).items():
            found.setdefault(name, []).extend(tables)
    return found


_TEXTS = (
    "title", "body", "body_html", "flair", "link", "is_self", "is_pinned", "permalink", "ad_url",
    "advertiser_name", "payer_name", "spend_min", "spend_max", "spend_currency", "communities",
    "places", "creative_url", "landing_url",
)  # fmt: skip


def _read(part: str, rows: ir.Table, references: References) -> list[dict[str, object]]:
    """What each post says: recognised in its text, or written out."""
    records = rows.order_by(["file_id", "line"]).to_pyarrow().to_pylist()
    make = listed_rows if part == LISTING.part else parsed_rows
    return make(records, references)


def _tables_of(rows: ir.Table, parsed: list[dict[str, object]]) -> Mapping[str, list[ir.Table]]:
    facts = rows.drop(*[name for name in PARSED if name in rows.columns and name not in _KEY])
    table = lookup_table(parsed, PARSED)
    posts = facts.inner_join(table, _KEY)
    ads = posts.filter(~posts.is_notice)
    ads = ads.mutate(
        payer_status=ads.payer_name.notnull().ifelse("declared", "not_collected"),
        is_end_before_start=(ads.last_shown_date < ads.first_shown_date).fill_null(False),
    )
    choices = [
        ads.filter(ads[column].notnull()).select(
            *_PART,
            dimension=ibis.literal(dimension),
            is_excluded=ibis.literal(False),
            choice_text=ads[column],
        )
        for dimension, column in (("audience", "communities"), ("place", "places"))
    ]
    texts = [
        ads.filter(ads[part].notnull()).select(
            *_PART, part=ibis.literal(part), position=ibis.literal(1), text=ads[part]
        )
        for part in ("title", "body")
    ]
    notices = posts.filter(posts.is_notice)
    return {
        "ads": [ads],
        "targeting": choices,
        "ad_texts": texts,
        "ad_places": [place_rows(parsed)],
        "rejections": [notices.select("file_id", "line", reason=ibis.literal(_NOTICE))],
    }


_KEY = ("file_id", "line")
_PART = (*_KEY, "ad_id")


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    found = []
    if LISTING.part in raw:
        rows = with_absent(raw[LISTING.part], _TEXTS)
        # Only the links of this community's own posts become addresses on the site.
        bad = rows.filter(~rows.permalink.re_search(rf"^/r/{COMMUNITY}/comments/[\w/%.-]*$"))
        found.append(unreadable(bad, "permalink", _NO_LINK, _SAVE_AGAIN))
    if TRANSCRIPTION.part in raw:
        found += _unreadable_amounts(with_absent(raw[TRANSCRIPTION.part], _TEXTS))
    return found


def _unreadable_amounts(rows: ir.Table) -> list[Unreadable]:
    found = []
    for column in ("spend_min", "spend_max"):
        bound = rows.filter(rows[column].startswith("≤"))
        bare = rows.filter(rows[column].notnull() & rows.spend_currency.isnull())
        found += [
            unreadable(bound, column, "is no plain number", _NO_BOUND),
            unreadable(bare, column, "is an amount without a currency", _NO_CURRENCY),
        ]
    for name in ("spend", "impressions"):
        lower, upper = f"{name}_min", f"{name}_max"
        if lower in rows.columns and upper in rows.columns:
            lo, hi = (rows[column].try_cast("decimal(18, 2)") for column in (lower, upper))
            turned = rows.filter(lo > hi)
            found.append(unreadable(turned, lower, "is more than the upper bound beside it", _MEND))
    return found


def _notes(raw: RawTables, references: References) -> list[Note]:
    """The places and the currencies of posts that no list has."""
    found: list[Note] = []
    for part, column in ((LISTING.part, "selftext"), (TRANSCRIPTION.part, "places")):
        if part not in raw:
            continue
        rows = with_absent(raw[part], _TEXTS)
        posts = [row for row in _read(part, rows, references) if not row["is_notice"]]
        labels = rows.select("file_id", "file_label").distinct()
        placed = lookup_table(posts, {name: PARSED[name] for name in (*_PART, "places")})
        placed = placed.inner_join(labels, "file_id")
        found += aim_notes(placed, {"places": column}, PostAims(references))
        found += [
            met.note(NoteKind.UNKNOWN_CURRENCY, "currency", "spend_currency")
            for met in texts_met(rows, "spend_currency", by_file=True)
            if met.text not in references.currencies
        ]
    return found


FACTS = ArchiveFacts(
    copies=Copies.SELECTION,
    spend=Spend.SOME_ADS,
    payers=Payers.PAYER,
    choices=(PLACE, OTHER),
    choice_form=PLAIN_LISTS,
    blank=Blank.NOTHING,
    by_year=False,
    began=None,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=(),
    says=replace(
        NOTHING_SAID,
        limits=(
            mark(
                "Reddit publishes posts, not a file: an amount is shown only where the words of a post could be read as one."
            ),
        ),
    ),
)
ARCHIVE = Archive(
    "reddit",
    "reddit",
    FACTS,
    (LISTING, TRANSCRIPTION),
    _describe,
    _tables,
    notes=_notes,
    unreadable=_unreadable,
)
