"""An ingest links the payers of all archives, and keeps the address that a sponsor has."""

import dataclasses
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.ingest import ingest
from generator.sponsors.decisions import Decision, Verdict
from generator.sponsors.identity import text_id
from generator.store.tables import Store
from tests.adapters.reading import Row, knowledge, put, references, rows

REPORT = "FacebookAdLibraryReport_{}_US_last_7_days_advertisers.csv"
HEADER = "Page ID,Page name,Disclaimer,Amount spent (USD),Number of ads in library\n"
PLAIN = "Demo Alliance for Square Umbrellas"
LOUD = "DEMO ALLIANCE FOR SQUARE UMBRELLAS, INC."
OTHER = "Demo League of Round Umbrellas"
NONE = "These ads ran without a disclaimer"


def meta_id(text: str) -> str:
    return text_id("meta", "text", text)


def archives(folder: Path, days: dict[str, list[tuple[str, str, int]]]) -> Path:
    """Reports of Meta: by day, rows of page, disclaimer and dollars."""
    for day, lines in days.items():
        text = "".join(
            f'{n},"{page}","{payer}",{spend},1\n' for n, (page, payer, spend) in enumerate(lines, 1)
        )
        put(folder / REPORT.format(day), HEADER + text)
    return folder


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same payer with two spellings, the plain one first seen earlier."""
    return archives(
        tmp_path_factory.mktemp("both"),
        {
            "2024-09-01": [("Umbrella Page", PLAIN, 500)],
            "2024-10-06": [
                ("Umbrella Page", LOUD, 700),
                ("Other Page", OTHER, 900),
                ("Umbrella Page", NONE, 300),
            ],
        },
    )  # fmt: skip


def read(
    folder: Path,
    store_dir: Path,
    earlier: dict[str, str] | None = None,
    decisions: tuple[Decision, ...] = (),
) -> Store:
    told = dataclasses.replace(knowledge(), known_keys=earlier or {}, decisions=decisions)
    return ingest(
        [folder], store_dir, references(), told, is_demo=False, check=lambda store: None
    ).store


def sponsors(store: Store) -> dict[str, str]:
    return {row["payer_id"]: row["sponsor_id"] for row in rows(store, "payers")}


def one(found: list[Row]) -> Row:
    (row,) = found
    return row


def test_spellings_of_one_name_are_one_sponsor_with_the_first_address(
    both: Path, tmp_path: Path
) -> None:
    store = read(both, tmp_path / "store")
    page = "meta/page-3"
    assert sponsors(store) == {
        meta_id(PLAIN): meta_id(PLAIN),
        meta_id(LOUD): meta_id(PLAIN),
        meta_id(OTHER): meta_id(OTHER),
        page: page,
    }
    sponsor = one([r for r in rows(store, "sponsors") if r["sponsor_id"] == meta_id(PLAIN)])
    assert (sponsor["sponsor_name"], sponsor["payer_count"], sponsor["row_count"]) == (
        LOUD,
        "2",
        "2",
    )
    assert (sponsor["platform_codes"], sponsor["kind"]) == ("meta", "unknown")
    assert (sponsor["first_seen_date"], sponsor["last_seen_date"]) == ("2024-09-01", "2024-10-06")
    # Each row keeps its payer beside the sponsor.
    seen = Counter((r["payer_id"], r["sponsor_id"]) for r in rows(store, "spend_observations"))
    assert seen == Counter(
        {
            (meta_id(PLAIN), meta_id(PLAIN)): 1,
            (meta_id(LOUD), meta_id(PLAIN)): 1,
            (meta_id(OTHER), meta_id(OTHER)): 1,
            (page, page): 1,
        }
    )
    link = one([r for r in rows(store, "payer_links") if r["status"] == "linked"])
    assert {link["payer_a"], link["payer_b"]} == {meta_id(PLAIN), meta_id(LOUD)}
    assert link["evidence"] == "name"


def test_page_without_disclaimer_is_not_its_payer(both: Path, tmp_path: Path) -> None:
    store = read(both, tmp_path / "store")
    row = one([r for r in rows(store, "payers") if r["payer_id"] == "meta/page-3"])
    assert (row["identity_basis"], row["payer_name"]) == ("page", "Umbrella Page")
    assert [r for r in rows(store, "payer_links") if "meta/page-3" in (r["payer_a"], r["payer_b"])] == []  # fmt: skip


def test_names_say_where_they_stand(both: Path, tmp_path: Path) -> None:
    store = read(both, tmp_path / "store")
    found = {(r["role"], r["name"]): (r["path"], r["line"]) for r in rows(store, "payer_names")}
    new = REPORT.format("2024-10-06")
    assert found["payer", LOUD] == (new, "2")
    assert found["payer", OTHER] == (new, "3")
    assert found["payer", PLAIN] == (REPORT.format("2024-09-01"), "2")


def test_address_of_an_earlier_build_is_kept(both: Path, tmp_path: Path) -> None:
    earlier = {meta_id(LOUD): meta_id(LOUD)}
    store = read(both, tmp_path / "store", earlier)
    assert sponsors(store)[meta_id(PLAIN)] == sponsors(store)[meta_id(LOUD)] == meta_id(LOUD)


def test_address_outlives_the_payer_that_it_was_made_from(tmp_path: Path) -> None:
    folder = archives(tmp_path / "new", {"2024-10-06": [("Umbrella Page", LOUD, 700)]})
    store = read(folder, tmp_path / "store", {meta_id(PLAIN): meta_id(PLAIN), meta_id(LOUD): meta_id(PLAIN)})  # fmt: skip
    assert sponsors(store) == {meta_id(LOUD): meta_id(PLAIN)}
    assert one(rows(store, "sponsors"))["sponsor_id"] == meta_id(PLAIN)


def test_reviewed_decision_keeps_apart_and_the_address_stays_with_its_payer(
    both: Path, tmp_path: Path
) -> None:
    day = date(2024, 11, 1)
    apart = Decision(Verdict.DIFFERENT, meta_id(PLAIN), meta_id(LOUD), None, "two", "seen", day, 2)
    joined = {meta_id(PLAIN): meta_id(PLAIN), meta_id(LOUD): meta_id(PLAIN)}
    store = read(both, tmp_path / "store", joined, (apart,))
    assert sponsors(store)[meta_id(PLAIN)] == meta_id(PLAIN)
    assert sponsors(store)[meta_id(LOUD)] == meta_id(LOUD)
    link = one(rows(store, "payer_links"))
    assert link["status"] == "refused"
    assert link["reason"].startswith("decided to be different")
