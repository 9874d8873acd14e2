"""Download one file: only if it changed, continued after a break, checked, then kept as a whole."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path

from generator.errors import FetchError
from generator.fetch.client import AddressError, Answer, Client, bare
from generator.fetch.partial import Partial
from generator.fetch.retry import Broken, GaveUp, Retry
from generator.fetch.snapshots import Snapshot, Snapshots, clash
from generator.fetch.verify import is_zip_name, trouble_with_contents, trouble_with_digests
from generator.fetch.world import World

RESERVE_BYTES = 64 << 20
"""So much of the disk stays free."""
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_NOT_THERE = frozenset({404, 410})
_HIDDEN = _NOT_THERE | {403}
"""What stores of files say that do not tell whether a file exists."""


@dataclass(frozen=True)
class Wanted:
    """One file to download. ``may_be_missing``: it is no error if no address has it (yet)."""

    archive: str
    what: str
    name: str
    addresses: tuple[str, ...]
    licence: str = ""
    max_bytes: int = 2_000_000_000
    taken_on: date | None = None
    sha256: str = ""
    may_be_missing: bool = False

    @property
    def label(self) -> str:
        """The archive and which of its files."""
        return f"{self.archive} {self.what}".rstrip()


@dataclass(frozen=True)
class Outcome:
    """What became of one download: ``status`` is new, unchanged or missing."""

    label: str
    status: str
    path: Path | None = None
    day: date | None = None
    size: int = 0


def download(wanted: Wanted, archives_dir: Path, client: Client, around: World) -> Outcome:
    """Get one file from the first of its addresses that has it.

    Raises FetchError; earlier snapshots stay as they are in every case.
    """
    shelf = Snapshots(archives_dir, wanted.archive, wanted.what)
    with shelf.claimed():
        refusals: list[str] = []
        is_missing = wanted.may_be_missing
        for address in wanted.addresses:
            try:
                return _Download(wanted, address, shelf, client, around).run()
            except _MissingError as error:
                refusals.append(str(error))
            except AddressError as error:
                refusals.append(str(error))
                is_missing = False
        if is_missing:
            return Outcome(wanted.label, "missing")
        raise FetchError("\n    ".join(refusals))


class _MissingError(AddressError):
    """The address says that there is no such file."""


class _SpoiledError(Broken):
    """All bytes came, and they are wrong. Once more may help; often does not."""


class _Download:
    """One file from one address."""

    def __init__(
        self, wanted: Wanted, address: str, shelf: Snapshots, client: Client, around: World
    ) -> None:
        self._wanted = wanted
        self._address = address
        self._shelf = shelf
        self._client = client
        self._around = around
        self._newest = shelf.newest()
        self._patience = Retry(around)
        self._furthest = 0

    def run(self) -> Outcome:
        part = Partial(self._shelf, self._wanted.name, self._address)
        spoiled = 0
        while True:
            try:
                if (done := self._try(part)) is not None:
                    return done
                sha256, trouble = trouble_with_digests(part.path, part.headers, self._wanted.sha256)
                trouble = trouble or trouble_with_contents(part.path)
                if trouble is None:
                    return self._keep(part, sha256)
                raise _SpoiledError(trouble)
            except Broken as broken:
                if isinstance(broken, _SpoiledError):
                    part.clear()
                    spoiled += 1
                if spoiled > 1:
                    raise self._refusal(
                        f"{broken.trouble}. It was not kept. See in a browser what the address "
                        "gives; try again later."
                    ) from None
                try:
                    self._patience.wait(broken)
                except GaveUp as error:
                    raise self._refusal(f"{error}. Try again later.") from None

    def _try(self, part: Partial) -> Outcome | None:
        """Ask once. An Outcome if there is nothing to keep; None if all bytes are there."""
        have = part.size if part.validator else 0
        if have and have == part.total:
            return None
        with self._client.get(self._address, self._headers(part, have)) as answer:
            if answer.status == 304 and self._newest and not have:
                self._shelf.clear()
                return self._unchanged(self._newest)
            if answer.status == 416 and have:
                part.clear()
                raise Broken("the server does not have the rest of what arrived earlier")
            if answer.status in (_HIDDEN if self._wanted.may_be_missing else _NOT_THERE):
                raise _MissingError(
                    f"{bare(self._address)}: the server says {answer.status}, not there."
                )
            answer.require_success()
            if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                raise self._refusal("the server packed the file, which was not asked for.")
            if answer.status == 206:
                self._require_rest(answer, part, have)
            else:
                have = 0
                part.begin(answer)
            end = None if answer.length is None else have + answer.length
            self._require_room(part, have, end)
            self._receive(answer, part, have, end)
        return None

    def _headers(self, part: Partial, have: int) -> dict[str, str]:
        if have:
            return {"Range": f"bytes={have}-", "If-Range": part.validator or ""}
        headers = {}
        if self._newest and self._newest.record.get("url") == bare(self._address):
            if tag := self._newest.header("etag"):
                headers["If-None-Match"] = tag
            if changed := self._newest.header("last-modified"):
                headers["If-Modified-Since"] = changed
        return headers

    def _require_rest(self, answer: Answer, part: Partial, have: int) -> None:
        """Raise Broken unless the answer is exactly the missing rest of the file."""
        found = _RANGE.fullmatch(answer.headers.get("Content-Range", "").strip())
        fits = False
        if found and have:
            start, last, total = found.groups()
            fits = int(start) == have and (answer.length in (None, int(last) + 1 - have))
            fits = fits and (total == "*" or int(total) == int(last) + 1)
            fits = fits and part.total in (None, int(last) + 1)
            tags = answer.headers.get("ETag"), part.headers.get("etag")
            fits = fits and (None in tags or tags[0] == tags[1])
        if not fits:
            part.clear()
            raise Broken("the server sent another part of the file than was asked for")

    def _require_room(self, part: Partial, have: int, end: int | None) -> None:
        limit = self._wanted.max_bytes
        if end is not None and end > limit:
            part.clear()
            raise self._too_large(f"{end:,} bytes are announced")
        free = self._around.free_bytes(part.needs_room)
        need = (end - have if end is not None else 0) + RESERVE_BYTES
        if free < need:
            raise FetchError(
                f"{bare(self._address)}: needs {need:,} bytes on the disk, and {free:,} are free. "
                "Make room, or put archives_dir of paidforby.toml on another disk."
            )

    def _receive(self, answer: Answer, part: Partial, have: int, end: int | None) -> None:
        try:
            while True:
                self._around.progress(self._wanted.label, have, end, "bytes")
                data = answer.read()
                if not data:
                    break
                have += len(data)
                if have > self._wanted.max_bytes:
                    part.clear()
                    raise self._too_large("more bytes came")
                if end is not None and have > end:
                    raise _SpoiledError(f"more bytes came than the {end:,} that were announced")
                part.append(data, self._around)
                if have > self._furthest:
                    self._furthest = have
                    self._patience.moved()
        except Broken as broken:
            if isinstance(broken, _SpoiledError) or end is None or part.size != end:
                raise
        if end is not None and have < end:
            raise Broken(f"the connection ended after {have:,} of {end:,} bytes")
        if end is None and not answer.is_chunked and not self._shows_its_end(part):
            raise self._refusal(
                "the server says neither how long the file is nor what its checksum is, so that "
                "nobody can tell whether it is whole. Put another address into downloads.toml."
            )

    def _shows_its_end(self, part: Partial) -> bool:
        has_digest = bool(self._wanted.sha256) or any(
            name in part.headers for name in ("content-md5", "x-goog-hash", "repr-digest", "digest")
        )
        return has_digest or is_zip_name(self._wanted.name)

    def _keep(self, part: Partial, sha256: str) -> Outcome:
        """Make the partial file the snapshot of its day, unless its bytes are there already."""
        now = self._around.now()
        headers = part.headers
        day = self._wanted.taken_on or day_of(headers.get("last-modified"), now) or now.date()
        newest, size = self._newest, part.size
        if newest and newest.record.get("sha256") == sha256:
            self._shelf.clear()
            return self._unchanged(newest)
        if self._shelf.of_day(day).exists():
            self._shelf.clear()
            raise FetchError(clash(self._shelf.of_day(day)))
        part.finish()
        record: Mapping[str, object] = {
            "archive": self._wanted.archive,
            "fetched_at": now.isoformat(timespec="seconds"),
            "file": self._wanted.name,
            "headers": headers,
            "licence": self._wanted.licence or None,
            "sha256": sha256,
            "size": size,
            "taken_on": day.isoformat(),
            "url": bare(self._address),
        }
        path = self._shelf.publish(self._wanted.name, day, record)
        return Outcome(self._wanted.label, "new", path, day, size)

    def _unchanged(self, newest: Snapshot) -> Outcome:
        size = int(str(newest.record["size"]))
        path = newest.folder / newest.name
        return Outcome(self._wanted.label, "unchanged", path, newest.day, size)

    def _too_large(self, found: str) -> AddressError:
        limit = self._wanted.max_bytes
        return self._refusal(
            f"{found}, and the limit for {self._wanted.archive} is {limit:,}. If the archive has "
            "grown so much, raise max_bytes in downloads.toml."
        )

    def _refusal(self, text: str) -> AddressError:
        return AddressError(f"{bare(self._address)}: {text}")


def day_of(changed: str | None, now: datetime) -> date | None:
    """The day in the header Last-Modified, in UTC; None if there is none that can be true."""
    try:
        moment = parsedate_to_datetime(changed or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    moment = moment.astimezone(UTC)
    if moment.year < 2000 or moment > now + timedelta(days=1):
        return None
    return moment.date()
