"""A few made-up ads of Snapchat as a store, for the tests of ``paidforby review``."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.ingest import Ingested, ingest
from generator.sponsors.link_inputs import LinkInputs
from tests.adapters.reading import FIXTURES, REFERENCE, references

HEADER = FIXTURES / "snapchat" / "archives" / "2020" / "2020-12-24" / "PoliticalAds.csv"
NO_DECISIONS = "decision,payer_a,payer_b,member_count,reason,source,decided_on_date\n"


@dataclass(frozen=True)
class Ad:
    """One ad: who paid, how much, and what else the row says."""

    payer: str
    spend: int
    currency: str = "USD"
    country: str = "united states"
    regions: str = ""
    number: str = ""
    url: str = ""


def write_ads(archives: Path, ads: Sequence[Ad]) -> Path:
    """A file of Snapchat with these ads, below ``archives``: the first is on line 2."""
    with HEADER.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    path = archives / "snapchat" / "2020" / "2020-12-24" / "PoliticalAds.csv"
    path.parent.mkdir(parents=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", lineterminator="\n")
        writer.writeheader()
        for number, ad in enumerate(ads, 1):
            writer.writerow(
                {
                    "ADID": f"{number:064}",
                    "Currency Code": ad.currency,
                    "Spend": ad.spend,
                    "Impressions": 1000,
                    "StartDate": f"2020/10/{number:02} 10:00:00Z",
                    "EndDate": "2020/11/03 10:00:00Z",
                    "OrganizationName": "Demo Agency",
                    "PayingAdvertiserName": ad.payer,
                    "CommitteeIdentificationNumber": ad.number,
                    "CountryCode": ad.country,
                    "Regions (Included)": ad.regions,
                    "CreativeProperties": f"web_view_url:{ad.url}" if ad.url else "",
                }
            )
    return archives


def copy_reference(folder: Path, decisions: str = NO_DECISIONS) -> Path:
    """The project's reference data, with a file of decisions of its own."""
    shutil.copytree(REFERENCE, folder)
    (folder / "sponsors.csv").write_text(decisions, encoding="utf-8", newline="")
    return folder


def ingest_ads(archives: Path, store_dir: Path, reference_dir: Path) -> Ingested:
    """Read the archives with what the reference folder knows."""
    return ingest(
        [archives],
        store_dir,
        references(),
        LinkInputs.load(reference_dir),
        is_demo=False,
        check=lambda store: None,
    )
