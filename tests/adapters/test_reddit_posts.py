"""What is recognised in a post of Reddit's community, and what is not."""

from datetime import date

import pytest

from generator.adapters.reddit.groups import Campaign, group_ids
from generator.adapters.reddit.posts import parse_day, place_codes, read_post
from generator.schema.ranges import UNKNOWN, Range, RangeKind
from tests.adapters.reading import references

REFERENCES = references()
BUCKET = Range(1000, 5000, RangeKind.BUCKET)


@pytest.mark.parametrize(
    "text",
    [
        "Spend: $1,000 - $5,000",
        "**Spend:** $1,000 – $5,000",
        "* Total spend: $1k-$5k",
        "| Amount spent | US$1,000 to US$5,000 |",
        "Ad Spend (USD): 1,000-5,000",
        "spend range : between $1,000 and $5,000",
        "Spend:\n\n$1,000 - $5,000",
        "Spend: $1,000 - $5,000\nSpend: $1,000 - $5,000",
    ],
)
def test_spellings_of_a_range_of_spend(text: str) -> None:
    post = read_post("A title", text, REFERENCES)
    assert (post.spend, post.spend_currency) == (BUCKET, "USD")


@pytest.mark.parametrize(
    "text",
    [
        "We spend: a lot",
        "Spend: $1,000 - $5,000\nSpend: $9,000",
        "Spend: $100-500k",
        "Spend: about $1,000",
        "Spend: $1 - €2",
        "Spend: XYZ 500",
        "Spending: $1,000",
        "Our spend: $1,000 was",
        "Spend: $5,000 - $1,000",
    ],
)
def test_spend_that_could_mean_something_else_is_unknown(text: str) -> None:
    post = read_post("Spend $5 on kites", text, REFERENCES)
    assert (post.spend, post.spend_currency) == (UNKNOWN, None)


def test_title_is_read_between_bars_only() -> None:
    post = read_post("Kites | Advertiser: Demo | Impressions: 1M+", "", REFERENCES)
    assert post.advertiser_name == "Demo"
    assert post.impressions == Range(1_000_000, None, RangeKind.AT_LEAST)
    assert read_post("Advertiser wanted", "", REFERENCES).advertiser_name is None


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("**Advertiser:** Demo", "Demo"),
        ("**Advertiser: Demo**", "Demo"),
        ("- __Advertiser__: [Demo](https://demo.example) Club", "Demo Club"),
        ("*Advertiser:* window.__pwned=1", "window.__pwned=1"),
        ("Advertiser: r\\_demo 2*3*4", "r_demo 2*3*4"),
        ("Advertiser: n/a", None),
        ("Advertiser: " + "x" * 301, None),
    ],
)
def test_marks_of_markdown_are_no_part_of_a_name(line: str, name: str | None) -> None:
    assert read_post("", line, REFERENCES).advertiser_name == name


def test_communities_and_places_of_one_line_are_told_apart() -> None:
    post = read_post("", "Targeting: r/demo_one, /r/demo_two; Iowa; adults", REFERENCES)
    assert post.communities == ("r/demo_one", "r/demo_two")
    assert post.places_text == "Iowa, adults"
    assert post.place_codes == ("US-IA",)


def test_list_of_communities_ends_where_other_text_begins() -> None:
    text = "Subreddits:\n\nr/demo_one\n\nr/demo_two\n\nSee r/demo_three as well"
    post = read_post("", text, REFERENCES)
    assert post.communities == ("r/demo_one", "r/demo_two")
    assert post.rest == "See r/demo_three as well"


def test_dates_of_one_line_and_of_two() -> None:
    days = (date(2020, 4, 1), date(2020, 5, 2))
    for text in (
        "Dates: 4/1/2020 - 5/2/20",
        "Start Date: 2020-04-01\nEnd Date: May 2, 2020",
        "Ad Duration: Apr 1, 2020 through 2020-05-02",
    ):
        post = read_post("", text, REFERENCES)
        assert (post.first_shown_date, post.last_shown_date) == days, text


@pytest.mark.parametrize("text", ["13/4/2020", "4/31/2020", "April", "2020-4-1", "Foo 1, 2020", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Georgia", ()),
        ("Georgia, Iowa", ("US-GA", "US-IA")),
        ("United States, Georgia", ("US", "US-GA")),
        ("USA", ("US",)),
        ("Washington, DC and Texas", ("US-DC", "US-TX")),
        ("Puerto Rico", ("US-PR",)),
        ("Australia", ("AU",)),
        ("CA, IN", ()),
        ("everybody", ()),
    ],
)
def test_places_are_named_without_guessing(text: str, codes: tuple[str, ...]) -> None:
    assert place_codes(text, REFERENCES) == codes


def campaign(ad_id: str, first: int, last: int | None, **changes: object) -> Campaign:
    known = {"who": "Demo", "text": "Fly", "creative": None, "posted_date": date(2020, 4, 1)}
    return Campaign(
        ad_id=ad_id,
        first_shown_date=date(2020, 1, first),
        last_shown_date=date(2020, 1, last) if last else None,
        **(known | changes),
    )


def test_overlapping_posts_with_the_same_text_are_one_campaign() -> None:
    posts = [campaign("a", 1, 5), campaign("b", 5, 9), campaign("c", 10, 12), campaign("d", 2, 3)]
    assert group_ids(posts) == dict.fromkeys("abd", "campaign-a")


def test_long_post_reaches_over_a_short_one() -> None:
    posts = [campaign("a", 1, 20), campaign("b", 2, 3), campaign("c", 15, 16)]
    assert group_ids(posts) == dict.fromkeys("abc", "campaign-a")


def test_open_end_lasts() -> None:
    assert set(group_ids([campaign("a", 1, None), campaign("b", 30, 31)])) == {"a", "b"}


@pytest.mark.parametrize(
    "changes", [{"who": "Other"}, {"who": None}, {"text": "Land"}, {"text": ""}]
)
def test_other_advertiser_or_text_stands_alone(changes: dict[str, object]) -> None:
    assert group_ids([campaign("a", 1, 5), campaign("b", 1, 5, **changes)]) == {}


def test_same_creative_joins_other_texts() -> None:
    first = campaign("a", 1, 5, text="One", creative="https://x.example/1")
    second = campaign("b", 2, 6, text="Two", creative="https://x.example/1")
    third = campaign("c", 3, 7, text="two ")
    assert group_ids([first, second, third]) == dict.fromkeys("abc", "campaign-a")


def test_posts_without_days_go_by_the_day_of_posting() -> None:
    posts = [
        Campaign(ad_id, "Demo", "Fly", None, day, None, None)
        for ad_id, day in (
            ("a", date(2020, 4, 1)),
            ("b", date(2020, 4, 1)),
            ("c", date(2020, 4, 2)),
        )
    ]
    assert group_ids(posts) == dict.fromkeys("ab", "campaign-a")


def test_group_is_named_after_the_first_post_whatever_the_order() -> None:
    early = campaign("z", 5, 9, posted_date=date(2020, 3, 1))
    late = campaign("a", 1, 6, posted_date=date(2020, 3, 2))
    assert group_ids([early, late]) == group_ids([late, early]) == dict.fromkeys("az", "campaign-z")
