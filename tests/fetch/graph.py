"""A stand-in for Meta's ads_archive: pages, cursors that expire, limits, ads on two pages."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.fetch.server import Asked, Reply

TOKEN = "EAAB-made/up+token=1"


def error(code: int, text: str, status: int = 400, **headers: str) -> Reply:
    """An error as the Graph API words it."""
    body = {"error": {"message": text, "type": "OAuthException", "code": code}}
    return Reply(status, json.dumps(body).encode(), headers)


@dataclass
class Graph:
    """Serves ``count`` ads in pages. A Script.

    ``troubles`` answer instead, by the number of the request (from 1). ``overlap`` ads of each
    page stand on the one before, too. A cursor is known for ``lifetime`` requests.
    """

    count: int
    overlap: int = 0
    lifetime: int = 1_000_000
    largest_page: int = 1_000
    unknown_fields: tuple[str, ...] = ()
    page_headers: Mapping[str, str] = field(default_factory=dict)
    troubles: dict[int, Reply] = field(default_factory=dict)
    hook: Callable[[int], None] = lambda number: None
    asked: list[Asked] = field(default_factory=list)
    _cursors: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __call__(self, asked: Asked) -> Reply:
        """The answer to one request."""
        self.asked.append(asked)
        number = len(self.asked)
        self.hook(number)
        if number in self.troubles:
            return self.troubles[number]
        if asked.query.get("access_token") != TOKEN:
            return error(190, "Invalid OAuth access token.", 401)
        for name in asked.query["fields"].split(","):
            if name in self.unknown_fields:
                return error(100, f"(#100) Tried accessing nonexisting field ({name})")
        limit = int(asked.query["limit"])
        if limit > self.largest_page:
            text = "Please reduce the amount of data you're asking for, then retry your request"
            return error(1, text, 500)
        start = 0
        if cursor := asked.query.get("after"):
            start, since = self._cursors[cursor]
            if number - since > self.lifetime:
                return error(100, "(#100) The cursor has expired.")
        return self._page(asked, start, limit, number)

    def _page(self, asked: Asked, start: int, limit: int, number: int) -> Reply:
        first = max(start - self.overlap, 0)
        end = min(first + limit, self.count)
        ads = [self.ad(asked, n) for n in range(first, end)]
        data: dict[str, object] = {"data": ads}
        cursor = f"cursor-{end}-{number}"
        self._cursors[cursor] = (end, number)
        paging: dict[str, object] = {"cursors": {"before": "b", "after": cursor}}
        if end < self.count:
            paging["next"] = f"https://graph.example/next?access_token={TOKEN}&after={cursor}"
        data["paging"] = paging
        return Reply(200, json.dumps(data).encode(), self.page_headers)

    @staticmethod
    def ad(asked: Asked, number: int) -> dict[str, object]:
        """One ad, with a token in the address of its picture."""
        url = f"https://www.facebook.example/ads/render/?id={number}&access_token={TOKEN}"
        return {
            "id": str(10**14 + number),
            "ad_creative_bodies": [f"Vote for number {number} ✓\u2028line"],
            "ad_snapshot_url": url,
            "page_name": "Made-up Party of Testing",
        }


def all_ids(count: int) -> list[str]:
    """The ids of the ads of a Graph, in order."""
    return [str(10**14 + number) for number in range(count)]
