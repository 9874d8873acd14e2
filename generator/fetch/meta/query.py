"""What is asked of Meta's ads_archive: countries, words or pages, days; and the parameters."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.errors import FetchError
from generator.fetch.addresses import ApiRecord

PAGES_AT_ONCE = 10
"""The interface takes up to so many page ids in one request."""
MAX_SEARCH = 100


@dataclass(frozen=True)
class Query:
    """Which ads: those that reached the countries, with all words of ``search``, of these pages."""

    countries: tuple[str, ...] = ()
    search: str = ""
    page_ids: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def completed(self, api: ApiRecord) -> "Query":
        """This query, with what it leaves open taken from the configuration. Raises FetchError."""
        found = Query(
            tuple(code.upper() for code in self.countries or api.countries),
            self.search or api.search,
            self.page_ids or api.page_ids,
            self.since or api.since,
            self.until or api.until,
        )
        if trouble := found._trouble():
            raise FetchError(f"the query {trouble}")
        return found

    def _trouble(self) -> str | None:
        if not self.countries:
            return "has no country. Give one or more with --country, such as --country US."
        if bad := [code for code in self.countries if not re.fullmatch(r"[A-Z]{2}|ALL", code)]:
            return f"has the country {bad[0]!r}. Give codes of two letters such as US, or ALL."
        if not self.search and not self.page_ids:
            return "names neither words nor pages. Give --search WORDS or --page-id NUMBER."
        if len(self.search) > MAX_SEARCH:
            return f"searches {len(self.search)} characters; the interface takes {MAX_SEARCH}."
        if bad := [number for number in self.page_ids if not re.fullmatch(r"\d+", number)]:
            return f"has the page id {bad[0]!r}. Give the number of the page."
        if self.since and self.until and self.since > self.until:
            return f"begins on {self.since} and ends on {self.until}. Turn the days round."
        return None

    def as_record(self) -> dict[str, object]:
        """The query as it is stored beside the ads."""
        return {
            "countries": list(self.countries),
            "search": self.search,
            "page_ids": list(self.page_ids),
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
        }

    @property
    def folder_name(self) -> str:
        """A short name of the query: its countries and a digest of all of it."""
        text = json.dumps(self.as_record(), sort_keys=True)
        countries = "-".join(self.countries[:5])
        return f"{countries}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def batches(self) -> list[tuple[str, ...]]:
        """The page ids in groups that one request can hold; one empty group without pages."""
        ids = self.page_ids
        return [ids[i : i + PAGES_AT_ONCE] for i in range(0, len(ids), PAGES_AT_ONCE)] or [()]

    def parameters(
        self, page_ids: Sequence[str], fields: Sequence[str], limit: int, after: str | None
    ) -> Mapping[str, str]:
        """The parameters of one request, without the token."""
        found = {
            "ad_type": "POLITICAL_AND_ISSUE_ADS",
            "ad_active_status": "ALL",
            "ad_reached_countries": json.dumps(list(self.countries)),
            "fields": ",".join(fields),
            "limit": str(limit),
        }
        optional = {
            "search_terms": self.search,
            "search_page_ids": json.dumps([int(number) for number in page_ids]) if page_ids else "",
            "ad_delivery_date_min": self.since.isoformat() if self.since else "",
            "ad_delivery_date_max": self.until.isoformat() if self.until else "",
            "after": after or "",
        }
        return found | {name: value for name, value in optional.items() if value}
