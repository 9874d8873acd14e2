"""Every address that is downloaded from: ``data/reference/downloads.toml`` as dataclasses.

A table ``[downloads]`` of paidforby.toml and a file named on the command line have the same
shape, and replace single keys of it.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from generator.errors import ConfigError

FILE_NAME = "downloads.toml"
NEEDS = ("nothing", "token", "person")


@dataclass(frozen=True)
class Years:
    """For which years a file exists: from ``first`` in steps of ``step``.

    ``by_default`` says which are fetched when none is named: all, or the newest.
    """

    first: int
    step: int = 1
    by_default: str = "all"

    def until(self, year: int) -> list[int]:
        """The years up to the one that the given year belongs to."""
        return list(range(self.first, year + self.step, self.step))


@dataclass(frozen=True)
class FileRecord:
    """One file of an archive, or one for each year.

    ``what`` is its folder below the archive's and ``addresses`` are tried in order; both may
    hold ``{year}`` and ``{yy}``. Without a ``name`` the address gives it.
    """

    addresses: tuple[str, ...]
    what: str = ""
    name: str = ""
    years: Years | None = None
    taken_on: date | None = None
    sha256: str = ""
    max_bytes: int = 0
    licence: str = ""


@dataclass(frozen=True)
class ApiRecord:
    """Where and how an interface is asked: the ads of a query, page by page."""

    address: str
    page_size: int
    fields: tuple[str, ...]
    older_fields: Mapping[str, str]
    countries: tuple[str, ...] = ()
    search: str = ""
    page_ids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class ArchiveRecord:
    """How one archive is downloaded, or what a person has to do instead (``steps``)."""

    id: str
    title: str
    needs: str
    licence: str = ""
    steps: str = ""
    max_bytes: int = 2_000_000_000
    files: tuple[FileRecord, ...] = ()
    page: str = ""
    link_ending: str = ""
    api: ApiRecord | None = None


def load_addresses(
    reference_dir: Path, changes: Sequence[Mapping[str, object]] = ()
) -> dict[str, ArchiveRecord]:
    """The records by archive, with the changes laid over them. Raises ConfigError."""
    path = reference_dir / FILE_NAME
    table = read_table(path)
    for change in changes:
        _require_known(table, change)
        table = _merged(table, change)
    return {name: _archive(path, name, value) for name, value in table.items()}


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file. Raises ConfigError if there is none or it is not valid."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}. Name a file of addresses.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error


def _require_known(table: Mapping[str, object], change: Mapping[str, object]) -> None:
    for name in change:
        if name not in table:
            raise ConfigError(
                f"addresses: {name!r} is no archive that is known. Known: {', '.join(sorted(table))}."
            )


def _merged(table: Mapping[str, object], change: Mapping[str, object]) -> dict[str, object]:
    found = dict(table)
    for key, value in change.items():
        old = found.get(key)
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            found[key] = _merged(old, value)
        else:
            found[key] = value
    return found


def _archive(path: Path, name: str, value: object) -> ArchiveRecord:
    where = f"{path}: [{name}]"
    known = {item.name for item in fields(ArchiveRecord)} - {"id"}
    values = _checked(where, value, known, {"title": str, "needs": str})
    if values["needs"] not in NEEDS:
        raise ConfigError(f"{where} needs is {values['needs']!r}. Known: {', '.join(NEEDS)}.")
    files = values.pop("files", {})
    if not isinstance(files, Mapping):
        raise ConfigError(f"{where} files is {files!r}, but a table is expected.")
    values["files"] = tuple(
        _file(f"{path}: [{name}.files.{key}]", item) for key, item in files.items()
    )
    if "api" in values:
        values["api"] = _api(f"{path}: [{name}.api]", values["api"])
    record = ArchiveRecord(id=name, **values)
    if not (record.files or record.page or record.api or record.steps):
        raise ConfigError(f"{where} has no files, page, api or steps. Add one.")
    return record


def _file(where: str, value: object) -> FileRecord:
    known = {item.name for item in fields(FileRecord)}
    values = _checked(where, value, known, {"addresses": list})
    values["addresses"] = _texts(where, "addresses", values["addresses"])
    if not values["addresses"]:
        raise ConfigError(f"{where} addresses is empty. Name one or more.")
    if "years" in values:
        known_years = {item.name for item in fields(Years)}
        years = Years(**_checked(f"{where} years:", values["years"], known_years, {"first": int}))
        if years.step < 1 or years.by_default not in ("all", "newest"):
            raise ConfigError(
                f"{where} years is {values['years']!r}: step is 1 or more, by_default"
            )
        values["years"] = years
    _require_day(where, "taken_on", values)
    if not re.fullmatch(r"([0-9a-f]{64})?", values.get("sha256", "")):
        raise ConfigError(f"{where} sha256 is {values['sha256']!r}, not 64 hexadecimal digits.")
    return FileRecord(**values)


def _api(where: str, value: object) -> ApiRecord:
    known = {item.name for item in fields(ApiRecord)}
    wanted = {"address": str, "page_size": int, "fields": list, "older_fields": Mapping}
    values = _checked(where, value, known, wanted)
    for key in ("fields", "countries", "page_ids"):
        values[key] = _texts(where, key, values.get(key, []))
    if values["page_size"] < 1:
        raise ConfigError(f"{where} page_size is {values['page_size']}. Give 1 or more.")
    for key in ("since", "until"):
        _require_day(where, key, values)
    return ApiRecord(**values)


def _checked(
    where: str, value: object, known: set[str], required: Mapping[str, type]
) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise ConfigError(f"{where} is {value!r}, but a table is expected.")
    if unknown := set(value) - known:
        raise ConfigError(
            f"{where} unknown key {min(unknown)!r}. Known: {', '.join(sorted(known))}."
        )
    for key, kind in {**required, **{key: _KINDS[key] for key in value if key in _KINDS}}.items():
        found = value.get(key)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise ConfigError(f"{where} {key} is {found!r}, but {kind.__name__} is expected.")
    return dict(value)


_KINDS: Mapping[str, type] = {
    "title": str, "needs": str, "licence": str, "steps": str, "max_bytes": int, "page": str,
    "link_ending": str, "what": str, "name": str, "sha256": str, "first": int, "step": int,
    "by_default": str, "search": str,
}  # fmt: skip


def _texts(where: str, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{where} {key} is {value!r}, but a list of texts is expected.")
    return tuple(value)


def _require_day(where: str, key: str, values: Mapping[str, object]) -> None:
    value = values.get(key)
    if value is not None and type(value) is not date:
        raise ConfigError(f"{where} {key} is {value!r}, but a day such as 2020-10-01 is expected.")
