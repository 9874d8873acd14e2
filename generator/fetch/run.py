"""A run of ``paidforby fetch``: every archive that was asked for, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.errors import FetchError
from generator.fetch.addresses import ArchiveRecord
from generator.fetch.client import Client
from generator.fetch.download import Outcome, Wanted, download
from generator.fetch.linked import find_linked_file
from generator.fetch.meta.api import fetch_ads
from generator.fetch.meta.query import Query
from generator.fetch.plan import chosen, name_of, wanted_files
from generator.fetch.world import World


@dataclass(frozen=True)
class Request:
    """What is fetched: names of archives, years, and for an interface the query and the token."""

    names: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    query: Query = field(default_factory=Query)
    token: str = field(default="", repr=False)


@dataclass
class Fetched:
    """What a run did: outcomes; archives that a person must get, with steps; failures."""

    outcomes: list[Outcome] = field(default_factory=list)
    for_people: list[ArchiveRecord] = field(default_factory=list)
    left_out: list[ArchiveRecord] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def fetch(
    request: Request,
    records: Mapping[str, ArchiveRecord],
    archives_dir: Path,
    around: World | None = None,
) -> Fetched:
    """Download the archives that were asked for. One that fails does not stop the others.

    Raises FetchError only for a request that makes no sense (an unknown name).
    """
    around = around or World()
    asked = chosen(records, request.names)
    _require_sense(request, asked)
    found = Fetched()
    if not request.names:
        found.left_out = [record for record in records.values() if record not in asked]
    with Client(around, [request.token]) as client:
        around = _discreet(around, client)
        for record in asked:
            if record.needs == "person":
                found.for_people.append(record)
                continue
            try:
                _fetch_archive(record, request, archives_dir, client, around, found)
            except FetchError as error:
                found.problems.append(client.hide(f"{record.id}: {error}"))
    return found


def _require_sense(request: Request, asked: Sequence[ArchiveRecord]) -> None:
    """Raise FetchError for a choice that none of the archives can make use of."""
    if request.years and not any(file.years for record in asked for file in record.files):
        raise FetchError("a year was given, but none of these archives has one file for each year.")
    if request.query != Query() and not any(record.api for record in asked):
        raise FetchError("a query was given, but only meta-api has one: paidforby fetch meta-api …")


def _discreet(around: World, client: Client) -> World:
    """The same surroundings, but no notice shows a secret."""
    return replace(around, notice=lambda text: around.notice(client.hide(text)))


def _fetch_archive(
    record: ArchiveRecord,
    request: Request,
    archives_dir: Path,
    client: Client,
    around: World,
    found: Fetched,
) -> None:
    if record.api:
        found.outcomes.append(
            fetch_ads(record, request.query, request.token, archives_dir, client, around)
        )
    for wanted in _wanted(record, request.years, client, around):
        try:
            found.outcomes.append(download(wanted, archives_dir, client, around))
        except FetchError as error:
            found.problems.append(client.hide(f"{wanted.label}: {error}"))


def _wanted(
    record: ArchiveRecord, years: Sequence[int], client: Client, around: World
) -> list[Wanted]:
    if not record.page:
        return wanted_files(record, years, around.now().year)
    address, day = find_linked_file(record.page, record.link_ending, client, around)
    return [
        Wanted(
            archive=record.id,
            what="",
            name=name_of(address),
            addresses=(address,),
            licence=record.licence,
            max_bytes=record.max_bytes,
            taken_on=day,
        )
    ]
