"""The pictures for other sites: one size, few bytes, the same every time, never boxes."""

import io
from pathlib import Path

import pytest
from PIL import Image

from generator.pages.card import Card, CardFigure
from generator.reuse.card_drawing import (
    _LETTERS,
    CardFrame,
    CardShelf,
    _font,
    draw_card,
    is_drawable,
)

FRAME = CardFrame("Paid For By", "example.org/ads")
DATE = "3 Nov 2024"
THREE = tuple(CardFigure(name, "US$1.2 m–US$1.3 m", "reported") for name in ("A", "B", "C"))


def ink(data: bytes, box: tuple[int, int, int, int]) -> int:
    """How many points of a part of the picture are not paper."""
    part = Image.open(io.BytesIO(data)).convert("L").crop(box)
    return sum(part.histogram()[:200])


NAME = (0, 130, 1200, 320)
SECOND_LINE = (0, 238, 1200, 300)


def test_card_has_the_size_that_other_sites_show_and_few_bytes() -> None:
    data = draw_card(Card("Committee", "Amber Alliance for Everything", THREE), FRAME, DATE)
    picture = Image.open(io.BytesIO(data))
    assert (picture.format, picture.size, picture.mode) == ("PNG", (1200, 630), "P")
    assert len(data) < 25_000


def test_same_card_has_the_same_bytes_and_another_others() -> None:
    card = Card("Committee", "Amber Alliance", THREE)
    assert draw_card(card, FRAME, DATE) == draw_card(card, FRAME, DATE)
    others = [
        draw_card(Card("Committee", "Amber Alliancf", THREE), FRAME, DATE),
        draw_card(Card("Committee", "Amber Alliance", THREE[:2]), FRAME, DATE),
        draw_card(card, FRAME, "4 Nov 2024"),
        draw_card(card, CardFrame("Paid For By", "example.org/ads", "All made up"), DATE),
    ]
    assert draw_card(card, FRAME, DATE) not in others


def test_days_of_the_data_stand_whole_beside_a_long_address() -> None:
    days = "Data to 10 May 2018 – 3 Nov 2024, by platform"
    card = Card("Committee", "Amber", THREE)
    short, long = (
        draw_card(card, CardFrame("A site", address), days)
        for address in ("example.org", "example." * 30)
    )
    right = (590, 580, 1200, 630)
    assert ink(short, right) == ink(long, right) > 0
    assert ink(long, (566, 580, 590, 630)) == 0
    assert ink(long, (300, 580, 560, 630)) > ink(short, (300, 580, 560, 630)) == 0


def test_long_name_stays_on_the_card() -> None:
    for name in ("Amber " * 60, "A" * 300):
        data = draw_card(Card("Committee", name, THREE), FRAME, DATE)
        assert ink(data, (1140, 0, 1200, 630)) == ink(data, (1140, 0, 1200, 20))
        assert ink(data, (0, 302, 1200, 328)) == 0


def test_name_in_a_script_without_letters_gives_way_to_the_kind() -> None:
    named = draw_card(Card("Committee", "民主", THREE), FRAME, DATE)
    assert named == draw_card(Card("Committee", "अब", THREE), FRAME, DATE)
    assert ink(named, NAME) == ink(draw_card(Card("", "Committee", THREE), FRAME, DATE), NAME) > 0


@pytest.mark.parametrize(
    ("text", "can"),
    [
        ("Söhne & Ñandú – “x” €5", True),
        ("Νέα Δημοκρατία", True),
        ("Партия Єва", True),
        ("הליכוד", False),
        ("民主進步黨", False),
        ("भारतीय", False),
        ("حزب", False),
        ("Party 🎉", False),
    ],
)
def test_only_letters_of_the_font_are_drawn(text: str, can: bool) -> None:
    assert is_drawable(text) is can


def test_letters_that_are_drawn_are_no_boxes() -> None:
    font = _font(30, 400)
    box = bytes(font.getmask("\ufdd0"))
    blank = {0x20, 0xA0, 0xAD}
    missing = [
        chr(code)
        for lo, hi in _LETTERS
        for code in range(lo, hi + 1)
        if chr(code).isalpha() and code not in blank and bytes(font.getmask(chr(code))) == box
    ]
    assert missing == []


def test_shelf_draws_only_what_is_new_and_forgets_what_is_not_asked_for(tmp_path: Path) -> None:
    one, two = Card("A", "Amber"), Card("B", "Birch")
    shelf = CardShelf(tmp_path, FRAME)
    shelf.draw([(one, DATE), (two, DATE)], 1)
    assert len(list(tmp_path.iterdir())) == 2
    assert shelf.picture(one, DATE) == draw_card(one, FRAME, DATE)
    kept = next(
        path for path in tmp_path.iterdir() if path.read_bytes() == shelf.picture(one, DATE)
    )
    kept.chmod(0o444)
    shelf.draw([(one, DATE)], 1)
    assert list(tmp_path.iterdir()) == [kept]
