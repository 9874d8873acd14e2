"""Letters made plain, by rule: the cases that the scripts of the pages follow, too."""

import pytest

from generator.explore.words import beginnings_of
from generator.ingest.known import known_key
from generator.search.names import words_of
from generator.store.tables import table_of_rows
from generator.text.folding import (
    SPELLED_OUT,
    bare_letters,
    fold,
    list_letters,
    scanned_letters,
    to_plain,
    without_marks,
)
from tests.shared_cases import Case, read_cases

CASES = read_cases("folding")
RULES = {
    "search": fold,
    "bare": bare_letters,
    "list": list_letters,
    "name": to_plain,
    "scanned": scanned_letters,
}


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("case", CASES["letters"], ids=lambda case: case["text"])
def test_letters_are_made_plain(case: Case, rule: str) -> None:
    assert RULES[rule](case["text"]) == case[rule]


@pytest.mark.parametrize("rule", sorted({*RULES} - {"list"}))
def test_making_plain_twice_changes_nothing(rule: str) -> None:
    for case in CASES["letters"]:
        assert RULES[rule](case[rule]) == case[rule]


def test_letters_are_made_plain_in_the_engine() -> None:
    texts = [case["text"] for case in CASES["letters"]]
    found = table_of_rows(enumerate(texts), {"place": "int64", "text": "string"})
    keys = found.mutate(key=known_key(found.text)).order_by("place").to_pyarrow()["key"]
    assert keys.to_pylist() == [case["engine"] for case in CASES["letters"]]


@pytest.mark.parametrize("case", CASES["words"], ids=lambda case: case["text"])
def test_words_and_where_they_begin(case: Case) -> None:
    assert words_of(case["text"]) == case["words"]
    assert sorted(beginnings_of(case["text"])) == case["starts"]


def test_every_letter_that_is_spelled_out_is_among_the_cases() -> None:
    met = "".join(case["text"] for case in CASES["letters"]).lower()
    assert not set(SPELLED_OUT) - set(met)


def test_without_marks_keeps_capitals_and_letters_of_their_own() -> None:
    assert without_marks("SPÓŁKA é") == "SPOŁKA e"
