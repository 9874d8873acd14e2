"""Writes a made-up saved listing of Reddit's community, and a made-up table written out by hand."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from demo_dice import Dice
from demo_files import Files, Row, csv_bytes
from demo_names import HOSTILE, Payer, payers_in
from demo_places import BUSY_STATES, STATES

COMMUNITY = "RedditPoliticalAds"
SPENDS = ("$100 - $500", "$500 - $1,000", "$1,000 - $5,000", "$5k–$10k", "under $100", "$10,000+")
SHOWN = ("1k-10k", "10,000 - 50,000", "50k–100k", "100k–500k", "over 1M")
COMMUNITIES = ("r/demo_kites", "r/demo_teapots", "r/demo_umbrellas", "r/demo_wombats")
FLAIRS = (None, None, None, "Approved in Error", "Demo &amp; other flair")
TRANSCRIPTION = (
    "post_id", "url", "posted_date", "flair", "advertiser", "payer", "spend_min", "spend_max",
    "currency", "impressions_min", "impressions_max", "communities", "places", "first_shown",
    "last_shown", "title", "text", "note",
)  # fmt: skip
# What a post in a listing has besides. The author is a redditor and must never reach the store.
OTHER_KEYS: Mapping[str, object] = {
    "subreddit": COMMUNITY,
    "author": "REDDITOR-MARKER",
    "author_fullname": "t2_demo",
    "approved_at_utc": None,
    "archived": True,
    "domain": f"self.{COMMUNITY}",
    "edited": False,
    "gilded": 0,
    "is_self": True,
    "is_video": False,
    "link_flair_richtext": [],
    "media": None,
    "num_comments": 3,
    "over_18": False,
    "score": 0,
    "secure_media_embed": {},
    "subreddit_id": "t5_demo",
    "thumbnail": "self",
    "ups": 0,
    "upvote_ratio": 0.5,
}


def reddit_files() -> Files:
    """The listing and the table, by their paths in the archive folder."""
    dice = Dice("reddit")
    payers = [*payers_in("m", "US")[:5], *HOSTILE[:9]]
    posts = [post for number, payer in enumerate(payers) for post in _posts(number, payer, dice)]
    posts += [_notice(), _unlabelled()]
    posts.sort(key=lambda post: (-post["created_utc"], post["id"]))
    listing = {
        "kind": "Listing",
        "data": {
            "after": None,
            "dist": len(posts),
            "children": [{"kind": "t3", "data": post} for post in posts],
        },
    }
    text = json.dumps(listing, ensure_ascii=False, indent=0)
    return {
        f"reddit/2024-10-20/{COMMUNITY}.json": f"{text}\n".encode(),
        "reddit/2024-10-25/reddit-posts.csv": csv_bytes(TRANSCRIPTION, _transcribed()),
    }


def _posts(number: int, payer: Payer, dice: Dice) -> list[dict[str, object]]:
    """A campaign: mostly one post, sometimes one for each community, all with the same range."""
    first = dice.day(date(2024, 8, 1), date(2024, 9, 20))
    last = first + timedelta(days=dice.between(3, 20))
    spend, shown, flair = dice.pick(SPENDS), dice.pick(SHOWN), dice.pick(FLAIRS)
    states = dice.some([STATES[code] for code in BUSY_STATES], 3)
    communities = dice.some(COMMUNITIES, 3 if number % 5 == 0 else 1)
    found = []
    for place, community in enumerate(communities):
        lines = [
            "**Ad Buyer Information and Related Data:**",
            f"**Advertiser:** {payer.name}",
            f"**Paid for by:** {payer.name}" if number % 2 == 0 else "",
            f"**Spend:** {spend}",
            f"Impressions: {shown}",
            f"Subreddits:\n\n{community}",
            f"Location: {', '.join(states)}",
            f"Start Date: {first.month}/{first.day}/{first.year}",
            f"End Date: {last.month}/{last.day}/{last.year}",
            f"A made-up ad about {payer.name}, with {{{{ braces }}}} and <b>marks</b>.",
        ]
        found.append(
            _post(
                f"demo{number:02d}{place}",
                f"Demo ad {number} for {payer.name}",
                "\n\n".join(line for line in lines if line),
                first + timedelta(days=place),
                flair,
            )
        )
    return found


def _post(
    post_id: str, title: str, body: str, day: date, flair: str | None, *, is_pinned: bool = False
) -> dict[str, object]:
    link = f"/r/{COMMUNITY}/comments/{post_id}/made_up/"
    return {
        **OTHER_KEYS,
        "id": post_id,
        "name": f"t3_{post_id}",
        "title": _entities(title),
        "selftext": _entities(body),
        "selftext_html": "&lt;!-- SC_OFF --&gt;",
        "link_flair_text": flair,
        "created_utc": datetime(day.year, day.month, day.day, 17, tzinfo=UTC).timestamp(),
        "permalink": link,
        "url": f"https://www.reddit.example{link}",
        "stickied": is_pinned,
    }


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _notice() -> dict[str, object]:
    body = "A made-up notice about this made-up community."
    return _post("demonote", "Welcome", body, date(2024, 7, 1), None, is_pinned=True)


def _unlabelled() -> dict[str, object]:
    """A post in which nothing can be recognised without guessing."""
    body = "Spend: 100-500k\n\nImpressions: many\n\nLocation: Georgia\n\nJust a demo."
    return _post("demoplain", "=1+1", body, date(2024, 9, 2), "Approved in Error")


def _transcribed() -> list[Row]:
    link = f"https://www.reddit.example/r/{COMMUNITY}/comments/"
    payer = payers_in("m", "US")[6]
    return [
        (
            "demoplain", f"{link}demoplain/made_up/", "2024-09-02", "Approved in Error", payer.name,
            "", 100, 500, "USD", 10_000, "", "r/demo_kites, r/demo_wombats", "Iowa, Georgia",
            "2024-09-01", "2024-09-09", "=1+1", "Just a demo.", "NOTE-MARKER: checked twice",
        ),
        (
            "demohand", f"{link}demohand/made_up/", "2024-09-05", "", payer.name, payer.name, "",
            100, "USD", 2_500, 2_500, "", "Texas", "2024-09-05", "", "", "Written out by hand.", "",
        ),
    ]  # fmt: skip
