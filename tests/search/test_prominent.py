"""The small files of names: which file has which name, and what it says of it."""

import json

import pytest

from generator.pages.base import Page, SearchData
from generator.search.names import MOST_NAMES, file_of, initials, letters, name_files, words_of
from generator.text.unspaced import inner_words


def page(path: str, title: str, weight: int = 1, **search: object) -> Page:
    return Page(
        path, title, "", "", (), search=SearchData("Sponsor", "3 ads", weight=weight, **search)
    )


def names(pages: list[Page], word: str) -> list[str]:
    content = json.loads(name_files(pages, ())[file_of(word)])
    return [entry[0] for entry in content["names"] if word in " ".join(map(str, entry)).lower()]


def test_name_stands_in_the_file_of_each_of_its_words() -> None:
    pages = [page("sponsors/x/1", "Kite Friends", also=("Wind Lovers",), accounts=("Breeze",))]
    for word in ("kite", "friends", "wind", "lovers", "breeze"):
        content = json.loads(name_files(pages, ())[file_of(word)])
        assert content["names"] == [
            ["Kite Friends", "sponsors/x/1/", "Sponsor", "3 ads", 1, ["Wind Lovers"], ["Breeze"]]
        ]


def test_file_is_chosen_by_the_beginning_so_that_it_is_known_before_the_end() -> None:
    assert file_of("sandcastles") == file_of("sand") == file_of("san")
    assert len({file_of(word) for word in ("san", "kit", "win", "fri", "bre")}) == 5


def test_larger_names_come_first_and_places_before_all() -> None:
    pages = [
        page("sponsors/x/1", "Texas Kites", 2),
        page("sponsors/x/2", "Texas Boats", 9),
        page("places/us/tx", "Texas", 0),
    ]
    assert names(pages, "texas") == ["Texas", "Texas Boats", "Texas Kites"]


def test_word_of_many_names_lists_the_largest_only() -> None:
    pages = [page(f"sponsors/x/{n}", f"Kite Club {n}", n) for n in range(MOST_NAMES + 30)]
    found = names(pages, "kite")
    assert len(found) == MOST_NAMES
    assert found[0] == f"Kite Club {MOST_NAMES + 29}"
    assert "Kite Club 7" not in found
    assert names(pages, "7")[-1] == "Kite Club 7"


def test_lists_and_pages_that_are_not_searched_are_left_out() -> None:
    pages = [
        Page("about", "Kite", "", "", ()),
        page("sponsors/a-z/k-1", "Kite list", entry_kind="Sponsor"),
    ]
    assert names(pages, "kite") == []


def test_index_of_a_folder_has_the_address_of_the_folder() -> None:
    content = json.loads(name_files([page("places/us/index", "Kite Land")], ())[file_of("kite")])
    assert content["names"][0][1] == "places/us/"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Republican National Committee", "rnc"),
        ("AMERICAN CIVIL LIBERTIES UNION, INC.", "aclu"),
        ("Friends of the Kite and the Wind", "fkw"),
        ("Two Words", ""),
        ("One Two Three Four Five Six", ""),
        ("Vote 4 Kites", ""),
    ],
)
def test_initials_are_those_of_the_telling_words(name: str, short: str) -> None:
    assert initials(name) == short


def test_letters_that_are_spelled_out_lead_to_the_words_of_the_index() -> None:
    found = letters(["Høyre", "SPÓŁKA Akcyjna", "Kite"])
    assert found == [("hoyre", "høyre"), ("spolka", "społka")]
    content = json.loads(name_files([], ["Høyre"])[file_of("hoyre")])
    assert content == {"names": [], "letters": {"hoyre": ["høyre"]}}


def test_words_are_those_that_the_script_takes_from_what_is_typed() -> None:
    assert words_of("Kite’s FRIENDS, N° 4 (Ærø)") == ["kite", "friends", "n", "4", "aero"]


def test_run_of_a_script_without_spaces_stands_in_the_file_of_each_of_its_pairs() -> None:
    pages = [page("sponsors/x/1", "示範協會 PAC"), page("sponsors/x/2", "พรรคตัวอย่าง")]
    for pair in ("示範", "範協", "協會"):
        content = json.loads(name_files(pages, ())[file_of(pair)])
        assert "示範協會 PAC" in [entry[0] for entry in content["names"]]
    content = json.loads(name_files(pages, ())[file_of(words_of("อย่า")[0][:2])])
    assert [entry[0] for entry in content["names"]] == ["พรรคตัวอย่าง"]


def test_words_of_scripts_without_spaces_end_where_other_letters_begin() -> None:
    assert words_of("虛構PAC左手2024") == ["虛構", "pac", "左手", "2024"]
    assert words_of("架空・の会") == ["架空", "の会"]
    assert words_of("서울 시민") != []
    assert initials("示範 協會 政策") == ""


def test_inner_words_begin_at_each_letter_that_may_begin_one() -> None:
    assert inner_words(["示範協會 PAC", "協會"]) == "\u205d範協會 \u205d協會"
    thai = inner_words(["ตัวอย่าง"]).split(" ")
    assert "\u205dวอย่าง" in thai
    assert not [word for word in thai if word[1] in "\u0e31\u0e48"]
    assert inner_words(["Demo Kite Friends", "Ærø", "서울"]) == ""
