"""Mappings to other standards: every field of ours is in each of them, and none that is not."""

import csv
import html
import re
from collections import Counter
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.reference.mappings import HEADS, Mapping, Match, load_mappings
from generator.schema import TABLES

ROOT = Path(__file__).resolve().parents[2]
MAPPINGS = load_mappings(ROOT / "data" / "reference")
FIELDS = [(table.name, name) for table in TABLES.values() for name in table.names]
TOML = (
    'title = "A"\ndescription = "B."\nintro = []\nnot_seen = []\nmissing = []\n'
    '[[source]]\ntitle = "T"\nurl = "https://example.org/"\ntext = "All."\n'
)

by_mapping = pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.id)


def test_both_standards_of_the_mission_are_mapped() -> None:
    assert {mapping.id for mapping in MAPPINGS} == {"eu-transparency-notice", "who-targets-me"}


@by_mapping
def test_each_field_of_ours_is_mapped_or_has_no_counterpart(mapping: Mapping) -> None:
    mapped = {(row.table, row.field) for row in mapping.rows if row.their_field and row.field}
    without = Counter((row.table, row.field) for row in mapping.rows if not row.their_field)
    assert mapped | set(without) == set(FIELDS)
    assert not mapped & set(without)
    assert set(without.values()) == {1}
    assert len(mapped) > 10


@by_mapping
def test_no_pair_stands_twice_and_each_row_without_a_match_says_why(mapping: Mapping) -> None:
    pairs = Counter(
        (row.their_group, row.their_field, row.table, row.field) for row in mapping.rows
    )
    assert [pair for pair, count in pairs.items() if count > 1] == []
    assert [row for row in mapping.rows if row.match is not Match.EXACT and not row.note] == []


@by_mapping
def test_what_was_not_seen_and_where_the_rest_was_read_is_said(mapping: Mapping) -> None:
    assert mapping.not_seen and mapping.missing
    assert all(re.match(r"https://[\w.-]+/", source.url) for source in mapping.sources)


def test_standard_of_who_targets_me_is_whole() -> None:
    # Counted in the text of the standard: its list has 90 fields in 21 groups.
    (mapping,) = [item for item in MAPPINGS if item.id == "who-targets-me"]
    theirs = {(row.their_group, row.their_field) for row in mapping.rows if row.their_field}
    assert (len(theirs), len({group for group, _ in theirs})) == (90, 21)


def test_notice_names_each_item_of_article_12_that_was_read() -> None:
    (mapping,) = [item for item in MAPPINGS if item.id == "eu-transparency-notice"]
    letters = {
        row.their_field[:3] for row in mapping.rows if row.their_group.startswith("Article 12(1)")
    }
    assert letters == {"(a)", "(b)", "(c)", "(d)", "(e)", "(f)", "(g)", "(h)"}


@by_mapping
def test_published_csv_has_a_row_for_each_pair(mapping: Mapping, small_docs: Path) -> None:
    path = small_docs / "downloads" / "mappings" / f"{mapping.id}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    assert tuple(head) == HEADS
    assert len(rows) == len(mapping.rows)
    assert {(row[3], row[4]) for row in rows} >= set(FIELDS)
    assert "*" not in {cell for row in rows for cell in row}


@by_mapping
def test_page_shows_each_field_of_theirs_and_each_of_ours(
    mapping: Mapping, small_docs: Path
) -> None:
    path = small_docs / "mappings" / f"{mapping.id}.md"
    text = html.unescape(path.read_text(encoding="utf-8"))
    for row in mapping.rows:
        if row.their_field:
            assert f">{row.their_field}</th>" in text
        if row.their_field and row.field:
            assert f"<code>{row.table}.{row.field}</code>" in text
    own = text[text.index("{#without}") :]
    listed = Counter(re.findall(r"<code>(\w+)</code>", own))
    assert listed == Counter(row.field for row in mapping.rows if not row.their_field)
    assert all(source.url in text for source in mapping.sources)


def write(folder: Path, rows: str) -> Path:
    (folder / "mappings").mkdir(exist_ok=True)
    (folder / "mappings" / "a.toml").write_text(TOML, encoding="utf-8")
    text = ",".join(HEADS) + "\n" + rows
    (folder / "mappings" / "a.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("g,f,exact,ads,ad_nonsense,\n", "no field ads.ad_nonsense"),
        ("g,f,same,ads,ad_id,\n", "match is 'same'"),
        ("g,f,none,ads,ad_id,\n", "a single field has the match 'none'"),
        ("g,f,exact,ads,ad_id,\n", "further fields have no row"),
        ("g,f,exact,ads,,\n", "a pair of fields has a match"),
        (",,none,*,*,x\n,,none,ads,*,y\n", "stands for no field"),
    ],
)
def test_mistake_in_a_mapping_is_named(rows: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=re.escape(says)):
        load_mappings(write(tmp_path, rows))


def test_star_stands_for_every_field_that_no_other_row_names(tmp_path: Path) -> None:
    rows = "g,f,exact,*,ad_id,\n,,none,ads,ad_url,own\n,,none,*,*,rest\n"
    (mapping,) = load_mappings(write(tmp_path, rows))
    tables = [name for name, table in TABLES.items() if "ad_id" in table.names]
    assert [row.table for row in mapping.rows if row.their_field] == tables
    notes = {(row.table, row.field): row.note for row in mapping.rows if not row.their_field}
    assert notes["ads", "ad_url"] == "own"
    assert notes["ads", "ad_format"] == "rest"
    assert len(notes) == len(FIELDS) - len(tables)
