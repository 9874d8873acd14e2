"""Which files a run downloads: names of archives and years become addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.errors import FetchError
from generator.fetch.addresses import ArchiveRecord, FileRecord, Years
from generator.fetch.download import Wanted


def chosen(records: Mapping[str, ArchiveRecord], names: Sequence[str]) -> list[ArchiveRecord]:
    """The records with these names; without names, all that need no person and no token."""
    for name in names:
        if name not in records:
            raise FetchError(
                f"{name!r} is no archive that is known. Known: {', '.join(sorted(records))}."
            )
    if not names:
        return [record for record in records.values() if record.needs == "nothing"]
    return [records[name] for name in dict.fromkeys(names)]


def wanted_files(record: ArchiveRecord, years: Sequence[int], this_year: int) -> list[Wanted]:
    """The files of an archive. Raises FetchError for a year that it cannot have."""
    wanted = []
    for file in record.files:
        if file.years is None:
            wanted.append(_wanted(record, file, None))
            continue
        known = file.years.until(this_year)
        for year in years or _by_default(file.years, known):
            if year not in known:
                kind = "" if file.years.step == 1 else f" in steps of {file.years.step}"
                raise FetchError(
                    f"{record.id}: no file of {year}. There is one for each year from "
                    f"{file.years.first} to {known[-1]}{kind}: choose with --year."
                )
            item = _wanted(record, file, year)
            wanted.append(replace(item, may_be_missing=year >= this_year))
    return wanted


def name_of(address: str) -> str:
    """The file's own name in an address. Raises FetchError if it has none."""
    name = PurePosixPath(unquote(urlsplit(address).path)).name
    if not name or name.startswith(".") or any(sign in name for sign in '/\\:*?"<>|\0'):
        raise FetchError(
            f"{address}: has no name of a file at its end. Give one as name in downloads.toml."
        )
    return name


def _by_default(years: Years, known: Sequence[int]) -> Sequence[int]:
    return known if years.by_default == "all" else known[-1:]


def _wanted(record: ArchiveRecord, file: FileRecord, year: int | None) -> Wanted:
    addresses = tuple(_filled(text, year) for text in file.addresses)
    return Wanted(
        archive=record.id,
        what=_filled(file.what, year),
        name=_filled(file.name, year) or name_of(addresses[0]),
        addresses=addresses,
        licence=file.licence or record.licence,
        max_bytes=file.max_bytes or record.max_bytes,
        taken_on=file.taken_on,
        sha256=file.sha256,
    )


def _filled(text: str, year: int | None) -> str:
    if year is None:
        return text
    return text.replace("{year}", str(year)).replace("{yy}", f"{year % 100:02d}")
