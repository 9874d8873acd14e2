"""What copies written by hand changed, counted by hand."""

from collections import Counter

import pandas as pd
import pytest

from generator.history.history import History, listings
from generator.store.tables import Store

FIRST = "snapchat/2020/2020-06-01-to-2020-09-25"
SECOND = "snapchat/2020/2020-09-25-to-2020-10-01"
GOOGLE = "google-bundle/2018-09-01-to-2019-06-01"
DISJOINT = "snapchat/2018/2019-01-01-to-2019-02-01"


def short(ident: str) -> str:
    """``de0003`` for the long id of a made-up ad."""
    return f"de{int(ident[2:]):04d}" if ident.startswith("de") else ident


def changes(history: History, step: str, noun: str) -> dict[str, set[str]]:
    """By change: the ids of the things."""
    rows = history.items[(history.items["step_id"] == step) & (history.items["noun"] == noun)]
    found: dict[str, set[str]] = {}
    for row in rows.itertuples(index=False):
        found.setdefault(row.change, set()).add(short(row.thing_id))
    return found


def fields(history: History, step: str, noun: str) -> dict[tuple[str, str], tuple[object, object]]:
    """By id and field: the texts or lower bounds before and after."""
    rows = history.fields[(history.fields["step_id"] == step) & (history.fields["noun"] == noun)]
    found = {}
    for row in rows.itertuples(index=False):
        is_amount = row.field in ("spend", "impressions")
        sides = (row.old_lo, row.new_lo) if is_amount else (row.old_text, row.new_text)
        found[short(row.thing_id), row.field] = tuple(
            None if pd.isna(side) else side for side in sides
        )
    return found


def test_steps_are_the_pairs_of_whole_listings_newest_first(history: History) -> None:
    assert [step.id for step in history.steps.steps] == [SECOND, FIRST, GOOGLE, DISJOINT]
    assert {key: str(value) for key, value in history.not_compared.items()} == {
        "meta-report": "windows"
    }


def test_ads_that_only_one_copy_has(history: History) -> None:
    assert changes(history, FIRST, "ad") == {"new": {"de0003", "de0004"}, "gone": {"de0006"}}
    assert changes(history, SECOND, "ad") == {
        "new": {"de0005"}, "again": {"de0006"}, "gone": {"de0003"}, "elsewhere": {"de0004"},
    }  # fmt: skip


def test_fields_of_ads_that_differ_and_no_others(history: History) -> None:
    assert fields(history, SECOND, "ad") == {
        ("de0001", "spend"): (120, 90),
        ("de0001", "impressions"): (1000, 900),
        ("de0002", "last_shown_date"): (None, "2020-09-30"),
        ("de0002", "choice_age"): ("18+", "21+"),
    }


def test_amounts_without_a_currency_are_not_compared_with_others(history: History) -> None:
    assert fields(history, FIRST, "ad") == {("de0007", "choice_place"): ("Texas", "Texas,Ohio")}


def test_what_was_over_before_the_earlier_copy_is_counted(history: History) -> None:
    tally = history.tallies[SECOND, "ad"]
    assert (tally.fields["spend"], tally.settled.get("spend")) == (1, 1)
    assert (tally.fields["choice_age"], tally.settled.get("choice_age")) == (1, None)


def test_counts_add_up(history: History) -> None:
    tally = history.tallies[SECOND, "ad"]
    numbers = (tally.before, tally.new, tally.again, tally.gone, tally.elsewhere, tally.after)
    assert numbers == (5, 1, 1, 1, 1, 5)
    assert tally.revised == 2


def test_renumbered_ids_are_followed_by_the_platforms_list(history: History) -> None:
    assert changes(history, GOOGLE, "advertiser") == {"new": {"AR4"}, "gone": {"AR3"}}
    assert fields(history, GOOGLE, "advertiser") == {
        ("AR11", "spend"): (100, 300),
        ("AR2", "advertiser_name"): ("Made-up Two", "Made-up Two Renamed"),
    }


def test_a_column_that_comes_later_is_no_change(history: History) -> None:
    found = Counter(field for _, field in fields(history, GOOGLE, "advertiser"))
    assert not {"regions_text", "elections_text"} & set(found)


def test_weeks_are_compared_one_by_one_in_the_currency_of_both(history: History) -> None:
    rows = history.items[(history.items["step_id"] == GOOGLE) & (history.items["noun"] == "week")]
    assert {(row.change, str(row.start_date)[:10]) for row in rows.itertuples()} == {
        ("gone", "2018-08-19"), ("new", "2018-09-02"),
    }  # fmt: skip
    rows = history.fields[history.fields["noun"] == "week"]
    assert [(row.currency, row.old_lo, row.new_lo) for row in rows.itertuples()] == [
        ("USD", 200, 400)
    ]
    assert history.tallies[GOOGLE, "week"].settled == {"spend": 1}


def test_copies_without_an_id_in_common_say_nothing_of_what_went(history: History) -> None:
    tally = history.tallies[DISJOINT, "ad"]
    assert (tally.is_renumbered, tally.before, tally.after, tally.same_names) == (True, 10, 10, 1)
    assert changes(history, DISJOINT, "ad") == {}


def test_removals_are_what_no_copy_has_listed_since(history: History) -> None:
    assert list(map(short, history.removals["thing_id"])) == ["de0003", "AR3"]
    assert list(history.removals["spend_lo"]) == [70, 300]


def test_new_ads_are_counted_by_place(history: History) -> None:
    rows = history.places[history.places["step_id"] == FIRST]
    assert dict(zip(rows["place_code"], rows["n"], strict=True)).get("US-TX") == 2


@pytest.mark.parametrize(
    ("column", "key", "snapshots"),
    [
        ("place_code", "US-OH", ("snapchat@2020-09-25/2020", "snapchat@2020-10-01/2020")),
        ("sponsor_id", "google/AR3", ("google-bundle@2018-09-01",)),
    ],
)
def test_listings_name_the_copies_with_a_thing(
    written_store: Store, column: str, key: str, snapshots: tuple[str, ...]
) -> None:
    assert listings(written_store, column)[key] == snapshots
