"""Meta's Ad Library Report: spending by page and disclaimer, for a country, day and window.

Source: the report page of the Ad Library, downloaded by hand as a zip. Window, country and
date stand in the file name only. History of the format: 2019 no page id and no currency (it stands
in the README of the zip, and is not always the country's); 2020 ``Page ID`` and the currency in the header; 2022 on, lower-case words.
A ``≤100`` is a bound, never 100. The unit is the pair of page and disclaimer. Windows overlap;
advertisers, locations and regions do not add up to each other.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from generator.adapters.meta.facts import BEGAN, LIMITS_OF_BASIS, PAGE_LINKS
from generator.adapters.source import (
    DIGITS,
    Archive,
    Column,
    ColumnFamily,
    FileFacts,
    Kind,
    Note,
    NotTold,
    RawTables,
    References,
    Source,
    Tally,
    distinct_texts,
    lookup_table,
    texts_met,
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
from generator.text.language import mark

NO_DISCLAIMER = "These ads ran without a disclaimer"
NO_PLACE = "Unknown"
_WINDOWS = {"yesterday": 1, "last_7_days": 7, "last_30_days": 30, "last_90_days": 90}
_WINDOWS_2019 = {"SpendingToDate": "lifelong", "ThisWeekSpending": "last_7_days"}
_NAME = re.compile(
    r"FacebookAdLibraryReport_(?P<date>\d{4}-\d{2}-\d{2})_(?P<country>[A-Z]{2})_"
    r"(?P<window>yesterday|last_7_days|last_30_days|last_90_days|lifelong)_(?P<rest>.+)\.csv"
)
_NAME_2019 = re.compile(
    r"FacebookAdLibraryReport(?P<country>[A-Z]{2})(?P<date>\d{4}-\d{2}-\d{2})"
    r"(?P<window>SpendingToDate|ThisWeekSpending)\.csv"
)
_CURRENCY_NOTE = re.compile(r"\b([A-Z]{3}) set as the ad account currency")
_OBSERVED = "spend_observations.spend_lo"
_AMOUNT = ColumnFamily(r"Amount spent \(([A-Z]{3})\)", "amount", Kind.AMOUNT, _OBSERVED)
_AMOUNT_2019 = {"Amount spent": Column("amount", Kind.AMOUNT, measure=_OBSERVED)}
_PAIR = {
    "Page ID": Column("page_id", Kind.ID, DIGITS),
    "Page name": Column("page_name"),
    "Disclaimer": Column("disclaimer"),
}
_AD_COUNT = {
    "Number of ads in Library": Column(
        "ad_count", Kind.INTEGER, measure="spend_observations.ad_count"
    )
}

ADVERTISERS = Source(
    part="advertisers",
    name_pattern=r"FacebookAdLibraryReport.*(_advertisers|SpendingToDate|ThisWeekSpending)\.csv",
    signature=frozenset({"Page name", "Disclaimer", "Number of ads in Library"}),
    required=frozenset({"page_name", "disclaimer", "ad_count", "amount"}),
    needs={r"Amount spent \([A-Z]{3}\)": "Page ID"},
    columns={**_PAIR, **_AMOUNT_2019, **_AD_COUNT},
    families=(_AMOUNT,),
)
LOCATIONS = Source(
    part="locations",
    name_pattern=r"FacebookAdLibraryReport.*_locations\.csv",
    signature=frozenset({"Location name"}),
    required=frozenset({"place_text", "amount"}),
    columns={"Location name": Column("place_text", filled=True), **_AMOUNT_2019},
    families=(_AMOUNT,),
)
REGIONS = Source(
    part="regions",
    name_pattern=r"FacebookAdLibraryReport_.*\.csv",
    signature=frozenset({"Page ID", "Page name", "Disclaimer"}),
    required=frozenset({"page_id", "page_name", "disclaimer", "amount"}),
    columns={**_PAIR, **_AMOUNT_2019},
    families=(_AMOUNT,),
)


def _describe(source: Source, name: str, tally: Tally, references: References) -> FileFacts:
    said = _said(source, name, tally)
    try:
        end = date.fromisoformat(said["taken_on"])
    except ValueError:
        raise ValueError(
            f"the name says {said['taken_on']!r}, which is no day. Mend the name."
        ) from None
    country, window = said["country"], said["window"]
    days = _WINDOWS.get(window)
    place_code = place_name = None
    series = f"{country}/{window}/{source.part}"
    if source.part == REGIONS.part:
        place_name = said["place"]
        if place_name in (ADVERTISERS.part, LOCATIONS.part):
            raise ValueError(
                f"the file is named {place_name!r}, but has the columns of a region. A column was "
                "removed or the file renamed: download it again."
            )
        place_code = _place(place_name, country, references)
        series = f"{series}/{place_name}"
    return FileFacts(
        series=series,
        scope=f"/{country}/{window}",
        taken_on=end,
        taken_on_basis="the name of the file",
        is_dated_by_name="is_named" in said,
        country_code=country,
        window_name=window,
        period_start_date=None if days is None else end - timedelta(days=days - 1),
        period_end_date=end,
        place_code=place_code,
        place_name=place_name,
        currency=_currency_of(tally.readme),
    )


def _said(source: Source, name: str, tally: Tally) -> Mapping[str, str]:
    """Country, day, window and region by the name of the file, else as a person has told them."""
    if match := _NAME.fullmatch(name) or _NAME_2019.fullmatch(name):
        found = match.groupdict()
        return {
            "country": found["country"],
            "taken_on": found["date"],
            "window": _WINDOWS_2019.get(found["window"], found["window"]),
            "place": found.get("rest") or "",
            "is_named": "yes",
        }
    wanted = ["country", "window", *(["place"] if source.part == REGIONS.part else [])]
    missing = [key for key in wanted if not tally.told.get(key)]
    missing += [] if tally.day else ["taken_on"]
    if missing:
        raise NotTold(
            "country, day and window stand only in the name, and this name does not have Meta's "
            "form. Give the file the name it was downloaded with, such as "
            "FacebookAdLibraryReport_2023-06-01_US_last_7_days_advertisers.csv; or let `paidforby "
            f"import` ask for what is missing ({', '.join(missing)}).",
            missing,
        )
    window, country = tally.told["window"], tally.told["country"].upper()
    if window not in (*_WINDOWS, "lifelong"):
        raise ValueError(
            f"the record beside it gives the window {window!r}. Give one of "
            f"{', '.join((*_WINDOWS, 'lifelong'))}."
        )
    if not re.fullmatch("[A-Z]{2}", country):
        raise ValueError(
            f"the record beside it gives the country {country!r}. Give a code such as AR."
        )
    day = tally.day.isoformat() if tally.day else ""
    return {**tally.told, "country": country, "taken_on": day}


def _currency_of(readme: str) -> str | None:
    """The currency of amounts whose column names none, if Meta's note beside the file says so."""
    found = _CURRENCY_NOTE.search(readme)
    return found[1] if found else None


