"""The made-up archive set: the program rewrites it, and every awkward case stands in it."""

import csv
import io
import re
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DEMO = ROOT / "data" / "demo"
ARCHIVES = DEMO / "archives"
REAL = ROOT.parent / "shared" / "archives"

OLD = "google/2024-06/google-political-ads-"
BUNDLE = "google/google-political-ads-transparency-bundle.zip"
NEW = f"{BUNDLE}!google-political-ads-transparency-bundle/google-political-ads-"
MAPPING = f"{BUNDLE}!google-political-ads-transparency-bundle/advertiser_id_mapping.csv"
US = "FacebookAdLibraryReport_2024-10-31_US_last_30_days"
US_ZIP = f"meta-report/{US}.zip!"
US_ADVERTISERS = f"{US_ZIP}{US}_advertisers.csv"
GB = "meta-report/FacebookAdLibraryReportGB2024-05-11.zip!FacebookAdLibraryReportGB2024-05-11"
NL = "meta-report/FacebookAdLibraryReport_2024-10-05_NL_yesterday_advertisers.csv"
SNAP_OLD = "snapchat/2024/2024-09-01/PoliticalAds.csv"
SNAP_NEW = "snapchat/2024/2024-11-01/PoliticalAds.csv"
SNAP_ZIP = "snapchat/2023/PoliticalAds.zip!PoliticalAds.csv"
SNAP_2018 = "snapchat/2018/2019-01-10/PoliticalAds.csv"
NO_DISCLAIMER = "These ads ran without a disclaimer"
BOM = b"\xef\xbb\xbf"
Rows = list[dict[str, str]]


