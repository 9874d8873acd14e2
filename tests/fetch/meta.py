"""A run against the stand-in for Meta's interface."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.fetch import ArchiveRecord, Fetched, Query, Request, fetch, load_addresses
from tests.fetch.graph import TOKEN
from tests.fetch.server import Script, Server
from tests.fetch.world import World

QUERY = Query(countries=("US", "GB"), search="climate", since=date(2026, 10, 1))


class Meta:
    """A stand-in, and a run against it."""

    def __init__(self, world: World, server: Server, repo_root: Path) -> None:
        self._world, self._server = world, server
        self._records = load_addresses(repo_root / "data" / "reference")

    def record(self, graph: Script, **api: object) -> ArchiveRecord:
        """The archive's record, with the address of the stand-in."""
        record = self._records["meta-api"]
        address = self._server.on("/ads_archive", graph)
        return replace(record, api=replace(record.api, address=address, **api))

    def run(
        self, graph: Script, query: Query = QUERY, token: str = TOKEN, **api: object
    ) -> Fetched:
        """Fetch all ads of the query."""
        request = Request(("meta-api",), (), query, token)
        records = {"meta-api": self.record(graph, **api)}
        return fetch(request, records, self._world.archives, self._world.around)

    def snapshot(self) -> tuple[list[dict[str, object]], dict[str, object]]:
        """The ads of the only snapshot, and its record."""
        (path,) = self._world.archives.glob("meta-api/*/2026-11-23/US*.jsonl")
        lines = path.read_text(encoding="utf-8").split("\n")
        assert lines.pop() == ""
        record = json.loads((path.parent / "snapshot.json").read_text(encoding="utf-8"))
        return [json.loads(line) for line in lines], record

    def ids(self) -> list[object]:
        """The ids in the snapshot."""
        return [ad["id"] for ad in self.snapshot()[0]]
