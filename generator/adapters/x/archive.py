"""X's disclosure of political ads in the United States: one zip with a table, since 2023.

Source: the political ads disclosure page of X. The zip, named by its day, holds one CSV or XLSX
file. History of the format: ``Screen Name, Tweet Id, Tweet Url, Day of Start Date Adgroup …``;
later ``Advertiser Name, Ad Id, Ad Url, Ad Type, Start Date …``. X does not say who paid: the
account that ran the ad is all that is known. What a row stands for is not documented either;
several rows have the same tweet. This is how their amounts are added:

- Rows of one tweet with the same dates, impressions and spend that differ in what the buyer
  chose are one spending with several choices. It counts once.
- Rows of one tweet with other dates, impressions or spend are other spendings. They are added.
- Rows that are the same in everything may be one spending or several. So may rows with the same
  numbers where one of the numbers is missing or 0, which makes it weak evidence. Then the amount
  is a range: each spending once, up to every row added.
- A missing amount leaves the sum open: "at least".

The ad is on the line of the tweet's first row, and every choice of its buyer on the line of its
own row. Rows that add no choice are listed among the rows left out, with the line that they are
counted with. A tweet that several accounts paid to show is an ad of each.

An id that a spreadsheet program has shortened is taken from the address beside it. Dates are
read if all of a file have one form; in ``10/1/2024`` the month is first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from generator.adapters.aimed import Aim, aim_notes, aimed_at
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
    with_absent,
)
from generator.adapters.unreadable import Unreadable, unreadable
from generator.adapters.x.cells import are_cut, read_days, state_around, state_codes, whole_id
from generator.adapters.x.spendings import CHOICES, ads_of, left_out, with_spendings
from generator.schema.archive_facts import (
    EVERY_KIND,
    NOTHING_SAID,
    PLAIN_LISTS,
    ArchiveFacts,
    Blank,
    Copies,
    Payers,
    Spend,
)
from generator.text.language import mark

_ACCOUNT, _ID, _URL = Column("account"), Column("id_text", filled=True), Column("url")
_START, _END, _PLACE = Column("start_text"), Column("end_text"), Column("place")

DISCLOSURE = Source(
    part="disclosure",
    name_pattern=r"(?i).*political.ads.data.*\.(csv|xlsx)",
    signature=frozenset({"Interest Targeting", "Gender Targeting", "Age Targeting", "Spend_USD"}),
    required=frozenset({"account", "id_text", "start_text", "end_text", "impressions", "spend"}),
    columns={
        "Screen Name": _ACCOUNT,
        "Advertiser Name": _ACCOUNT,
        "Tweet Id": _ID,
        "Ad Id": _ID,
        "Tweet Url": _URL,
        "Ad Url": _URL,
        "Ad Type": IGNORED("X does not say what the types mean"),
        "Day of Start Date Adgroup": _START,
        "Start Date": _START,
        "Day of End Date Adgroup": _END,
        "End Date": _END,
        "Targeting Name": Column("audience"),
        "Interest Targeting": Column("interest"),
        "Geo Targeting": _PLACE,
        "Geography Targeting": _PLACE,
        "Gender Targeting": Column("gender"),
        "Age Targeting": Column("age"),
        "Impressions": Column("impressions"),
        "Spend_USD": Column("spend"),
        "": IGNORED("an empty column that a data frame library wrote"),
    },
    ignored_patterns={r"Unnamed: \d+": IGNORED("an empty column that a data frame library named")},
)
_NAMES = tuple({item.name: "" for item in DISCLOSURE.columns.values() if isinstance(item, Column)})
_URL_ID = r"/status(?:es)?/(\d{1,20})"
_HANDLE = r"^@?[A-Za-z0-9_]{1,15}$"
_AMOUNTS = {
    "impressions": r"^(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0+)?$",
    "spend": r"^\$?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d+)?$",
}
_FILES = {"file_id": "string"}
_CUT = (
    "ends in zeros, as does every id of the file without an address: a spreadsheet program has "
    "shortened them"
)
_REPAIR = (
    "If the file was edited, download it again, and do not save it with a spreadsheet program. If X "
    "changed its format, teach it to generator/adapters/x/archive.py."
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    return FileFacts(series="disclosure", country_code="US")


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    rows = with_spendings(_read(with_absent(raw[DISCLOSURE.part], _NAMES)))
    ads = ads_of(rows)
    ads = ads.mutate(
        advertiser_id=ads.account.re_search(_HANDLE).ifelse(
            ads.account.replace("@", "").lower(), ibis.null("string")
        ),
        advertiser_name=ads.account,
        payer_status=ibis.literal("not_collected"),
        country_codes=ibis.literal("US"),
        spend_currency=ibis.literal("USD"),
    )
    kept = rows.filter(rows.is_kept)
    choices = [
        kept.filter(kept[column].notnull()).select(
            "file_id",
            "line",
            "ad_id",
            dimension=ibis.literal(column),
            is_excluded=ibis.literal(False),
            choice_text=kept[column],
        )
        for column in CHOICES
    ]
    listed = ads.select(
        "file_id", "line", "ad_id", place_code=ads.country_codes, basis=ibis.literal("listed")
    )
    return {
        "ads": [ads],
        "targeting": choices,
        "ad_places": [listed, _chosen_places(rows, references)],
        "rejections": [left_out(rows)],
    }


def _read(rows: ir.Table) -> ir.Table:
    """Add tweet_id, the days and the amounts, from cells that can be read."""
    rows = _with_url_id(rows)
    pairs = _ids(rows)
    ids = lookup_table(
        [{**pair, "tweet_id": whole_id(pair["id_text"], pair["url_id"] or None)} for pair in pairs],
        {"id_text": "string", "url_id": "string", "tweet_id": "string"},
    )
    rows = rows.left_join(ids, ["id_text", "url_id"]).drop("id_text_right", "url_id_right")
    for name in ("start", "end"):
        rows = _with_days(rows, name)
    plain = {name: rows[name].re_replace(r"[$,]", "") for name in _AMOUNTS}
    return rows.mutate(
        impressions=plain["impressions"].re_replace(r"\.0+$", "").try_cast("int64"),
        spend=plain["spend"].try_cast("decimal(30, 8)"),
        ad_url=rows.url,
    )


def _with_url_id(rows: ir.Table) -> ir.Table:
    """Add the digits of the address, '' if there are none."""
    return rows.mutate(url_id=rows.url.re_extract(_URL_ID, 1).fill_null(""))


def _ids(rows: ir.Table) -> list[dict[str, str]]:
    """The distinct pairs of an id and the digits of the address beside it."""
    found = rows.select("id_text", "url_id").distinct().order_by(["id_text", "url_id"])
    pairs: list[dict[str, str]] = found.to_pyarrow().to_pylist()
    return pairs


def _with_days(rows: ir.Table, name: str) -> ir.Table:
    found = [
        {"file_id": file_id, "text": text, name: day}
        for file_id, texts in _texts_by_file(rows).items()
        for text, day in read_days(texts)[0].items()
    ]
    days = lookup_table(found, {"file_id": "string", "text": "string", name: "date"})
    days = days.rename(**{f"{name}_text": "text"})
    return rows.left_join(days, ["file_id", f"{name}_text"]).drop(
        "file_id_right", f"{name}_text_right"
    )


def _texts_by_file(rows: ir.Table) -> dict[str, list[str]]:
    """By file: the texts of its dates, of both columns."""
    found: dict[str, set[str]] = {}
    for column in ("start_text", "end_text"):
        texts = rows.filter(rows[column].notnull()).select("file_id", text=rows[column])
        for row in texts.distinct().to_pyarrow().to_pylist():
            found.setdefault(row["file_id"], set()).add(row["text"])
    return {file_id: sorted(texts) for file_id, texts in found.items()}


def _chosen_places(rows: ir.Table, references: References) -> ir.Table:
    """The states that any row of an ad names, on the line of the ad."""
    chosen = rows.mutate(line=rows.ad_line)
    return aimed_at(chosen, ["place"], _Aims(references))


@dataclass(frozen=True)
class _Aims:
    references: References

    def __call__(self, text: str, home: Sequence[str]) -> Aim:
        aim = Aim()
        places = self.references.places
        for code in state_codes(text, places):
            aim.add(code)
        if not aim.codes and (around := state_around(text, places)):
            aim.add(around, is_whole=False)
        if not aim.codes:
            aim.unknown.append(text)
        return aim


def _notes(raw: RawTables, references: References) -> list[Note]:
    rows = with_absent(raw[DISCLOSURE.part], _NAMES)
    rows = rows.mutate(ad_id=rows.id_text)
    return aim_notes(rows, {"place": _original("place")}, _Aims(references))


def _unreadable(raw: RawTables, references: References) -> list[Unreadable]:
    rows = _with_url_id(with_absent(raw[DISCLOSURE.part], _NAMES))
    found = [_unreadable_ids(rows), unreadable(_cut_ids(rows), "id_text", _CUT, _REPAIR)]
    troubles = [
        {"file_id": file_id, "text": text, "reason": reason}
        for file_id, texts in _texts_by_file(rows).items()
        for text, reason in read_days(texts)[1].items()
    ]
    table = lookup_table(troubles, dict.fromkeys(("file_id", "text", "reason"), "string"))
    for name in ("start_text", "end_text"):
        bad = rows.inner_join(table, ["file_id", rows[name] == table.text])
        found.append(unreadable(bad, name, bad.reason, _REPAIR))
    for name, form in _AMOUNTS.items():
        bad = rows.filter(~rows[name].re_search(form).fill_null(True))
        found.append(unreadable(bad, name, "is no number", _REPAIR))
    return found


def _unreadable_ids(rows: ir.Table) -> Unreadable:
    troubles = []
    for pair in _ids(rows):
        try:
            whole_id(pair["id_text"], pair["url_id"] or None)
        except ValueError as error:
            troubles.append(pair | {"reason": str(error)})
    table = lookup_table(troubles, dict.fromkeys(("id_text", "url_id", "reason"), "string"))
    bad = rows.inner_join(table, ["id_text", "url_id"])
    return unreadable(bad, "id_text", bad.reason, _REPAIR)


def _cut_ids(rows: ir.Table) -> ir.Table:
    """The rows without an address of the files in which every such id ends in zeros."""
    alone = rows.filter((rows.url_id == "") & rows.id_text.re_search(r"^\d+$"))
    cut = [
        file_id
        for file_id in distinct_texts(alone.file_id)
        if are_cut(distinct_texts(alone.filter(alone.file_id == file_id).id_text))
    ]
    return alone.semi_join(lookup_table([{"file_id": name} for name in cut], _FILES), "file_id")


def _original(name: str) -> str:
    """X's own names for a column: one in each layout."""
    return " / ".join(
        original
        for original, column in DISCLOSURE.columns.items()
        if isinstance(column, Column) and column.name == name
    )


FACTS = ArchiveFacts(
    copies=Copies.WHOLE,
    spend=Spend.EVERY_AD,
    payers=Payers.ACCOUNT,
    choices=EVERY_KIND,
    choice_form=PLAIN_LISTS,
    blank=Blank.NO_CHOICE,
    by_year=False,
    began=None,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=(),
    says=replace(
        NOTHING_SAID,
        on_races=mark("Every ad since August 2023, with what it cost and its first day."),
        limits=(
            mark("X names the account that ran an ad, not who paid for it."),
            mark(
                "X does not say what one row of its file is: rows of one ad that repeat the same spend are counted once, and where that is not certain the amount is a range."
            ),
        ),
    ),
)
ARCHIVE = Archive(
    "x",
    "x",
    FACTS,
    (DISCLOSURE,),
    _describe,
    _tables,
    notes=_notes,
    unreadable=_unreadable,
    dated_name=r"(?i)\d{1,2}-[a-z]+-\d{4}-political-ads-data\.zip",
)
