"""What a page shows is what its reader can take away: the same rows, with bounds apart."""

import csv
import dataclasses
import hashlib
import io
import json
from pathlib import Path

import pytest

from generator.pages.base import Cell, Column, Figure, Link, Page, TableBlock, money_cell
from generator.pages.place.place import PlacePage
from generator.pages.sponsor.lists import ListPage, ListRow
from generator.pages.subject.blocks import Platform, Subject
from generator.pages.subject.topic import TopicPage
from generator.pages.words import Money
from generator.reuse.page_files import tidy_csv
from generator.reuse.page_table_fields import HEADS, HIDDEN, LEFT_OUT
from generator.reuse.page_tables import Shown, ShownTable
from generator.store.fact import Fact
from tests.pages.test_contexts import CONTEXTS

SITE = "https://example.org/ads/"
OPEN = Money(
    "US$100,000 or more", "US$100,000 or more", "open range", 100000.0, None, "USD", "at_least"
)
HALF = Money("€0.50–€2", "€0.50–€2", "range", 0.5, 2.0, "EUR", "bucket")
NONE = Money("not published", "not published", "", None, None, None, "unknown")
COMMON = {"title": "t", "description": "d", "as_of": "1 Jan 2024", "sources": ()}


def figure(label: str, money: Money) -> Figure:
    return Figure("f", "google", label, money, ("reported",), Fact("ads", (), "added up"), 3)


def columns(*titles: str) -> tuple[Column, ...]:
    return tuple(Column(title.lower().replace(" ", "_"), title) for title in titles)


def place(**changes: object) -> PlacePage:
    return PlacePage(path="places/us/tx", name="Texas", code="US-TX", **COMMON, **changes)


def only(page: Page) -> ShownTable:
    (table,) = Shown(SITE).tables(page)
    return table


def records(table: ShownTable) -> list[dict[str, object]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_amount_has_its_bounds_kind_and_currency_in_columns_of_their_own() -> None:
    rows = records(only(place(totals=(figure("A", OPEN), figure("B", HALF), figure("C", NONE)))))
    wanted = ("amount", "amount_lo", "amount_hi", "amount_kind", "amount_currency")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        ("US$100,000 or more", 100000, None, "at_least", "USD"),
        ("€0.50–€2", 0.5, 2, "bucket", "EUR"),
        ("not published", None, None, "unknown", None),
    ]


def test_cells_give_dates_and_numbers_as_such_and_links_as_whole_addresses() -> None:
    block = TableBlock(
        "Weeks",
        columns("Week from", "Sponsor", "Ads", "Spend"),
        (
            (
                Cell("3 Nov 2024", sort="2024-11-03"),
                Cell("Amber", "sponsors/a-z/a-1#google-AR1"),
                Cell("1,204", sort=1204, is_number=True, note="about"),
                money_cell(HALF),
            ),
        ),
    )
    table = only(place(aimed=block))
    assert table.title == "Weeks"
    assert records(table) == [
        {
            "week_from": "2024-11-03",
            "sponsor": "Amber",
            "sponsor_address": f"{SITE}sponsors/a-z/a-1/#google-AR1",
            "ads": 1204,
            "ads_note": "about",
            "spend": "€0.50–€2",
            "spend_lo": 0.5,
            "spend_hi": 2,
            "spend_kind": "bucket",
            "spend_currency": "EUR",
            "spend_note": "range",
        }
    ]


def test_two_columns_of_a_table_never_have_one_name() -> None:
    with pytest.raises(ValueError, match="two columns are called 'name'"):
        TableBlock("Pairs", columns("Name", "Name"), ((Cell("Amber"), Cell("Birch")),))


def list_row(name: str, *figures: Figure) -> ListRow:
    return ListRow(name, "a", "", "sponsors/id/0f/#a", "Google", figures, "", "", "")


def test_list_in_a_row_is_a_table_whose_rows_name_it_and_the_row_itself_stands_once() -> None:
    rows = (list_row("Amber", figure("Google", OPEN), figure("Meta", HALF)), list_row("Birch"))
    page = ListPage(
        path="sponsors/a-z/a-1", letters=(Link("A", "sponsors/a-z/a-1"),), rows=rows, **COMMON
    )
    listed, amounts = Shown(SITE).tables(page)
    assert [row["name"] for row in records(listed)] == ["Amber", "Birch"]
    assert not {"label", "amount"} & {column.name for column in listed.columns}
    found = [(row["name"], row["label"], row["amount_lo"]) for row in records(amounts)]
    assert found == [("Amber", "Google", 100000), ("Amber", "Meta", 0.5)]
    assert {row["permalink"] for row in records(amounts)} == {f"{SITE}sponsors/id/0f/#a"}


def test_two_lists_of_one_record_never_stand_in_one_table() -> None:
    body = Subject(
        totals=(figure("Google", OPEN), figure("Meta", HALF)),
        platforms=(Platform("Snapchat", "platforms/snapchat", "each ad", 3),),
    )
    page = TopicPage(path="topics/guns", name="Guns", body=body, **COMMON)
    totals, platforms = (t for t in Shown(SITE).tables(page) if t.id.startswith("body"))
    assert [row["label"] for row in records(totals)] == ["Google", "Meta"]
    assert [row["name"] for row in records(platforms)] == ["Snapchat"]
    assert not {c.name for c in totals.columns} & {c.name for c in platforms.columns}


