"""The ads of one query from Meta's ads_archive, page by page, each once, continued when broken off.

Source: the Ad Library API of the Graph API. The token goes to the server in the query, as its
documentation asks, and nowhere else. Without a next page, or with only empty ones, it is the end.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from generator.errors import FetchError
from generator.fetch.addresses import ApiRecord, ArchiveRecord
from generator.fetch.client import Client, bare
from generator.fetch.download import RESERVE_BYTES, Outcome
from generator.fetch.meta.ads import Ads, State
from generator.fetch.meta.answers import (
    CursorGone,
    Page,
    RateLimited,
    TooMuch,
    UnknownField,
    read_page,
)
from generator.fetch.meta.query import Query
from generator.fetch.retry import Broken, GaveUp, Retry
from generator.fetch.snapshots import Snapshots, digests, read_json
from generator.fetch.world import World

MAX_PAGE_BYTES = 256 << 20
MAX_RESTARTS = 50
RESTARTS_WITHOUT_NEWS = 3
EMPTY_PAGES = 2
"""An empty page is the end; so many are passed over, because results vanish between pages."""
KEPT_DAYS = 7
"""A run that was broken off longer ago is begun anew."""


def fetch_ads(
    record: ArchiveRecord,
    query: Query,
    token: str,
    archives_dir: Path,
    client: Client,
    around: World,
) -> Outcome:
    """All ads of the query as JSON lines in a snapshot of the day on which the run began.

    Raises FetchError; what has arrived then stays, and the next run of the query continues it.
    """
    api = record.api
    if api is None:
        raise ValueError(f"{record.id}: its record has no interface to ask")
    if not token:
        raise FetchError(f"needs a token in PAIDFORBY_META_TOKEN.\n{record.steps.rstrip()}")
    query = query.completed(api)
    shelf = Snapshots(archives_dir, record.id, query.folder_name)
    with shelf.claimed():
        run = _Run(record, api, query, token, shelf, client, around)
        return run.run()


class _Run:
    """One query."""

    def __init__(
        self,
        record: ArchiveRecord,
        api: ApiRecord,
        query: Query,
        token: str,
        shelf: Snapshots,
        client: Client,
        around: World,
    ) -> None:
        self._record, self._api, self._query, self._token = record, api, query, token
        self._shelf, self._client, self._around = shelf, client, around
        self._name = f"{query.folder_name}.jsonl"
        self._ads = Ads(shelf, self._name, token, around)
        self._label = f"{record.id} {query.folder_name}"
        self._patience = Retry(around, in_a_row=10)
        self._rate_patience = Retry(around, first_step=60, longest_step=1800, in_a_row=12)
        self._restarts = 0
        self._quiet_restarts = 0
        self._news = 0
        self._empty_pages = 0

    def run(self) -> Outcome:
        today = self._around.now().date()
        state = self._resumed(today)
        if state is None:
            if done := self._done_on(today):
                return done
            self._ads.clear()
            identity = json.dumps([bare(self._api.address), self._query.as_record()])
            state = State(identity, today.isoformat(), self._api.fields, self._api.page_size)
            self._ads.add([])
            self._ads.save(state)
        groups = self._query.batches()
        while state.batch < len(groups):
            state = self._step(state, groups[state.batch])
        return self._keep(state)

    def _resumed(self, today: date) -> State | None:
        state = self._ads.resume()
        identity = json.dumps([bare(self._api.address), self._query.as_record()])
        if state is None or state.identity != identity:
            return None
        started = date.fromisoformat(state.started_on)
        if today - started > timedelta(days=KEPT_DAYS) or self._shelf.of_day(started).exists():
            return None
        self._around.notice(
            f"{self._label}: going on after {len(self._ads.ids):,} ads of {state.started_on}"
        )
        return state

    def _done_on(self, day: date) -> Outcome | None:
        """The snapshot of this query of this day, if there is one."""
        folder = self._shelf.of_day(day)
        if not folder.exists():
            return None
        size = read_json(folder / "snapshot.json").get("size")
        self._around.notice(f"{self._label}: was fetched today; remove {folder} to fetch it again")
        return Outcome(self._label, "unchanged", folder / self._name, day, size or 0)

    def _step(self, state: State, page_ids: tuple[str, ...]) -> State:
        """Ask for one page, keep its ads, and say where to go on."""
        try:
            page = self._ask(state, page_ids)
        except CursorGone:
            return self._saved(self._restarted(state))
        except UnknownField as unknown:
            return self._saved(self._without(state, unknown.name))
        except Broken as broken:
            return self._saved(self._waited(state, broken))
        self._patience.moved()
        self._rate_patience.moved()
        self._news += self._ads.add(page.ads)
        self._around.progress(self._label, len(self._ads.ids), None, "ads")
        if self._ads.size > self._record.max_bytes:
            raise FetchError(
                f"over {self._record.max_bytes:,} bytes arrived. Narrow the query, or raise "
                "max_bytes in downloads.toml."
            )
        is_stuck = page.after is not None and page.after == state.after
        if is_stuck and page.ads:
            return self._saved(self._restarted(state))
        self._empty_pages = 0 if page.ads else self._empty_pages + 1
        is_end = page.after is None or is_stuck or self._empty_pages > EMPTY_PAGES
        state = replace(
            state,
            batch=state.batch + is_end,
            after=None if is_end else page.after,
            page_count=state.page_count + 1,
        )
        if is_end:
            self._empty_pages = 0
        self._saved(state)
        if page.pause and state.batch < len(self._query.batches()):
            self._around.notice(f"{self._label}: allowance nearly used; pausing {page.pause:.0f} s")
            self._around.sleep(page.pause)
        return state

    def _ask(self, state: State, page_ids: tuple[str, ...]) -> Page:
        free = self._around.free_bytes(self._shelf.partial)
        if free < RESERVE_BYTES:
            raise FetchError(f"only {free:,} bytes are free on the disk. Make room, fetch again.")
        query = self._query.parameters(page_ids, state.fields, state.limit, state.after)
        with self._client.get(
            self._api.address, query={**query, "access_token": self._token}
        ) as answer:
            body = answer.read_all(MAX_PAGE_BYTES)
            try:
                return read_page(answer.status, answer.headers, body, self._around.now())
            except FetchError as error:
                raise FetchError(f"{bare(self._api.address)}: {error}") from None

    def _waited(self, state: State, broken: Broken) -> State:
        patience = self._rate_patience if isinstance(broken, RateLimited) else self._patience
        try:
            patience.wait(broken)
        except GaveUp as error:
            raise FetchError(
                f"{bare(self._api.address)}: {error}. Fetch again later: {len(self._ads.ids):,} ads "
                "are kept, and the run goes on from there."
            ) from None
        if isinstance(broken, TooMuch) and state.limit > 1:
            return replace(state, limit=state.limit // 2)
        return state

    def _restarted(self, state: State) -> State:
        """Read the list from its start again: its place was lost. Ads that are there stay."""
        self._quiet_restarts = 0 if self._news else self._quiet_restarts + 1
        self._news = 0
        self._restarts += 1
        if self._quiet_restarts >= RESTARTS_WITHOUT_NEWS or self._restarts > MAX_RESTARTS:
            raise FetchError(
                f"{bare(self._api.address)}: lost its place in the list {self._restarts} times, and gives nothing new. {len(self._ads.ids):,} ads are kept. Fetch again "
                "later, or ask for fewer days."
            )
        self._around.notice(f"{self._label}: the place in the list was lost; from the start again")
        return replace(state, after=None, restart_count=state.restart_count + 1)

    def _without(self, state: State, name: str) -> State:
        """Ask for a field by its older name; leave it out if it has none or that failed, too."""
        if name not in state.fields or name == "id":
            raise FetchError(f"Meta does not know the field {name!r}. Mend [meta-api.api] fields.")
        older = self._api.older_fields.get(name)
        put = (older,) if isinstance(older, str) and older not in state.fields else ()
        at = state.fields.index(name)
        self._around.notice(f"{self._label}: no field {name}" + (f", but {older}" if put else ""))
        return replace(state, fields=state.fields[:at] + put + state.fields[at + 1 :])

    def _saved(self, state: State) -> State:
        self._ads.save(state)
        return state

    def _keep(self, state: State) -> Outcome:
        if not self._ads.ids:
            self._ads.clear()
            raise FetchError("no ad fits the query. Widen it: other words, more days or countries.")
        sha256, _ = digests(self._ads.path)
        day, size = date.fromisoformat(state.started_on), self._ads.size
        record: Mapping[str, object] = {
            "ad_count": len(self._ads.ids),
            "archive": self._record.id,
            "fetched_at": self._around.now().isoformat(timespec="seconds"),
            "fields": list(state.fields),
            "file": self._name,
            "licence": self._record.licence or None,
            "page_count": state.page_count,
            "query": self._query.as_record(),
            "restart_count": state.restart_count,
            "sha256": sha256,
            "size": size,
            "taken_on": day.isoformat(),
            "url": bare(self._api.address),
        }
        path = self._shelf.publish(self._name, day, record)
        return Outcome(self._label, "new", path, day, size)
