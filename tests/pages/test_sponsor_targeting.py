"""What buyers chose, counted by hand from a few made-up ads; and whom ads were shown to."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.adapters import archive_facts
from generator.pages.sponsor.ads_file import with_own_anchors
from generator.pages.sponsor.delivery import deliveries_of
from generator.pages.sponsor.targeting import ChoiceGroup, Targeting, targeting_of
from generator.reference.places import Places

Choice = tuple[str, str] | tuple[str, str, bool]


@pytest.fixture(scope="module")
def data(repo_root: Path) -> SimpleNamespace:
    """What the counting asks of the data."""
    places = Places.load(repo_root / "data" / "reference")
    reach = SimpleNamespace(words=lambda archives, span: f"{', '.join(archives)}: {span}")
    facts = SimpleNamespace(places=places, archives=archive_facts())
    return SimpleNamespace(facts=facts, platform_name=str.title, reach=reach)


def row(choice: Choice) -> dict[str, object]:
    dimension, text, *excluded = choice
    return {"dimension": dimension, "choice_text": text, "is_excluded": bool(excluded)}


def count(
    data: SimpleNamespace,
    *ads: Sequence[Choice],
    platform: str = "snapchat",
    archive: str = "snapchat",
    codes: Sequence[Sequence[str]] = (),
    parts: Sequence[Sequence[str]] = (),
    absent: frozenset[str] = frozenset(),
    is_dated: bool = True,
) -> Targeting:
    rows = [
        {"platform": platform, "archive": archive, "ad_id": str(n), "file_id": "f", "line": n,
         "first_shown_date": date(2020, 9, 1 + n) if n or is_dated else None}
        for n in range(len(ads))
    ]  # fmt: skip
    choices = {("f", str(n)): [row(choice) for choice in own] for n, own in enumerate(ads)}
    places = {("f", n): dict.fromkeys(own, True) for n, own in enumerate(codes)}
    places |= {("f", n): dict.fromkeys(own, False) for n, own in enumerate(parts)}
    of_ads = SimpleNamespace(choices=choices, absent={"f": absent})
    (found,) = targeting_of(data, rows, of_ads, places, "s-x")
    return found


def group(found: Targeting, kind: str) -> ChoiceGroup:
    return next(each for each in found.groups if each.kind == kind)


def shown(found: ChoiceGroup) -> list[tuple[str, int]]:
    return [(choice.text, choice.ad_count) for choice in found.choices]


def test_choices_are_counted_once_for_each_ad(data: SimpleNamespace) -> None:
    found = count(
        data,
        [("age", "18-34"), ("gender", "FEMALE"), ("interest", "Collegiates,Hip-Hop Music Fans")],
        [("age", "18-34"), ("interest", "Collegiates,TV Viewers (News, Sports)")],
        [("age", "35+")],
        [],
    )
    assert found.ad_count == 4
    ages = group(found, "age")
    assert shown(ages) == [("ages 18–34", 2), ("aged 35 or older", 1)]
    assert (ages.chosen_count, ages.none_count, ages.unknown_count) == (3, 1, 0)
    assert ages.share == "75 %"
    assert shown(group(found, "gender")) == [("women", 1)]
    assert shown(group(found, "interest")) == [
        ("Collegiates", 2), ("Hip-Hop Music Fans", 1), ("TV Viewers (News, Sports)", 1),
    ]  # fmt: skip


def test_places_are_named_and_a_country_counts_only_whole(data: SimpleNamespace) -> None:
    found = count(
        data,
        [("place", "Ohio")],
        [],
        [("postcode", "44101,44102")],
        [("place", "Alaska", True)],
        codes=[["US", "US-OH"], ["US"], ["US"], ["US"]],
    )
    places = group(found, "place")
    assert sorted(shown(places)) == [
        ("Ohio", 1), ("Post codes", 1), ("United States", 2),
        ("United States, the whole country", 1),
    ]  # fmt: skip
    assert places.excluding_count == 1


def test_all_of_googles_ages_are_no_choice_and_no_row_says_nothing(data: SimpleNamespace) -> None:
    every = "18-24, 25-34, 35-44, 45-54, 55-64, ≥65, Unknown age, ≤18"
    found = count(
        data,
        [("age", every), ("place", "California")],
        [("age", "18-24"), ("place", "Houston, Texas, Alaska")],
        [],
        platform="google",
        archive="google-bundle",
    )
    ages = group(found, "age")
    assert (ages.chosen_count, ages.none_count, ages.unknown_count) == (1, 1, 1)
    # "Houston, Texas" is one place: a list with such commas is not taken apart.
    assert shown(group(found, "place")) == [("California", 1), ("Several places in one list", 1)]
    # Gender stands in no row here, and interests are never published.
    assert [each.kind for each in found.groups] == ["age", "place"]


def test_archive_that_gives_no_choices_is_not_said_to_reach_everybody(
    data: SimpleNamespace,
) -> None:
    found = count(data, [], [], platform="tiktok", archive="tiktok")
    assert found.groups == ()
    assert found.chart is None


def test_chart_and_table_hold_the_same_counts(data: SimpleNamespace) -> None:
    found = count(data, [("age", "18-34")], [("age", "18-34")], [], [("gender", "MALE")])
    assert found.chart is not None
    drawn = {(row.group, row.choice): row.ad_count for row in found.chart.frame.itertuples()}
    table = {(row[1].text, row[0].text): row[2].sort for row in found.chart.table.rows}
    assert drawn == {key: table[key] for key in drawn}
    assert drawn[("Ages", "ages 18–34")] == 2
    assert drawn[("Ages", "All ages: none chosen")] == 2
    assert dict(found.chart.options) == {"ads": 4}


@pytest.mark.parametrize(
    ("is_dated", "days"), [(True, (date(2020, 9, 1), date(2020, 9, 3))), (False, None)]
)
def test_chart_is_signed_with_the_copies_of_the_days_of_its_ads(
    data: SimpleNamespace, is_dated: bool, days: object
) -> None:
    # An ad without a day may stand in a file of any year.
    found = count(data, *[[("age", "18+")]] * 3, is_dated=is_dated)
    assert found.chart
    assert found.chart.source == f"snapchat: {days}"


def test_two_ads_have_words_and_a_table_but_no_chart(data: SimpleNamespace) -> None:
    found = count(data, [("age", "18-34")], [])
    assert found.chart is None
    assert found.table is not None


def delivered(text: str, share: float | None, people: int | None = None) -> dict[str, object]:
    return {
        "dimension": "age_gender", "value_text": text, "place_code": None,
        "age_text": text.split()[1], "gender_text": text.split()[0],
        "share": share, "people_count": people,
    }  # fmt: skip


def test_deliveries_give_the_span_of_shares_and_add_nothing(data: SimpleNamespace) -> None:
    rows = [{"platform": "meta", "ad_id": str(n), "file_id": "f"} for n in range(3)]
    parts = SimpleNamespace(
        deliveries={
            ("f", "0"): [delivered("female 25-34", 0.4), delivered("male 25-34", 0.6)],
            ("f", "1"): [delivered("female 25-34", 0.05)],
            ("f", "2"): [],
        }
    )
    (table,) = deliveries_of(data, rows, parts)
    assert [[cell.text for cell in line] for line in table.rows] == [
        ["women 25–34", "2", "5 % to 40 %"],
        ["men 25–34", "1", "60 %"],
    ]
    assert "2 ads" in table.caption


def test_second_entry_of_an_ad_has_an_anchor_of_its_own() -> None:
    from dataclasses import dataclass

    @dataclass(frozen=True)
    class Item:
        anchor: str

    found = with_own_anchors([Item("ad-1"), Item("ad-2"), Item("ad-1")])
    assert [item.anchor for item in found] == ["ad-1", "ad-2", "ad-1_2"]


def test_state_of_a_city_is_not_said_to_be_chosen_as_a_whole(data: SimpleNamespace) -> None:
    found = count(data, [("place", "Demotown, Ohio")], parts=[["US-OH"]], platform="x", archive="x")
    assert shown(group(found, "place")) == [("Ohio: places in it", 1)]


def test_choice_for_which_a_file_has_no_column_is_unknown_and_not_none(
    data: SimpleNamespace,
) -> None:
    ads = [[("age", "18+")], [("age", "18+")]]
    absent = frozenset({"interest", "place", "device"})
    found = count(data, *ads, codes=[["US"], ["US"]], absent=absent)
    interests = group(found, "interest")
    assert interests.is_absent
    assert (interests.none_count, interests.unknown_count) == (0, 2)
    places = group(found, "place")
    assert shown(places) == [("United States", 2)], "not the whole of it: nobody knows"
    assert not group(found, "gender").is_absent and group(found, "gender").none_count == 2
