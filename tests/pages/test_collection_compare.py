"""What counts as a difference between the transcriptions of an ad, and what does not."""

from dataclasses import replace
from datetime import datetime

import pytest

from generator.pages.collection.compare import (
    FIELDS,
    around_difference,
    comparable_address,
    comparable_text,
    compare,
    dollar_ratios,
    tallies,
)
from generator.pages.collection.data import CollectionAd, Version

BASE = Version(
    lineage="tab-separated",
    snapshot_id="ira@2018-05-10/tab-separated",
    path="ira/ira-ads.tsv",
    line=2,
    impressions=358,
    clicks=6,
    spend=161.23,
    currency="RUB",
    started=datetime.fromisoformat("2016-11-01T04:17:52"),
    ended=None,
    audience=None,
    landing="https://www.pages.example/kettles/",
    text="Kettles for all!",
    document="2016-q4/2016-10/P(1)0009901.pdf",
    surfaces="",
    ends_before_start=False,
    is_never_shown=False,
)


def ad(**changes: object) -> CollectionAd:
    """An ad in two transcriptions; the changes are those of the second."""
    other = replace(BASE, lineage="database", **changes)
    versions = {"tab-separated": BASE, "database": other}
    return CollectionAd("1", versions, BASE, (), (), ())


def verdicts(**changes: object) -> dict[str, str]:
    """By field that is not equal: conflict or missing."""
    return {
        item.field.id: "conflict" if item.is_conflict else "missing"
        for item in compare(ad(**changes))
        if item.is_conflict or item.is_missing
    }


def test_equal_transcriptions_agree_on_every_field() -> None:
    assert verdicts() == {}
    assert [tally.agree_count for tally in tallies([compare(ad())])] == [1] * len(FIELDS)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"impressions": 35}, {"impressions": "conflict"}),
        ({"impressions": None}, {"impressions": "missing"}),
        ({"impressions": 0}, {"impressions": "conflict"}),
        ({"spend": 0.0}, {"spend": "conflict"}),
        ({"spend": None, "currency": None}, {"spend": "missing", "currency": "missing"}),
        ({"spend": None, "currency": "USD"}, {"spend": "missing", "currency": "conflict"}),
        ({"started": datetime.fromisoformat("2016-11-01T04:17:53")}, {"start": "conflict"}),
        ({"ended": datetime.fromisoformat("2016-11-02T00:00:00")}, {"end": "missing"}),
        ({"landing": "http://Pages.Example/KettIes"}, {}),
        ({"landing": "https://pages.example/kettle"}, {"landing-address": "conflict"}),
        ({"landing": ""}, {"landing-address": "missing"}),
        ({"text": "kett|es\n for  a11 — Created with Aspose.Pdf 3"}, {}),
        ({"text": "Kettles for ail | "}, {}),
        ({"text": "Kettles for al"}, {"text": "conflict"}),
        ({"document": "data/2016-10/P(1)0009901.pdf"}, {}),
        ({"document": "data/2016-10/P(1)0009902.pdf"}, {"document": "conflict"}),
    ],
)
def test_difference_is_a_conflict_and_a_blank_is_missing(
    changes: dict[str, object], found: dict[str, str]
) -> None:
    assert verdicts(**changes) == found


def test_ad_that_only_one_transcription_has_lacks_nothing() -> None:
    alone = CollectionAd("1", {"tab-separated": BASE}, BASE, (), (), ())
    assert not any(item.is_conflict or item.is_missing for item in compare(alone))


def test_ad_can_be_in_conflict_and_lack_a_value() -> None:
    versions = {
        "tab-separated": BASE,
        "database": replace(BASE, lineage="database", clicks=7),
        "table": replace(BASE, lineage="table", clicks=None),
    }
    counts = {
        tally.field.id: (tally.agree_count, tally.conflict_count, tally.missing_count)
        for tally in tallies([compare(CollectionAd("1", versions, BASE, (), (), ()))])
    }
    assert counts["clicks"] == (0, 1, 1)
    assert counts["impressions"] == (1, 0, 0)


@pytest.mark.parametrize("text", ["", " ", "—", "..."])
def test_text_without_letters_is_blank(text: str) -> None:
    assert comparable_text(text) is None
    assert comparable_address(text) is None


def test_dollars_are_put_beside_roubles_only_where_both_amounts_are_known() -> None:
    pairs = [
        ad(spend=2.5, currency="USD"),
        ad(spend=0.0, currency="USD"),
        ad(spend=None, currency="USD"),
        ad(spend=50.0),
    ]
    assert dollar_ratios(pairs) == [64.49]  # 161.23 / 2.5 = 64.492


def test_long_texts_are_cut_around_the_first_difference() -> None:
    same = "word " * 40
    first, second, blank = around_difference([f"{same}kettle {same}", f"{same}teapot {same}", ""])
    assert "kettle" in first
    assert "teapot" in second
    assert first.startswith("…")
    assert first.endswith("…")
    assert len(first) <= 92
    assert blank == ""


def test_text_that_ends_early_is_cut_at_its_end() -> None:
    assert around_difference(["One two", "One two three"]) == ["One two", "One two three"]