def test_csv_of_every_page_begins_with_the_name_of_the_table() -> None:
    block = TableBlock("Fields", columns("Table", "Field"), ((Cell("ads"), Cell("ad_id")),))
    text = tidy_csv(Shown(SITE).tables(place(aimed=block))).decode()
    assert text.splitlines() == ["table,table_name,field", "Fields,ads,ad_id"]


def test_tables_with_one_title_are_told_apart() -> None:
    block = TableBlock("Weeks", columns("Week"), ((Cell("1"),),))
    tables = Shown(SITE).tables(place(rankings=(block, block)))
    assert [table.title for table in tables] == ["Weeks", "Weeks 2"]


def test_tidy_csv_has_one_header_for_all_tables_and_runs_nothing() -> None:
    evil = TableBlock(
        "=T()", columns("Sponsor", "Spend"), ((Cell("=cmd|'/c'!A1"), money_cell(OPEN)),)
    )
    other = TableBlock(
        "Ads", columns("Sponsor", "Count"), ((Cell("Birch"), Cell("2", sort=2, is_number=True)),)
    )
    text = tidy_csv(Shown(SITE).tables(place(rankings=(evil, other)))).decode()
    first, second = csv.DictReader(io.StringIO(text))
    assert first["table"] == "'=T()"
    assert first["sponsor"] == "'=cmd|'/c'!A1"
    assert (first["spend_lo"], first["spend_hi"], first["count"]) == ("100000", "", "")
    assert (second["sponsor"], second["spend_lo"], second["count"]) == ("Birch", "", "2")


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index", ""),
        ("places/us/index", "places/us/"),
        ("places/us/tx", "places/us/tx/"),
        ("sponsors/id/0f/#a", "sponsors/id/0f/#a"),
        ("downloads/index#licences", "downloads/#licences"),
        ("places/us/data.csv", "places/us/data.csv"),
    ],
)
def test_addresses_are_whole(path: str, address: str) -> None:
    assert Shown(SITE).address(path) == SITE + address


@pytest.mark.parametrize("kind", sorted(CONTEXTS))
def test_every_list_of_tuples_on_a_page_has_heads_or_a_reason_to_be_left_out(kind: str) -> None:
    known = {name for page, name in (*HEADS, *HIDDEN) if page == kind}
    found = {
        field.name
        for field in dataclasses.fields(CONTEXTS[kind])
        if str(field.type).startswith("tuple[tuple[") and "ChartSpec" not in str(field.type)
    }
    assert found - known - LEFT_OUT.keys() == set()


def test_every_declared_field_is_one_of_its_page() -> None:
    for kind, name in HEADS:
        assert name in {field.name for field in dataclasses.fields(CONTEXTS[kind])}, (kind, name)


def data_of(docs: Path, page: str) -> dict[str, object]:
    return json.loads((docs / page / "data.json").read_text(encoding="utf-8"))


def test_every_page_has_its_data_and_the_two_forms_have_the_same_rows(small_docs: Path) -> None:
    count = 0
    for path in sorted(small_docs.rglob("*.md")):
        name = path.relative_to(small_docs).with_suffix("").as_posix()
        if name == "search":
            continue
        folder = small_docs / ("" if name == "index" else name.removesuffix("/index"))
        document = json.loads((folder / "data.json").read_text(encoding="utf-8"))
        assert document["data_date"], name
        expected = sum(len(table["rows"]) for table in document["tables"])
        sheet = folder / "data.csv"
        assert sheet.is_file() == bool(expected), name
        if expected:
            text = sheet.read_text(encoding="utf-8")
            lines = list(csv.reader(io.StringIO(text, newline="")))
            assert len(lines) == expected + 1, name
            assert len(set(lines[0])) == len(lines[0]), name
            assert lines[0][0] == "table", name
            assert {line[0] for line in lines[1:]} == {t["title"] for t in document["tables"]}, name
        count += 1
    assert count > 500


def test_data_of_a_sponsor_is_what_its_page_shows(small_docs: Path) -> None:
    page = "sponsors/google/AR99999387266829795025"
    text = (small_docs / f"{page}.md").read_text(encoding="utf-8")
    document = data_of(small_docs, page)
    tables = {table["id"]: table for table in document["tables"]}
    for ident in ("totals", "weekly"):
        fields = [field["name"] for field in tables[ident]["fields"]]
        shown = fields.index("amount" if ident == "totals" else "spend")
        assert tables[ident]["rows"]
        for row in tables[ident]["rows"]:
            assert f"{row[shown]}<" in text or f"{row[shown]} · " in text
    # One row of the weekly table for each bar's row, and one for the head.
    weekly = text.split('aria-label="Weekly')[1].split("</table>")[0]
    assert weekly.count("<tr>") == len(tables["weekly"]["rows"]) + 1
    assert document["permanent_address"].startswith("https://example.org/ads/sponsors/id/")
    assert document["is_demonstration"] is True


def test_snapshots_of_a_page_have_checksums_that_its_digest_is_made_of(small_docs: Path) -> None:
    document = data_of(small_docs, "sponsors/google/AR99999387266829795025")
    lines = "".join(f"{one['sha256']}  {one['snapshot_id']}\n" for one in document["snapshots"])
    assert document["snapshots"]
    assert hashlib.sha256(lines.encode()).hexdigest() == document["data_sha256"]