def _place(text: str, country: str, references: References) -> str | None:
    return references.places.region_code(country, text)


def _tables(raw: RawTables, references: References) -> Mapping[str, list[ir.Table]]:
    found: dict[str, list[ir.Table]] = {"advertisers": [], "spend_observations": []}
    if ADVERTISERS.part in raw:
        rows = _pairs(_amounts(raw[ADVERTISERS.part]))
        rows = rows.mutate(place_code=rows.country_code, country_codes=rows.country_code)
        found["advertisers"].append(rows)
        found["spend_observations"].append(rows.mutate(scope=ibis.literal("advertiser_window")))
    if REGIONS.part in raw:
        rows = _pairs(_amounts(raw[REGIONS.part]))
        found["spend_observations"].append(
            rows.mutate(scope=ibis.literal("advertiser_place_window"))
        )
    if LOCATIONS.part in raw:
        found["spend_observations"].append(_locations(_amounts(raw[LOCATIONS.part]), references))
    return found


def _amounts(raw: ir.Table) -> ir.Table:
    """Amount and currency from whichever column the file's layout has."""
    names = sorted(name for name in raw.columns if name.startswith("amount__"))
    branches = [
        (raw[name].notnull(), ibis.literal(name.removeprefix("amount__"))) for name in names
    ]
    plain = raw.amount if "amount" in raw.columns else ibis.null("string")
    text = ibis.coalesce(plain, *(raw[name] for name in names))
    raw = raw.mutate(
        amount_text=text,
        spend_currency=ibis.cases(*branches, else_=raw.file_currency)
        if branches
        else raw.file_currency,
    )
    is_bound = raw.amount_text.startswith("≤")
    number = raw.amount_text.replace("≤", "").strip().try_cast("decimal(18, 2)")
    zero = ibis.literal(0).cast("decimal(18, 2)")
    return raw.mutate(
        spend_lo=is_bound.ifelse(zero, number),
        spend_hi=number,
        spend_kind=ibis.cases(
            (raw.amount_text.isnull(), "unknown"), (is_bound, "at_most"), else_="exact"
        ),
        is_primary=ibis.literal(True),
    )


