"""Which posts of r/RedditPoliticalAds belong to one campaign.

Reddit lists the same ad once for every community and period. Posts belong together if they name
the same advertiser (or payer), say the same besides the lines that were recognised or show the
same creative, and ran on overlapping days. A post whose days are not known counts with the day on
which it was posted; an open end lasts. Posts of a group are told together and never added.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Campaign:
    """What is compared of a post. ``creative`` is the address of what was shown."""

    ad_id: str
    who: str | None
    text: str
    creative: str | None
    posted_date: date
    first_shown_date: date | None
    last_shown_date: date | None

    @property
    def start(self) -> date:
        """The first day."""
        return self.first_shown_date or self.last_shown_date or self.posted_date

    @property
    def end(self) -> date:
        """The last day; the end of time if it is open."""
        if self.last_shown_date:
            return max(self.start, self.last_shown_date)
        return date.max if self.first_shown_date else self.posted_date


def group_ids(posts: Iterable[Campaign]) -> dict[str, str]:
    """By the id of an ad: the id of its group, "campaign-" and the id of the first post in it.

    An ad that stands alone has none.
    """
    found = sorted(set(posts), key=lambda post: (post.start, post.end, post.ad_id))
    heads: dict[str, str] = {}
    _unite(found, heads, lambda post: post.text)
    _unite(found, heads, lambda post: post.creative)
    members: dict[str, set[str]] = {}
    for post in found:
        members.setdefault(_head(heads, post.ad_id), set()).add(post.ad_id)
    posted = {post.ad_id: (post.posted_date, post.ad_id) for post in reversed(found)}
    return {
        ad_id: f"campaign-{min(group, key=lambda member: posted[member])}"
        for group in members.values()
        if len(group) > 1
        for ad_id in group
    }


def _unite(
    posts: Sequence[Campaign], heads: dict[str, str], same: Callable[[Campaign], str | None]
) -> None:
    """Join posts, sorted by their start, that overlap an earlier one with the same key."""
    last: dict[tuple[str, str], Campaign] = {}
    for post in posts:
        key = (comparable(post.who or ""), comparable(same(post) or ""))
        if not all(key):
            continue
        before = last.get(key)
        if before and post.start <= before.end:
            heads[_head(heads, post.ad_id)] = _head(heads, before.ad_id)
        if before is None or post.end > before.end or post.start > before.end:
            last[key] = post


def _head(heads: dict[str, str], ad_id: str) -> str:
    while heads.get(ad_id, ad_id) != ad_id:
        ad_id = heads[ad_id]
    return ad_id


def comparable(text: str) -> str:
    """A text in lower case, with single spaces between its words."""
    return re.sub(r"\s+", " ", text).strip().casefold()
