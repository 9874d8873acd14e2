"""To whom an ad was shown, in words; and what an archive that gives no choices says of them."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from generator.adapters import archive_facts
from generator.pages.ad.ads import delivery_words, targeting_words
from tests.adapters.reading import references

DATA = SimpleNamespace(facts=SimpleNamespace(places=references().places))


def shown(dimension: str, value: str, share: str | None, **more: str) -> dict[str, object]:
    place = {"place_code": None, "age_text": None, "gender_text": None} | more
    found = None if share is None else Decimal(share)
    count = {"people_count": None}
    return {"dimension": dimension, "value_text": value, "share": found, **count, **place}


def test_largest_shares_come_first_and_the_others_are_counted() -> None:
    rows = [
        shown("region", "Ohio", "0.10", place_code="US-OH"),
        shown("region", "Texas", "0.425", place_code="US-TX"),
        shown("region", "Unknown", "0.006"),
        shown("region", "Maine", "0.2", place_code="US-ME"),
        shown("region", "Utah", "0.05", place_code="US-UT"),
    ]
    assert delivery_words(DATA, rows) == ("Texas 43 %, Maine 20 %, Ohio 10 % and 2 more",)


def test_groups_of_age_and_gender_are_named_and_small_shares_are_not_nothing() -> None:
    rows = [
        shown("age_gender", "female 35-44", "0.9951", age_text="35-44", gender_text="female"),
        shown("age_gender", "male 65+", "0.0049", age_text="65+", gender_text="male"),
    ]
    assert delivery_words(DATA, rows) == ("women 35–44 over 99 %, men 65+ under 1 %",)


def test_place_without_a_code_keeps_its_own_name() -> None:
    assert delivery_words(DATA, [shown("region", "Elsewhere", "1")]) == ("Elsewhere 100 %",)


def test_people_are_counted_where_no_share_is_given() -> None:
    rows = [
        shown("country", "MT", None, place_code="MT") | {"people_count": 1},
        shown("country", "IT", None, place_code="IT") | {"people_count": 12_345},
    ]
    assert delivery_words(DATA, rows) == ("Italy 12,345 people, Malta 1 person",)


def test_what_is_not_measured_says_nothing() -> None:
    assert delivery_words(DATA, [shown("country", "Malta", None)]) == ()


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        ("meta-api", "what the buyer chose is not published"),
        ("snapchat", "no targeting given: everybody"),
    ],
)
def test_missing_choice_means_everybody_only_where_choices_are_published(
    archive: str, words: str
) -> None:
    assert targeting_words(archive_facts()[archive], []) == (words,)
