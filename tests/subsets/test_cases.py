"""Small sets of archives that once were no site: each stands for a kind. Names are invented."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.ingest import Allowances
from tests.adapters.reading import put, write_zip
from tests.subsets.building import Written, project, read, write
from tests.subsets.faults import dead_ends, faults
from tests.subsets.mixtures import Mixture, Part
from tests.subsets.trying import reasons

SNAPCHAT = (
    "ADID,CreativeUrl,Currency Code,Spend,Impressions,StartDate,EndDate,OrganizationName,"
    "BillingAddress,CandidateBallotInformation,PayingAdvertiserName,CommitteeName,"
    "CommitteeIdentificationNumber,DisclosureNameOfCommittee,AdvertisingJurisdiction,Gender,"
    "AgeBracket,CountryCode,Regions (Included),Regions (Excluded),Electoral Districts (Included),"
    "Electoral Districts (Excluded),Radius Targeting (Included),Radius Targeting (Excluded),"
    "Metros (Included),Metros (Excluded),Postal Codes (Included),Postal Codes (Excluded),"
    "Location Categories (Included),Location Categories (Excluded),Interests,OsType,Segments,"
    "Language,AdvancedDemographics,Targeting Connection Type,Targeting Carrier (ISP),"
    "CreativeProperties\n"
)
NORWEGIAN = f"{'0f' * 32},,NOK,70,9000,2023/05/03 10:00:00Z,,Grønnlund Lag,,,Grønnlund Lag,,,,,,18+,norway{',' * 20}\n"
US_REPORT = (
    "\ufeffPage ID,Page name,Disclaimer,Amount spent (USD),Number of ads in Library\n"
    "100000000000011,Larkmoor for Council,Larkmoor for Council,4200,9\n"
    "100000000000012,Dunnet Daily,These ads ran without a disclaimer,≤100,1\n"
)
US_FILE = "FacebookAdLibraryReport_2023-06-01_US_last_7_days_advertisers.csv"


def written(folder: Path, files: Mapping[str, str], **changes: object) -> Written:
    """The pages of these files, which have no fault."""
    for name, text in files.items():
        packed, _mark, member = name.partition("!")
        if member:
            (folder / "archives").mkdir(exist_ok=True)
            write_zip(folder / "archives" / packed, {member: text.encode()})
        else:
            put(folder / "archives" / name, text)
    config = project(folder / "site", **changes)
    read(config, [folder / "archives"])
    found = write(config)
    assert faults(found.docs, found.charts, found.names) == []
    assert dead_ends(found.docs, config.root / "mkdocs.yml") == []
    return found


def page(found: Written, name: str) -> str:
    return (found.docs / name).read_text(encoding="utf-8")


def test_totals_without_a_single_ad_are_a_site(tmp_path: Path) -> None:
    found = written(tmp_path, {US_FILE: US_REPORT})
    assert "US$4,200" in page(found, "places/us/index.md")


def test_site_about_another_country_than_the_united_states_is_whole(tmp_path: Path) -> None:
    found = written(tmp_path, {"2023-05-24/PoliticalAds.csv": SNAPCHAT + NORWEGIAN})
    assert "Grønnlund Lag" in page(found, "places/no/index.md")
    races = page(found, "races/index.md")
    assert "Federal elections of the United States" not in races


def test_amounts_without_a_currency_are_shown_as_such(tmp_path: Path) -> None:
    report = (
        "\ufeffPage Name,Disclaimer,Amount Spent,Number of Ads in Library\n"
        "Срібна Гора,Срібна Гора,310000,12\n"
        "Тиха Вода,These ads ran without a disclaimer,≤100,1\n"
    )
    name = "FacebookAdLibraryReportUA2019-05-04"
    files = {f"{name}.zip!{name}SpendingToDate.csv": report}
    found = written(tmp_path, files, languages=["en", "es"])
    home = page(found, "index.md")
    assert "310,000" in home
    assert "currency not published" in home
    data = json.loads((found.docs / "places" / "ua" / "data.json").read_text(encoding="utf-8"))
    (top,) = [table for table in data["tables"] if table["id"] == "rankings_1"]
    names = [field["name"] for field in top["fields"]]
    first = dict(zip(names, top["rows"][0], strict=True))
    assert (first["spend_lo"], first["spend_currency"]) == (310000, None)
    assert "310,100" not in home  # nobody knows whether the two are in one currency
    assert not [job for job in found.charts if job.ident.startswith(("home", "place-ua"))]


def test_weeks_of_one_sponsor_have_no_chart_and_no_heading(tmp_path: Path) -> None:
    found = written(
        tmp_path,
        {
            "2024-11-02/google-political-ads-advertiser-stats.csv": (
                "Advertiser_ID,Advertiser_Name,Public_IDs_List,Regions,Elections,Total_Creatives,"
                "Spend_USD\nAR999001,Larkmoor for Council,,US,US-Federal,10,500000\n"
            ),
            "2024-11-02/google-political-ads-advertiser-weekly-spend.csv": (
                "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD\n"
                "AR999001,Larkmoor for Council,,2024-10-20,5000\n"
            ),
        },
    )
    home = page(found, "index.md")
    assert 'id="weeks"' not in home
    assert "Biggest sponsors, last weeks" not in home


def test_copies_that_differ_in_amounts_only_have_their_pages_of_changes(tmp_path: Path) -> None:
    name = "google-political-ads-advertiser-weekly-spend.csv"
    head = "Advertiser_ID,Advertiser_Name,Election_Cycle,Week_Start_Date,Spend_USD\n"
    row = "AR999001,Larkmoor for Council,,2024-10-13,{}\n"
    files = {f"2024-11-{day}/{name}": head + row.format(5000 + int(day)) for day in ("02", "03")}
    found = written(tmp_path, files)
    (table,) = found.docs.glob("changes/**/*2024-11-03*.csv")
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [(row["change"], row["before"], row["before_lo"], row["after_lo"]) for row in rows] == [
        ("revised", "", "5002", "5003")
    ]


def test_data_of_an_election_has_a_table_for_its_totals_and_one_for_its_platforms(tmp_path: Path) -> None:  # fmt: skip
    american = NORWEGIAN.replace("norway", "united states").replace("NOK", "USD")
    report = US_FILE.replace("last_7_days", "last_30_days")
    files = {"2023-06-02/PoliticalAds.csv": SNAPCHAT + american, report: US_REPORT}
    found = written(tmp_path, files)
    data = json.loads((found.docs / "races" / "us-2024" / "data.json").read_text(encoding="utf-8"))
    tables = {table["id"]: table for table in data["tables"]}
    assert len(tables["body_totals"]["rows"]) == 2
    assert len(tables["body_platforms"]["rows"]) == 2
    for table in (tables["body_totals"], tables["body_platforms"]):
        names = {field["name"] for field in table["fields"]}
        assert not {"amount_lo", "words"} <= names


DECLARED = (
    "bundle.zip!google-political-ads-transparency-bundle/"
    "google-political-ads-advertiser-declared-stats.csv"
)
CASES = (
    # No page is about anything: lists of a register alone.
    Mixture((Part("demo fec"),), languages=("es",)),
    Mixture((Part("fixture state-media"),), is_reviewed=False),
    # Ads of a collection without topics, and without places.
    Mixture((Part("fixture ira", rows=(2,)),), is_reviewed=False),
    Mixture((Part("fixture ira", blank=("money", "places", "words")),), place=13),
    # Ads, none of which has a known payer.
    Mixture((Part("fixture tiktok"),)),
    # Advertisers without a name, only with an id.
    Mixture((Part("demo google-bigquery", rows=(9, 16), blank=("payers", "words")),), is_low=True),
    # Ads with amounts of one currency and no known payer, beside others.
    Mixture(
        (Part("fixture snapchat", rows=(13, 15, 26), blank=("currency", "payers", "words")),),
        languages=("es",),
    ),
    # A part of a bundle that names its advertisers in no other file.
    Mixture((Part("fixture google-bundle", files=(DECLARED,)),)),
)
"""What the mixtures of ``test_mixtures.py`` found, each until it was mended."""


@pytest.mark.parametrize("mixture", CASES, ids=lambda mixture: mixture.parts[0].group)
def test_mixture_that_failed_once_is_a_site(mixture: Mixture, tmp_path: Path) -> None:
    assert reasons(mixture, tmp_path, may_refuse=False) == []


def test_column_that_was_left_out_is_told_on_the_page_of_methods(tmp_path: Path) -> None:
    head = SNAPCHAT.replace("\n", ",Moon Phase\n")
    put(
        tmp_path / "archives" / "2023-05-24" / "PoliticalAds.csv",
        head + NORWEGIAN.replace("\n", ",full\n"),
    )
    config = project(tmp_path / "site")
    read(config, [tmp_path / "archives"], allowed=Allowances(new_columns=True))
    text = page(write(config), "methodology.md")
    assert "Moon Phase" in text and "1 cell that is not blank" in text