def _pairs(rows: ir.Table) -> ir.Table:
    """Page and disclaimer as advertiser and payer. Page id 0 stands for many: no id."""
    has_none = rows.disclaimer == NO_DISCLAIMER
    page_id = rows.page_id if "page_id" in rows.columns else ibis.null("string")
    return rows.mutate(
        advertiser_id=page_id.nullif("0"),
        advertiser_name=rows.page_name,
        payer_name=has_none.ifelse(ibis.null("string"), rows.disclaimer),
        payer_status=ibis.cases(
            (rows.disclaimer.isnull(), "not_declared"),
            (has_none, "no_disclaimer"),
            else_="declared",
        ),
    )


def _locations(rows: ir.Table, references: References) -> ir.Table:
    table = _location_table(rows, references)
    rows = rows.drop("place_code", "place_name")
    rows = rows.left_join(table, ["country_code", "place_text"]).drop(
        "country_code_right", "place_text_right"
    )
    return rows.mutate(
        scope=ibis.literal("place_window"),
        place_name=rows.place_text,
        payer_status=ibis.literal("not_collected"),
    )


def _location_table(rows: ir.Table, references: References) -> ir.Table:
    pairs = rows.select("country_code", "place_text").distinct().to_pyarrow().to_pylist()
    return lookup_table(
        [
            {**pair, "place_code": _place(pair["place_text"], pair["country_code"], references)}
            for pair in pairs
        ],
        {"country_code": "string", "place_text": "string", "place_code": "string"},
    )


def _notes(raw: RawTables, references: References) -> list[Note]:
    found = []
    if LOCATIONS.part in raw:
        rows = raw[LOCATIONS.part]
        for country in distinct_texts(rows.country_code):
            own = rows.filter(rows.country_code == country)
            found += [
                met.note(NoteKind.UNKNOWN_PLACE, "Location name", "place_name")
                for met in texts_met(own, "place_text", by_file=True)
                if met.text != NO_PLACE and _place(met.text, country, references) is None
            ]
    if REGIONS.part in raw:
        rows = raw[REGIONS.part]
        rows = rows.filter(rows.place_code.isnull() & (rows.place_name != NO_PLACE))
        found += [
            Note(NoteKind.UNKNOWN_PLACE, met.file, 1, met.count, None, met.text, "place_name")
            for met in texts_met(rows, "place_name", by_file=True)
        ]
    return found


FACTS = ArchiveFacts(
    copies=Copies.WINDOWS,
    spend=Spend.WINDOWS,
    payers=Payers.PAYER_OR_PAGE,
    choices=(),
    choice_form=PLAIN_LISTS,
    blank=Blank.NOTHING,
    by_year=False,
    began=BEGAN,
    is_collection=False,
    only_known_sponsors=False,
    names_contests=False,
    lists_candidates=False,
    id_links=PAGE_LINKS,
    says=replace(
        NOTHING_SAID,
        on_races=mark(
            "Amounts of each payer in windows of days. Only windows that lie inside the cycle are shown; those that overlap are never added."
        ),
        limits=(
            mark(
                "Meta's report gives totals of a page and disclaimer for a window, not single ads, and hides the exact amount up to 100."
            ),
            mark("Regions do not have to add up to the national figure."),
        ),
        limits_of_basis=LIMITS_OF_BASIS,
        limits_of_areas=mark(
            "Meta's regions do not add up to its national figure, and most rows are “100 or less”."
        ),
    ),
)
ARCHIVE = Archive(
    "meta-report",
    "meta",
    FACTS,
    (ADVERTISERS, LOCATIONS, REGIONS),
    _describe,
    _tables,
    notes=_notes,
)