@cache
def members() -> dict[str, bytes]:
    """Every file of the set by path; what stands inside a zip is `zip!member`."""
    found: dict[str, bytes] = {}
    for path in sorted(ARCHIVES.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(ARCHIVES).as_posix()
        if path.suffix != ".zip":
            found[name] = path.read_bytes()
            continue
        with zipfile.ZipFile(path) as archive:
            found |= {f"{name}!{info.filename}": archive.read(info) for info in archive.infolist()}
    return found


@cache
def rows(name: str) -> Rows:
    """One CSV file of the set, without its byte-order marks."""
    text = members()[name].decode("utf-8").replace("\ufeff", "")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(name: str, column: str) -> set[str]:
    return {row[column] for row in rows(name)}


def header(content: bytes) -> str:
    return content.removeprefix(BOM).decode("utf-8").splitlines()[0]


def test_program_rewrites_the_committed_files_byte_for_byte(tmp_path: Path) -> None:
    command = [sys.executable, "-B", str(DEMO / "make_demo.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True)
    written = {path.relative_to(tmp_path): path for path in tmp_path.rglob("*") if path.is_file()}
    committed = {path.relative_to(ARCHIVES) for path in ARCHIVES.rglob("*") if path.is_file()}
    assert set(written) == committed
    for name, path in written.items():
        assert path.read_bytes() == (ARCHIVES / name).read_bytes(), f"{name} differs: run {command}"


def test_program_names_files_that_it_did_not_write(tmp_path: Path) -> None:
    (tmp_path / "stray.csv").write_text("a\n")
    command = [sys.executable, "-B", str(DEMO / "make_demo.py"), "--out", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "stray.csv" in done.stdout


def test_set_is_small() -> None:
    files = [path for path in ARCHIVES.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 1_500_000


def test_every_host_is_reserved_for_examples() -> None:
    for name, content in members().items():
        for host in re.findall(rb"https?://([^/?\s\",]+)", content):
            assert host.endswith((b".example", b"example.org")), f"{name}: {host!r}"


PAYER_COLUMNS = {
    OLD + "advertiser-stats.csv": "Advertiser_Name",
    NEW + "advertiser-stats.csv": "Advertiser_Name",
    US_ADVERTISERS: "Disclaimer",
    GB + "SpendingToDate.csv": "Disclaimer",
    NL: "Disclaimer",
    SNAP_OLD: "PayingAdvertiserName",
    SNAP_NEW: "PayingAdvertiserName",
    SNAP_ZIP: "PayingAdvertiserName",
    SNAP_2018: "PayingAdvertiserName",
}


def test_about_ninety_payers_and_some_in_every_archive() -> None:
    google = cells(NEW + "advertiser-stats.csv", "Advertiser_Name")
    meta = cells(US_ADVERTISERS, "Disclaimer") | cells(GB + "SpendingToDate.csv", "Disclaimer")
    everyone = set[str]().union(*(cells(name, column) for name, column in PAYER_COLUMNS.items()))
    assert 85 <= len(everyone - {NO_DISCLAIMER}) <= 110
    assert len(google & meta & cells(SNAP_NEW, "PayingAdvertiserName")) >= 8
    assert len({name[0] for name in everyone if "A" <= name[0] <= "Z"}) == 26


HOSTILE = [
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=2>",
    "{{ 7*7 }}",
    "{% raw %}",
    "**bold**",
    "[link](javascript:window.__pwned=3)",
    "# heading",
    "```",
    "| pipes |",
    "<!-- comment",
    "\u202e",
    "&amp;lt;",
    "“",
    "🎈",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stands_in_two_archives(text: str) -> None:
    places = {
        name.split("/")[0]
        for name in members()
        if name.endswith(".csv")
        for row in rows(name)
        if any(text in cell for cell in row.values())
    }
    assert len(places - {"google-bigquery"}) >= 2, places


@pytest.mark.parametrize("name", ['=HYPERLINK("http://evil.example","x")', "+1+1", "@SUM(1)"])
def test_spreadsheet_formulas_stand_at_the_start_of_a_cell(name: str) -> None:
    assert name in cells(US_ADVERTISERS, "Page name")
    assert any(name in cells(file, column) for file, column in PAYER_COLUMNS.items())


def test_a_name_is_three_hundred_characters_long() -> None:
    assert max(map(len, cells(NEW + "advertiser-stats.csv", "Advertiser_Name"))) == 300
    assert max(map(len, cells(US_ADVERTISERS, "Page name"))) == 300


@pytest.mark.parametrize(
    "script", ["Α-ω", "\u0600-\u06ff", "\u0590-\u05ff", "а-я", "一-鿿", "가-힣", "ก-๛", "अ-ह"]
)
def test_names_come_in_several_scripts(script: str) -> None:
    names = set[str]().union(*(cells(name, column) for name, column in PAYER_COLUMNS.items()))
    assert any(re.search(f"[{script}]", name) for name in names)


def test_private_addresses_carry_the_marker() -> None:
    marked = {name for name, content in members().items() if b"PRIVATE-ADDRESS-MARKER" in content}
    assert marked == {
        NEW + "advertiser-declared-stats.csv",
        *(SNAP_OLD, SNAP_NEW, SNAP_ZIP, SNAP_2018),
    }


def test_google_ids_have_the_old_and_the_new_length() -> None:
    old = Counter(map(len, cells(OLD + "advertiser-stats.csv", "Advertiser_ID")))
    assert old.keys() == {19, 20, 22}
    assert old[22] == 1
    assert {len(key) for key in cells(NEW + "advertiser-stats.csv", "Advertiser_ID")} == {22}
    assert {len(key) for key in cells(NEW + "creative-stats.csv", "Ad_ID")} == {22}
    known = cells(NEW + "advertiser-stats.csv", "Advertiser_ID")
    assert cells(MAPPING, "NewAdvertiserId") <= known
    assert cells(MAPPING, "OldAdvertiserId") < cells(OLD + "advertiser-stats.csv", "Advertiser_ID")


def test_an_advertiser_changed_its_name_and_kept_its_id() -> None:
    old, new = (
        {row["Advertiser_ID"]: row["Advertiser_Name"] for row in rows(file)}
        for file in (OLD + "advertiser-stats.csv", NEW + "advertiser-stats.csv")
    )
    changed = [(old[key], new[key]) for key in old.keys() & new.keys() if old[key] != new[key]]
    assert len(changed) == 1


def test_two_advertisers_are_gone_and_a_name_has_two_ids() -> None:
    old = cells(OLD + "advertiser-stats.csv", "Advertiser_Name")
    new = Counter(row["Advertiser_Name"] for row in rows(NEW + "advertiser-stats.csv"))
    assert len([name for name in old - set(new) if "old made-up name" not in name]) == 2
    assert 2 in new.values()


def test_spend_of_zero_with_creatives_is_below_the_step() -> None:
    money = [name for name in rows(NEW + "advertiser-stats.csv")[0] if name.startswith("Spend_")]
    zero = [
        row
        for row in rows(NEW + "advertiser-stats.csv")
        if int(row["Total_Creatives"]) > 0 and not any(int(row[name]) for name in money)
    ]
    assert len(zero) >= 5
    assert any(row["Spend_USD"] == "0" for row in rows(OLD + "advertiser-weekly-spend.csv"))


def test_euros_repeat_national_money_and_a_union_advertiser_has_many() -> None:
    stats = {row["Regions"]: row for row in rows(NEW + "advertiser-stats.csv")}
    assert int(stats["PL"]["Spend_PLN"]) > int(stats["PL"]["Spend_EUR"]) > 0
    union = next(row for regions, row in stats.items() if "AT, BE, BG" in regions)
    assert int(union["Spend_EUR"]) > int(union["Spend_BGN"]) > 0
    assert int(union["Spend_PLN"]) > 0


def test_public_ids_come_in_every_shape() -> None:
    found = cells(NEW + "advertiser-stats.csv", "Public_IDs_List")
    shapes = {re.sub(r"\d", "9", cell) for cell in found}
    assert {
        "",
        "FEC ID C99999999",
        "EIN ID 99-9999999",
        "Registered in US-AZ 999999999",
        "Registered in US-OH",
        "FEC ID C99999999, FEC ID C99999999",
        "EIN ID 99-9999999, FEC ID C99999999",
    } <= shapes


def test_creatives_have_every_bucket_and_an_open_one() -> None:
    ads = rows(NEW + "creative-stats.csv")
    assert 230 <= len(ads) <= 280
    shown = {row["Impressions"] for row in ads}
    assert {"≤ 10k", "10k-100k", "10k–100k", "100k-1M", "1M-10M", "> 10M"} <= shown
    assert any(re.fullmatch(r"\d+-\d+", value) for value in shown)
    assert {"≤ 100", "100-1k", "1k-50k", "50k-100k", "> 100k"} <= {row["Spend_USD"] for row in ads}
    top = [row for row in ads if row["Spend_Range_Max_USD"] == ""]
    assert top
    assert all(row["Spend_Range_Min_USD"] == "100000" for row in top)


def test_targeting_has_commas_inside_items_and_long_cells() -> None:
    included = cells(NEW + "creative-stats.csv", "Geo_Targeting_Included")
    assert any("Tampa-St Petersburg (Sarasota), Florida" in cell for cell in included)
    assert "Not targeted" in included
    assert max(map(len, included)) > 8_000
    interests = " ".join(cells(SNAP_NEW, "Interests"))
    assert "(The Demo Spoon Awards, Imaginary Edition)" in interests


def test_dates_of_google_ads_stand_in_their_range() -> None:
    for row in rows(NEW + "creative-stats.csv"):
        assert "2023-06-01" <= row["Date_Range_Start"] <= row["Date_Range_End"] <= "2024-11-02"
        assert row["Date_Range_Start"] <= "2024-10-31"


def test_export_repeats_three_of_twelve_ads() -> None:
    first, second = (cells(f"google-bigquery/2024-01/{name}.csv", "ad_id") for name in ("TX", "OH"))
    assert (len(first | second), len(first & second)) == (12, 3)
    assert header(members()["google-bigquery/2024-01/TX.csv"]).startswith(",ad_id,")


def test_totals_of_google_agree_within_the_rounding() -> None:
    stats = {row["Advertiser_ID"]: row for row in rows(NEW + "advertiser-stats.csv")}
    ads = Counter(row["Advertiser_ID"] for row in rows(NEW + "creative-stats.csv"))
    weeks = Counter[str]()
    for row in rows(NEW + "advertiser-weekly-spend.csv"):
        weeks[row["Advertiser_ID"]] += int(row["Spend_USD"])
    counts = Counter(row["Advertiser_ID"] for row in rows(NEW + "advertiser-weekly-spend.csv"))
    for key, row in stats.items():
        assert int(row["Total_Creatives"]) == ads[key]
        assert abs(int(row["Spend_USD"]) - weeks[key]) <= 50 * (counts[key] + 1)


def test_meta_report_has_its_awkward_rows() -> None:
    lines = rows(US_ADVERTISERS)
    assert sum(row["Amount spent (USD)"] == "≤100" for row in lines) > len(lines) / 2
    assert sum(row["Disclaimer"] == NO_DISCLAIMER for row in lines) > 100
    pairs = Counter((row["Page ID"], row["Disclaimer"]) for row in lines if row["Page ID"] != "0")
    twice = [pair for pair, count in pairs.items() if count == 2]
    assert len(twice) == 1
    amounts = {
        row["Amount spent (USD)"]
        for row in lines
        if (row["Page ID"], row["Disclaimer"]) == twice[0]
    }
    assert len(amounts) == 2
    assert max(Counter(page for page, _ in pairs).values()) >= 4
    assert max(Counter(said for _, said in pairs if said != NO_DISCLAIMER).values()) > 40
    nobody = [row["Page name"] for row in lines if row["Page ID"] == "0"]
    assert len(nobody) >= 3
    assert all(re.fullmatch(r"Instagram User 0000\d+", name) for name in nobody)


def test_meta_reports_repeat_the_mark_and_end_without_a_newline() -> None:
    assert members()[US_ADVERTISERS].count(b"\n" + BOM) == 1
    for name, content in members().items():
        if name.startswith("meta-report") and name.endswith(".csv"):
            assert content.startswith(BOM), name
            assert not content.endswith(b"\n"), name


def test_meta_regions_have_awkward_names() -> None:
    regions = {
        name.removeprefix(f"{US_ZIP}regions/{US}_").removesuffix(".csv")
        for name in members()
        if name.startswith(f"{US_ZIP}regions/")
    }
    assert len(regions) == 12
    assert {"Washington, District of Columbia", "Virgin Islands (U.S.)", "Unknown"} < regions
    places = cells(f"{US_ZIP}{US}_locations.csv", "Location name")
    assert regions < places
    assert len(places) == 57


def test_snapchat_revision_changes_adds_and_removes() -> None:
    old, new = ({row["ADID"]: row for row in rows(name)} for name in (SNAP_OLD, SNAP_NEW))
    assert len(new.keys() - old.keys()) > 10
    assert len(old.keys() - new.keys()) == 2
    both = old.keys() & new.keys()
    change = [int(new[key]["Spend"]) - int(old[key]["Spend"]) for key in both]
    assert min(change) < 0 < max(change)
    assert any(old[key]["AgeBracket"] != new[key]["AgeBracket"] for key in both)
    assert any(old[key]["EndDate"] != new[key]["EndDate"] for key in both)


def test_snapchat_has_its_awkward_rows() -> None:
    ads = rows(SNAP_NEW)
    assert len({row["Currency Code"] for row in ads}) >= 7
    assert any(row["EndDate"] == "" for row in ads)
    assert any(row["EndDate"] and row["EndDate"] < row["StartDate"] for row in ads)
    assert any(not row["Regions (Included)"] and not row["AgeBracket"] for row in ads)
    assert max(Counter(row["CreativeUrl"] for row in ads).values()) >= 2
    assert any(row["Spend"] == "0" and int(row["Impressions"]) > 0 for row in ads)
    landing = " ".join(row["CreativeProperties"] for row in ads)
    for text in ("{{campaign.name}}", ":javascript:", "web_view_url:http://", "ios_app:"):
        assert text in landing
    for column in (
        "Regions (Included)",
        "Metros (Included)",
        "Postal Codes (Included)",
        "Radius Targeting (Included)",
        "Electoral Districts (Included)",
    ):
        assert any(row[column] for row in ads), column
    assert "Tampa - St. Petersburg (sarasota)" in " ".join(cells(SNAP_NEW, "Metros (Included)"))


@pytest.mark.parametrize(
    ("name", "width", "newline"),
    [
        (SNAP_OLD, 38, b"\n"),
        (SNAP_NEW, 38, b"\n"),
        (SNAP_ZIP, 34, b"\r\n"),
        (SNAP_2018, 27, b"\r\n"),
    ],
)
def test_snapchat_layouts_have_their_width(name: str, width: int, newline: bytes) -> None:
    content = members()[name]
    assert len(rows(name)[0]) == width
    assert content.count(b"\r\n") == (content.count(b"\n") if newline == b"\r\n" else 0)
    assert all(re.fullmatch(r"[0-9a-f]{64}", row["ADID"]) for row in rows(name))
    assert all(None not in row and None not in row.values() for row in rows(name))


def test_weeks_of_google_start_on_sunday() -> None:
    for week in cells(NEW + "advertiser-weekly-spend.csv", "Week_Start_Date"):
        assert date.fromisoformat(week).isoweekday() == 7


REAL_TWINS = {
    OLD + "advertiser-stats.csv": "google/2019-06/google-political-ads-advertiser-stats.csv",
    OLD + "advertiser-weekly-spend.csv": (
        "google/2019-06/google-political-ads-advertiser-weekly-spend.csv"
    ),
    OLD + "geo-spend.csv": "google/2019-06/google-political-ads-geo-spend.csv",
    OLD + "top-keywords-history.csv": (
        "google/2019-06/google-political-ads-top-keywords-history.csv"
    ),
    NEW + "advertiser-stats.csv": "google/2025-04/google-political-ads-advertiser-stats.csv",
    "google-bigquery/2024-01/TX.csv": "google-bigquery/2022-04/CA.csv",
    NL: "meta-report/FacebookAdLibraryReport_2023-03-05_NL_yesterday_advertisers.csv",
    "meta-report/FacebookAdLibraryReport_2024-09-10_DE_last_30_days_Bayern.csv": (
        "meta-report/FacebookAdLibraryReport_2023-09-10_DE_last_30_days_Bayern.csv"
    ),
    SNAP_NEW: "snapchat/2023/2023-05-19/PoliticalAds.csv",
    SNAP_ZIP: "snapchat/2020/2020-10-01/PoliticalAds.csv",
    SNAP_2018: "snapchat/2018/2020-01-08/PoliticalAds.csv",
}


@pytest.mark.real
@pytest.mark.parametrize("name", REAL_TWINS)
def test_headers_are_those_of_the_published_files(name: str) -> None:
    real = REAL / REAL_TWINS[name]
    if not real.is_file():
        pytest.skip("the published archives are not here")
    assert header(members()[name]) == header(real.read_bytes())


@pytest.mark.real
@pytest.mark.parametrize(
    ("mine", "published", "member"),
    [
        (US_ADVERTISERS, "FacebookAdLibraryReport_2023-06-01_US_last_7_days", "_advertisers.csv"),
        (
            f"{US_ZIP}{US}_locations.csv",
            "FacebookAdLibraryReport_2023-06-01_US_last_7_days",
            "_locations.csv",
        ),
        (
            f"{US_ZIP}regions/{US}_Unknown.csv",
            "FacebookAdLibraryReport_2023-06-01_US_last_7_days",
            "_Unknown.csv",
        ),
        (f"{GB}SpendingToDate.csv", "FacebookAdLibraryReportGB2019-05-11", "SpendingToDate.csv"),
    ],
)
def test_headers_are_those_of_the_published_zips(mine: str, published: str, member: str) -> None:
    path = REAL / "meta-report" / f"{published}.zip"
    if not path.is_file():
        pytest.skip("the published archives are not here")
    with zipfile.ZipFile(path) as archive:
        name = next(name for name in archive.namelist() if name.endswith(member))
        assert header(members()[mine]) == header(archive.read(name))


@pytest.mark.real
def test_creative_header_is_the_export_in_capitals() -> None:
    path = REAL / "google-bigquery" / "2022-04" / "CA.csv"
    if not path.is_file():
        pytest.skip("the published archives are not here")
    mine = header(members()[NEW + "creative-stats.csv"])
    assert f",{mine.lower()}" == header(path.read_bytes())
