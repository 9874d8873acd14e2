"""What the records of the data set are made from: its files, snapshots, name and version."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.pages.data import SiteData
from generator.pages.words import iso, text_or_none
from generator.schema import TABLES, Table
from generator.text.language import ENGLISH, speaking

FOLDER = "downloads"
"""Where the records lie in the site; paths in them are relative to it."""

PARQUET, CSV = ".parquet", ".csv.gz"


@dataclass(frozen=True)
class DataFile:
    """A published file. ``path`` is relative to the folder of the records."""

    path: str
    byte_count: int
    sha256: str


@dataclass(frozen=True)
class SnapshotFact:
    """A copy of an archive, and what a record beside it says of where it came from."""

    snapshot_id: str
    taken_on: str
    origin: str | None
    licence: str | None


@dataclass(frozen=True)
class DatasetFacts:
    """The data set of one build. ``files`` are by table and ending; ``site_url`` ends in ``/``.

    ``data_date`` is the day of the newest snapshot, ``data_days`` says in English to which day the
    data of each platform reach; ``version`` is the day of the newest snapshot and a digest of all tables, in the form of a
    semantic version: ``2025.4.15+0123456789ab``.
    """

    name: str
    title: str
    description: str
    site_name: str
    site_url: str
    data_date: str
    data_days: str
    version: str
    is_demo: bool
    files: Mapping[tuple[str, str], DataFile]
    snapshots: tuple[SnapshotFact, ...]

    @property
    def home(self) -> str:
        """The address of the page with the downloads."""
        return f"{self.site_url}{FOLDER}/"

    @property
    def licences_url(self) -> str:
        """The address of the list of origins and licences."""
        return f"{self.home}#licences"

    @property
    def tables(self) -> tuple[Table, ...]:
        """The published tables, in the order of the data dictionary."""
        return tuple(table for table in TABLES.values() if (table.name, CSV) in self.files)


Found = Mapping[str, Sequence[tuple[str, str, int, str]]]
"""By table: (label, path below the docs folder, bytes, sha256) of each of its files."""


def dataset_facts(data: SiteData, found: Found) -> DatasetFacts:
    """The facts of the data set that was written."""
    config = data.facts.config
    manifest = (data.facts.store.folder / "manifest.json").read_bytes()
    day = data.facts.as_of_date
    digest = hashlib.sha256(manifest).hexdigest()[:12]
    with speaking(ENGLISH):
        days = data.days.words(())
    made_up = " Every row of this demonstration is made up." if data.facts.is_demo else ""
    return DatasetFacts(
        name=re.sub(r"[^a-z0-9]+", "-", config.site_name.lower()).strip("-") or "political-ads",
        title=f"{config.site_name}: the whole data set",
        description=(
            "Who pays for political ads, as the platforms' own archives say: snapshots, "
            "advertisers, ads, amounts as ranges, places, choices of the buyers, and the sponsors "
            f"that the payers were linked to. Data to {days}.{made_up}"
        ),
        site_name=config.site_name,
        site_url=config.site_url,
        data_date=day.isoformat(),
        data_days=days,
        version=f"{day.year}.{day.month}.{day.day}+{digest}",
        is_demo=data.facts.is_demo,
        files={
            (table, PARQUET if path.endswith(PARQUET) else CSV): DataFile(
                path.removeprefix(f"{FOLDER}/"), size, sha256
            )
            for table, files in found.items()
            for _, path, size, sha256 in files
        },
        snapshots=tuple(
            SnapshotFact(
                str(row["snapshot_id"]),
                iso(row["taken_on_date"]),
                text_or_none(row["origin"]),
                text_or_none(row["licence"]),
            )
            for row in sorted(
                data.facts.snapshots.to_dict("records"), key=lambda row: str(row["snapshot_id"])
            )
        ),
    )
