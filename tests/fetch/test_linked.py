"""The file that is linked from a page: the newest by the day in its name."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import FetchError
from generator.fetch.client import Client
from generator.fetch.linked import find_linked_file, newest_link
from generator.text.days import written_day
from tests.fetch.server import Reply, Server
from tests.fetch.world import World

PAGE = "https://page.example/en/help/disclosure"
ENDING = "-political-ads-data.zip"
MONTHS = "January February March April May June July August September October November December"


def link(name: str) -> str:
    return f'<a href="/content/{name}">report</a>'


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.booleans(),
    st.sampled_from([str.lower, str.upper, str.title, lambda word: word[:3]]),
)
def test_day_is_read_however_it_is_written(day: date, padded: bool, spell: object) -> None:
    number = f"{day.day:02d}" if padded else str(day.day)
    name = f"{number}-{spell(MONTHS.split()[day.month - 1])}-{day.year}{ENDING}"
    assert written_day(name) == day


@pytest.mark.parametrize(
    "text",
    ["31-June-2024", "0-May-2024", "5-Mai-2024-", "2024-05-01", "", "123-May-2024", "5-m-2024"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert written_day(text) is None


@given(st.text(max_size=40))
def test_no_text_is_too_strange(text: str) -> None:
    found = written_day(text)
    assert found is None or found.year >= 2000


def test_newest_by_its_name_is_taken_not_the_first_or_last() -> None:
    names = [f"05-march-2024{ENDING}", f"25-OCTOBER-2024{ENDING}", f"7-May-2024{ENDING}"]
    page = "<html>" + "".join(map(link, names)) + link("1-December-2025-other.zip")
    address, day = newest_link(page, PAGE, ENDING)
    assert address == f"https://page.example/content/25-OCTOBER-2024{ENDING}"
    assert day == date(2024, 10, 25)


def test_links_are_resolved_and_their_marks_read() -> None:
    page = f'<A HREF=" https://other.example/d/1-May-2024{ENDING}?a=1&amp;b=2 ">x</A><p href="9">'
    address, _ = newest_link(page, PAGE, ENDING)
    assert address == f"https://other.example/d/1-May-2024{ENDING}?a=1&b=2"


def test_page_without_the_link_says_what_to_do() -> None:
    with pytest.raises(FetchError) as caught:
        newest_link("<a href='/a.zip'>a</a><a href='http://[bad'>b</a>", PAGE, ENDING)
    told = str(caught.value)
    assert told.startswith(f"{PAGE}: no link to a file …{ENDING} (of 2 links).")
    assert "paidforby import FILE" in told


def test_link_without_a_day_is_named() -> None:
    with pytest.raises(FetchError, match=r"latest-political-ads-data.zip'\] have no day"):
        newest_link(link(f"latest{ENDING}"), PAGE, ENDING)


def test_page_is_asked_again_after_an_error_that_passes(server: Server, tmp_path: Path) -> None:
    world = World(tmp_path)
    page = link(f"1-May-2024{ENDING}").encode()
    cut = Reply(200, page, length=len(page) + 5)
    url = server.on("/page", Reply(503), cut, Reply(200, page))
    with Client(world.around) as client:
        address, _ = find_linked_file(url, ENDING, client, world.around)
    assert address == f"{server.url}/content/1-May-2024{ENDING}"
    assert world.slept == [1, 2]


def test_link_in_a_page_that_moved_belongs_to_where_it_is_now(
    server: Server, tmp_path: Path
) -> None:
    world = World(tmp_path)
    page = f'<a href="1-May-2024{ENDING}">x</a>'.encode()
    server.on("/new/page", Reply(200, page))
    url = server.on("/page", Reply(301, headers={"Location": "/new/page"}))
    with Client(world.around) as client:
        address, _ = find_linked_file(url, ENDING, client, world.around)
    assert address == f"{server.url}/new/1-May-2024{ENDING}"


def test_page_without_end_is_not_read_to_the_end(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.fetch.linked.MAX_PAGE_BYTES", 1_000)
    world = World(tmp_path)
    url = server.on("/page", Reply(200, link(f"1-May-2024{ENDING}").encode() + b" " * 1_000))
    with (
        Client(world.around) as client,
        pytest.raises(FetchError, match="the answer is over 1,000 bytes"),
    ):
        find_linked_file(url, ENDING, client, world.around)
