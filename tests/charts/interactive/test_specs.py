"""What the browser draws when asked: the same rows, their exact words, no colour of its own."""

import json
import re

import pandas as pd
import pytest

from generator.charts.interactive.specs import INTERACTIVE, interactive_spec
from generator.charts.kinds import KINDS
from tests.charts.drawn import NAN, named, weeks

PLACES = pd.DataFrame(
    [("US-TX", 5, 9), ("US-CA", 3, NAN), ("US-ME", NAN, NAN)], columns=["place_code", "lo", "hi"]
)
FRAMES = {
    "weekly_spend": weeks([(10, 20), (30, NAN), (5, 5)]),
    "platform_split": named("platform", [("A", 5, 9), ("B", 3, NAN), ("C", NAN, NAN)]),
    "top_sponsors": named("name", [("A", 5, 9), ("B", 3, NAN), ("C", NAN, NAN)]),
    "places_bars": named("name", [("A", 5, 9), ("B", 3, NAN), ("C", NAN, NAN)]),
    "places_tiles": PLACES,
}
WORDS = ["first: 1", "second: 2", "third: 3"]


def rows(kind: str, frame: pd.DataFrame | None = None) -> list[dict]:
    spec = interactive_spec(kind, FRAMES[kind] if frame is None else frame, "USD", WORDS)
    assert spec is not None
    return spec["data"]["values"]


def test_every_kind_has_an_interactive_view() -> None:
    assert set(FRAMES) == set(INTERACTIVE) <= set(KINDS)
    assert interactive_spec("unheard_of", PLACES, "USD", []) is None


@pytest.mark.parametrize("kind", ["platform_split", "top_sponsors", "places_bars", "places_tiles"])
def test_bounds_and_kinds_are_those_of_the_frame(kind: str) -> None:
    found = [(row["lo"], row["is"], row["words"]) for row in rows(kind)]
    assert found == [(5, "range", WORDS[0]), (3, "open", WORDS[1]), (None, "unknown", WORDS[2])]


def test_weeks_are_in_order_and_a_week_without_an_amount_is_none() -> None:
    frame = weeks([(10, 20), (NAN, NAN), (5, 5)]).iloc[[2, 1, 0]]
    found = rows("weekly_spend", frame)
    assert [(row["lo"], row["hi"], row["is"], row["words"], row["index"]) for row in found] == [
        (10, 20, "range", WORDS[2], 0),
        (5, 5, "exact", WORDS[0], 1),
    ]


@pytest.mark.parametrize("kind", FRAMES)
def test_it_names_no_colour_and_loads_nothing(kind: str) -> None:
    text = json.dumps(interactive_spec(kind, FRAMES[kind], "USD", WORDS), allow_nan=False)
    assert not re.search(r"#[0-9a-f]{3,8}\b", text)
    assert re.findall(r"https?://[^\"]+", text) == [
        "https://vega.github.io/schema/vega-lite/v6.json"
    ]


def test_rows_without_words_are_refused() -> None:
    with pytest.raises(ValueError, match="1 texts for 3 rows"):
        interactive_spec("places_tiles", PLACES, "USD", ["one"])


MARKS = (("2020-01-07", 1), ("2020-01-08", 2), ("2020-09-01", 3))
SPAN = ("2019-12-01", "2020-12-31")


def weekly_spec() -> dict:
    spec = interactive_spec("weekly_spend", FRAMES["weekly_spend"], "USD", WORDS, MARKS, SPAN)
    assert spec
    return spec


def test_numbered_dates_of_the_drawing_are_in_the_interactive_view_too() -> None:
    numbers = [
        row
        for layer in weekly_spec()["layer"]
        if layer["mark"]["type"] == "text"
        for row in layer["data"]["values"]
    ]
    assert [(row["number"], row["line"]) for row in numbers] == [("1", 0), ("2", 1), ("3", 0)]
    assert numbers[0]["day"] == pd.Timestamp("2020-01-07").value // 10**6


def test_the_days_that_are_shown_at_first_are_those_of_the_drawing() -> None:
    params = {param["name"]: param["value"] for param in weekly_spec()["params"]}
    shown = [pd.Timestamp(params[name], unit="ms").date().isoformat() for name in ("from", "to")]
    assert shown == list(SPAN)


def test_a_week_answers_in_its_whole_width_and_height() -> None:
    spec = weekly_spec()
    (area,) = (layer for layer in spec["layer"] if layer["mark"].get("color") == "transparent")
    assert area["encoding"]["y"] == {"value": 0}
    assert area["encoding"]["y2"] == {"value": "height"}
    assert area["encoding"]["x2"] == {"field": "after"}
    for row, after in zip(spec["data"]["values"], spec["data"]["values"][1:], strict=False):
        assert row["after"] == after["start"]
