"""What every archive must have besides its adapter, and what every adapter must declare."""

import csv
import re

import pytest

from generator.adapters import all_archives
from generator.adapters.source import ID_FORMS, Archive, Column, Ignored, Kind, Source
from generator.pages.sponsor.targeting import GROUP_OF
from generator.schema import TABLES
from generator.schema.archive_facts import Blank, Spend
from tests.adapters.reading import FIXTURES, ROOT

ARCHIVES = all_archives()
ELSEWHERE = {"ira": "meta", "fec": "reference", "state-media": "reference"}
"""The platform of an archive whose id does not begin with it. “reference” has no page."""
SOURCES = [(archive, source) for archive in ARCHIVES for source in archive.sources]


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.id)
def test_archive_has_a_fixture_with_expected_tables(archive: Archive) -> None:
    folder = FIXTURES / archive.id
    assert list(folder.glob("archives/**/*.*")), f"add files to {folder / 'archives'}"
    assert list(folder.glob("expected/*.csv")), f"add the tables worked out by hand to {folder}"


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.id)
def test_archive_has_a_platform_record_and_page(archive: Archive) -> None:
    if archive.platform == "reference":
        pytest.skip("a list that other archives are compared with")
    assert (ROOT / "site_src" / "pages" / "platforms" / f"{archive.platform}.md").is_file()
    text = (ROOT / "data" / "reference" / "platforms.toml").read_text(encoding="utf-8")
    assert re.search(rf'(?m)^id = "{archive.platform}"$', text), f"describe {archive.platform}"


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.id)
def test_adapter_is_named_after_its_archive(archive: Archive) -> None:
    folder, name = ROOT / "generator" / "adapters", archive.id.replace("-", "_")
    company, _, rest = archive.id.partition("-")
    may_be = [f"{name}.py", f"{name}/archive.py", f"{company}/{rest}.py"]
    assert [path for path in may_be if (folder / path).is_file()], f"one of {may_be}"
    assert archive.platform == ELSEWHERE.get(archive.id, archive.id.split("-")[0])


@pytest.mark.parametrize(("archive", "source"), SOURCES, ids=lambda item: getattr(item, "part", ""))
def test_source_declares_every_column_well(archive: Archive, source: Source) -> None:
    for name, column in source.columns.items():
        if isinstance(column, Ignored):
            assert column.reason, f"{name}: say why it is ignored"
            continue
        assert isinstance(column, Column)
        if column.kind is Kind.ID:
            assert column.form in ID_FORMS, name
        if column.kind in (Kind.DATE, Kind.TIME):
            assert column.form, f"{name}: give its form"
        if column.measure:
            table, field = column.measure.split(".")
            assert field in TABLES[table].names, name
    for name in source.signature:
        assert source.lookup(name) is not None or source.skip_reason, name


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.id)
def test_columns_with_addresses_are_personal(archive: Archive) -> None:
    names = [
        (name, column)
        for source in archive.sources
        for name, column in source.columns.items()
        if "address" in name.casefold()
    ]
    assert all(isinstance(column, Ignored) and column.is_personal for _, column in names)
    assert len(names) == {"google-bundle": 1, "snapchat": 1}.get(archive.id, 0)


def expected(archive: Archive, table: str) -> list[dict[str, str]]:
    """A table that was worked out by hand; empty if the archive fills none."""
    path = FIXTURES / archive.id / "expected" / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.id)
def test_facts_of_an_archive_are_those_of_its_files(archive: Archive) -> None:
    facts = archive.facts
    found = {GROUP_OF.get(row["dimension"]) for row in expected(archive, "targeting")} - {None}
    assert found <= set(facts.choices)
    assert facts.choices or facts.blank is Blank.NOTHING
    kinds = {row["spend_kind"] for row in expected(archive, "ads")} - {"unknown"}
    assert bool(kinds) == (bool(expected(archive, "ads")) and facts.spend is not Spend.NOWHERE)
    if facts.by_year:
        names = [path.relative_to(FIXTURES) for path in (FIXTURES / archive.id).rglob("*.csv")]
        assert any(re.fullmatch(r"\d{4}", part) for name in names for part in name.parts)
