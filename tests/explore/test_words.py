"""The index of words: how words are folded, and where their items stand."""

import pytest

from generator.explore.words import WordIndex, beginnings_of, word_tables, words_of


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Vote YES on 4!", {"vote", "yes", "on", "4"}),
        ("São Paulo, Ångström", {"sao", "paulo", "angstrom"}),
        ("Røde Kors, SPÓŁKA, Straße", {"rode", "kors", "spolka", "strasse"}),
        ("rock_and-roll rock", {"rock", "and", "roll"}),
        ("", set()),
        ("示範：虛構", {"示範", "虛構"}),
        ("虛構PAC", {"虛構", "pac"}),
        ("x" * 60, {"x" * 40}),
    ],
)
def test_words_are_folded_and_named_once(text: str, words: set[str]) -> None:
    found = words_of(text)
    assert set(found) == words
    assert len(found) == len(words)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("虛構左手茶匙黨", "茶匙"),
        ("虛構左手茶匙黨", "黨"),
        ("พรรคช้อนชาสมมติ", "ช้อนชา"),
        ("架空の傘協会" * 20, "協会架空"),
    ],
)
def test_middle_of_a_word_begins_something_in_scripts_without_spaces(text: str, typed: str) -> None:
    (word,) = words_of(typed)
    assert any(begin.startswith(word) for begin in beginnings_of(text))


def test_items_of_a_word_follow_each_other_in_order() -> None:
    rows, names = WordIndex(), WordIndex()
    rows.add(0, "bridge tax")
    rows.add(2, "tax")
    rows.add(5, "bridge")
    names.add(1, "Tax Friends")
    words, of_rows, of_names = word_tables(rows, names)
    assert words.to_pylist() == [
        {"word": "bridge", "row_start": 0, "row_count": 2, "who_start": 0, "who_count": 0},
        {"word": "friends", "row_start": 2, "row_count": 0, "who_start": 0, "who_count": 1},
        {"word": "tax", "row_start": 2, "row_count": 2, "who_start": 1, "who_count": 1},
    ]
    assert of_rows["item"].to_pylist() == [0, 5, 0, 2]
    assert of_names["item"].to_pylist() == [1, 1]


def test_nothing_said_makes_empty_tables() -> None:
    words, of_rows, of_names = word_tables(WordIndex(), WordIndex())
    assert (words.num_rows, of_rows.num_rows, of_names.num_rows) == (0, 0, 0)
