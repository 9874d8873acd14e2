"""The day of a copy is questioned by what the copy holds, and what somebody accepted is kept."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from generator.errors import ArchiveError, CheckError
from generator.history.history import read_history
from generator.ingest import Allowances, Ingested, ingest
from generator.store.checks import check_coverage
from tests.adapters.reading import knowledge, put, read_in, references, rows

HEADER = "ADID,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,PayingAdvertiserName,CountryCode"
WEEKS = "google-political-ads-advertiser-weekly-spend.csv"
STATS = "google-political-ads-advertiser-stats.csv"
META = "FacebookAdLibraryReport_{}_NL_yesterday_advertisers.csv"


def ad(number: int, spend: int, start: str = "2021/06/01") -> str:
    payer = f"Invented Payer {number}"
    return (
        f"ab{number:062d},USD,{spend},{spend * 10},{start} 00:00:00Z,,{payer},{payer},united states"
    )


def snap(root: Path, day: str, ads: Sequence[str]) -> Path:
    return put(root / "2021" / day / "PoliticalAds.csv", "\n".join([HEADER, *ads, ""]))


def accept(root: Path, store: Path, *paths: str) -> Ingested:
    return ingest(
        [root], store, references(), knowledge(), is_demo=False, check=lambda store: None,
        allowed=Allowances(copies=tuple(Path(path) for path in paths)),
    )  # fmt: skip


def refusal(root: Path, store: Path) -> str:
    with pytest.raises(ArchiveError) as caught:
        read_in(root, store)
    return str(caught.value)


def test_older_copy_under_a_newer_day_stops_with_both_files_days_figures_and_a_row(
    tmp_path: Path,
) -> None:
    snap(
        tmp_path / "a", "2021-08-01", [ad(1, 100), ad(2, 50, "2021/07/29"), ad(3, 9, "2021/07/28")]
    )
    snap(tmp_path / "a", "2021-08-05", [ad(1, 80)])
    told = refusal(tmp_path / "a", tmp_path / "s")
    assert told.count("  - ") == 1
    for part in (
        "2021/2021-08-05/PoliticalAds.csv (2021-08-05)",
        "2021/2021-08-01/PoliticalAds.csv (2021-08-01)",
        "begins on 2021-06-01 (line 2)",
        "2 of the 3 ads",
        "line 3 (Invented Payer 2), 2021-07-29",
        "80, which was 100",
        "older copy under a newer day",
        "--accept-copy '2021/2021-08-05/PoliticalAds.csv'",
    ):
        assert part in told


def test_first_build_with_a_partial_copy_stops(tmp_path: Path) -> None:
    whole = [ad(n, 100) for n in range(40)]
    snap(tmp_path / "a", "2021-08-01", whole)
    snap(tmp_path / "a", "2021-08-05", whole[1::3])
    told = refusal(tmp_path / "a", tmp_path / "s")
    assert "27 of the 40 ads of the older copy are not among the 13 of this one" in told
    assert "line 2 (Invented Payer 0)" in told and "may hold only a part" in told


def test_copy_that_is_cut_off_stops_even_if_little_is_gone(tmp_path: Path) -> None:
    whole = [ad(n, 100) for n in range(100)]
    snap(tmp_path / "a", "2021-08-01", whole)
    snap(tmp_path / "a", "2021-08-05", whole[:95])
    assert "5 of the 100 ads" in (told := refusal(tmp_path / "a", tmp_path / "s"))
    assert "may be cut off" in told


def test_few_ads_that_are_gone_from_the_middle_are_no_doubt(tmp_path: Path) -> None:
    whole = [ad(n, 100 + n) for n in range(100)]
    snap(tmp_path / "a", "2021-08-01", whole)
    snap(tmp_path / "a", "2021-08-05", [*whole[:40], *whole[49:], ad(200, 1, "2021/08/03")])
    found = read_in(tmp_path / "a", tmp_path / "s")
    assert not found.notes
    assert len(read_history(found.store).removals) == 9


def test_last_ad_alone_that_is_gone_is_no_doubt_unless_amounts_fall(tmp_path: Path) -> None:
    both = [ad(n, 100) for n in range(12)]
    snap(tmp_path / "a", "2021-08-01", [ad(50, 5, "2021/07/30"), *both])
    snap(tmp_path / "a", "2021-08-05", [ad(0, 120), *both[1:]])
    read_in(tmp_path / "a", tmp_path / "s")
    snap(tmp_path / "a", "2021-08-05", [ad(0, 90), *both[1:]])
    assert "begin later" in refusal(tmp_path / "a", tmp_path / "s")


def test_totals_that_fall_together_stop_and_a_small_fall_is_told(tmp_path: Path) -> None:
    snap(tmp_path / "a", "2021-08-01", [ad(n, 1_000) for n in range(20)])
    snap(tmp_path / "a", "2021-08-05", [ad(n, 900) for n in range(20)])
    assert "20 of the 20 amounts that differ are lower" in refusal(tmp_path / "a", tmp_path / "s")
    few = [ad(n, 999 if n < 6 else 1_000) for n in range(20)]
    snap(tmp_path / "a", "2021-08-05", few)
    found = read_in(tmp_path / "a", tmp_path / "s")
    (note,) = found.notes
    assert (
        "6 of the 6 amounts that differ are lower in it, such as that on line 2: 999, which was 1,000"
        in note
    )
    (tally,) = read_history(found.store).tallies.values()
    assert tally.looks_older
    assert (tally.lower, tally.higher) == (6, 0)


def test_amounts_that_rise_are_no_doubt(tmp_path: Path) -> None:
    snap(tmp_path / "a", "2021-08-01", [ad(n, 1_000) for n in range(20)])
    snap(tmp_path / "a", "2021-08-05", [ad(n, 500 if n == 3 else 1_100) for n in range(20)])
    found = read_in(tmp_path / "a", tmp_path / "s")
    assert not found.notes
    (tally,) = read_history(found.store).tallies.values()
    assert (tally.looks_older, tally.lower, tally.higher) == (False, 1, 19)


def test_same_bytes_under_two_days_stop_whatever_the_archive(tmp_path: Path) -> None:
    head = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library\n"
    page = head + "".join(f"{n},Invented {n},Invented {n},200,1\n" for n in range(12))
    for day in ("2023-03-03", "2023-03-04", "2023-03-05"):
        put(tmp_path / "a" / META.format(day), page)
        snap(tmp_path / "a", day, [ad(1, 100)])
    told = refusal(tmp_path / "a", tmp_path / "s")
    assert told.count("  - ") == 2
    assert told.count("both have the same bytes") == 4
    assert "--accept-copy '2021/2023-03-04' --accept-copy" not in told
    assert (
        "--accept-copy '2021/2023-03-04/PoliticalAds.csv' --accept-copy "
        "'2021/2023-03-05/PoliticalAds.csv'"
    ) in told


def test_window_in_which_few_spent_may_be_the_same_every_day(tmp_path: Path) -> None:
    head = "Page ID,Page name,Disclaimer,Amount spent (EUR),Number of ads in Library\n"
    for day in ("2023-03-03", "2023-03-04"):
        put(tmp_path / "a" / META.format(day), head + "1,Invented,Invented,200,1\n")
    assert len(read_in(tmp_path / "a", tmp_path / "s").read) == 2


def test_list_that_did_not_change_within_a_bundle_that_did_is_no_doubt(tmp_path: Path) -> None:
    stats = "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD\nAR1,Invented,,US,,1,{}\n"
    ids = "OldAdvertiserId,NewAdvertiserId\nAR7,AR8\n"
    for day, spend in (("2019-06-01", 100), ("2019-07-01", 200)):
        put(tmp_path / "a" / day / STATS, stats.format(spend))
        put(tmp_path / "a" / day / "advertiser_id_mapping.csv", ids)
    assert len(read_in(tmp_path / "a", tmp_path / "s").read) == 4


def test_one_wrong_day_of_a_bundle_is_told_once(tmp_path: Path) -> None:
    stats = (
        "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,Spend_USD"
    )
    weeks = "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD"
    for day, n in (("2019-07-01", 12), ("2019-08-01", 3)):
        own = [f"AR{i},Invented {i},,US,,1,{n * 100}" for i in range(n)]
        put(tmp_path / "a" / day / STATS, "\n".join([stats, *own, ""]))
        own = [f"AR{i},Invented {i},,2019-0{1 + n // 2}-0{i % 7 + 1},{n * 100}" for i in range(n)]
        put(tmp_path / "a" / day / WEEKS, "\n".join([weeks, *own, ""]))
    told = refusal(tmp_path / "a", tmp_path / "s")
    assert told.count("  - ") == 1
    assert "--accept-copy '2019-08-01'" in told
    assert f"2019-08-01/{STATS}" in told and f"2019-08-01/{WEEKS}" in told


def test_copy_whose_ads_begin_long_after_its_day_stops_with_file_line_and_both_days(
    tmp_path: Path,
) -> None:
    snap(tmp_path / "a", "2021-08-01", [ad(1, 100), ad(2, 100, "2021/09/01")])
    told = refusal(tmp_path / "a", tmp_path / "s")
    assert "2021/2021-08-01/PoliticalAds.csv: line 3: this ad begins on 2021-09-01" in told
    assert "the copy is of 2021-08-01 by the name '2021-08-01'" in told
    found = accept(tmp_path / "a", tmp_path / "s", "2021/2021-08-01")
    assert len(found.records) == 1
    assert len(read_in(tmp_path / "a", tmp_path / "s").read) == 1


def test_accepted_copy_is_kept_beside_it_and_not_asked_about_again(tmp_path: Path) -> None:
    whole = [ad(n, 100) for n in range(40)]
    snap(tmp_path / "a", "2021-08-01", whole)
    before = read_in(tmp_path / "a", tmp_path / "before").store
    path = snap(tmp_path / "a", "2021-08-05", whole[1::3])
    found = accept(tmp_path / "a", tmp_path / "s", "2021/2021-08-05/PoliticalAds.csv")
    record = path.with_name("snapshot.json")
    assert found.records == (str(record),)
    assert set(json.loads(record.read_text())["confirmed"]) == {"PoliticalAds.csv"}
    again = read_in(tmp_path / "a", tmp_path / "s")
    assert len(read_history(again.store).removals) == 27
    assert [row["is_confirmed"] for row in rows(again.store, "files")] in (
        ["false", "true"], ["true", "false"],
    )  # fmt: skip
    assert [row["taken_on_basis"] for row in rows(again.store, "snapshots")] == [
        "the name '2021-08-01'", "the name '2021-08-05'",
    ]  # fmt: skip
    assert not check_coverage(again.store, before)
    snap(tmp_path / "a", "2021-08-05", whole[1::4])
    assert "30 of the 40 ads" in refusal(tmp_path / "a", tmp_path / "s")


def test_record_of_a_download_keeps_its_other_keys(tmp_path: Path) -> None:
    whole = [ad(n, 100) for n in range(40)]
    snap(tmp_path / "a", "2021-08-01", whole)
    path = snap(tmp_path / "a", "2021-08-05", whole[1::3])
    record = put(
        path.with_name("snapshot.json"), '{"taken_on": "2021-08-06", "url": "https://example.org/"}'
    )
    accept(tmp_path / "a", tmp_path / "s", str(path))
    kept = json.loads(record.read_text())
    assert (kept["taken_on"], kept["url"]) == ("2021-08-06", "https://example.org/")
    assert read_in(tmp_path / "a", tmp_path / "s").read


def test_nothing_is_recorded_of_a_copy_that_nobody_doubts(tmp_path: Path) -> None:
    path = snap(tmp_path / "a", "2021-08-01", [ad(1, 100)])
    assert not accept(tmp_path / "a", tmp_path / "s", str(path)).records
    assert not path.with_name("snapshot.json").exists()
    with pytest.raises(ArchiveError, match="no file that was read is there"):
        accept(tmp_path / "a", tmp_path / "s", "2021/2021-09-01")


def test_confirmation_that_is_malformed_is_refused(tmp_path: Path) -> None:
    path = snap(tmp_path / "a", "2021-08-01", [ad(1, 100)])
    put(path.with_name("snapshot.json"), '{"confirmed": ["PoliticalAds.csv"]}')
    assert "the key confirmed must give the SHA-256" in refusal(tmp_path / "a", tmp_path / "s")


def test_same_ad_twice_in_a_file_is_told_with_its_lines(tmp_path: Path) -> None:
    snap(tmp_path / "a", "2021-08-01", [ad(1, 100), ad(2, 100), ad(3, 100), ad(2, 90)])
    with pytest.raises(
        CheckError, match=r"PoliticalAds\.csv, lines 3 and 5: .* two files were put together"
    ):
        read_in(tmp_path / "a", tmp_path / "s")
