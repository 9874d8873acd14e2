"""Ids of payers: the same in Python and in the engine, for any text."""

import hashlib

import ibis
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.sponsors.identity import text_id, with_payer

TEXTS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=20)


def identified(rows: list[dict[str, str | None]]) -> list[tuple[str | None, str | None]]:
    """(payer_id, identity_basis) of each row, as the engine works them out."""
    names = ("n", "platform", "advertiser_id", "advertiser_name", "payer_name")
    columns = {name: pa.array([row.get(name) for row in rows], pa.string()) for name in names[1:]}
    table = ibis.memtable(pa.table({"n": pa.array(range(len(rows))), **columns}))
    found = with_payer(table).order_by("n").to_pyarrow().to_pylist()
    return [(row["payer_id"], row["identity_basis"]) for row in found]


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=20))
@example(
    texts=["a\u00a0b", "a\u3000 b", " a b ", "a\x0bb", "a\x1cb", "a\u200bb", "\u2028", "É", "ß"]
)
def test_id_of_a_text_is_the_same_in_python_and_in_the_engine(texts: list[str]) -> None:
    payers = identified([{"platform": "meta", "payer_name": text} for text in texts])
    assert [found for found, _ in payers] == [text_id("meta", "text", text) for text in texts]
    pages = identified([{"platform": "meta", "advertiser_name": text} for text in texts])
    assert [found for found, _ in pages] == [text_id("meta", "page", text) for text in texts]


def test_id_is_that_of_the_text_with_white_space_collapsed() -> None:
    digest = hashlib.sha256(b"text:Demo Kite Club").hexdigest()[:16]
    for text in ("Demo Kite Club", "  Demo\tKite \n Club ", "Demo\u00a0Kite Club"):
        assert text_id("meta", "text", text) == f"meta/t{digest}"
    assert text_id("meta", "text", "Demo kite club") != f"meta/t{digest}"
    assert text_id("meta", "page", "Demo Kite Club") != f"meta/t{digest}"


@pytest.mark.parametrize(
    ("row", "payer_id", "basis"),
    [
        (
            {"platform": "google", "advertiser_id": "AR1", "payer_name": "x"},
            "google/AR1",
            "advertiser_id",
        ),
        ({"platform": "meta", "advertiser_id": "7", "advertiser_name": "p"}, "meta/page-7", "page"),
        ({"platform": "meta", "advertiser_id": "7"}, "meta/page-7", "page"),
        ({"platform": "meta"}, None, None),
    ],
)
def test_platform_id_counts_where_there_is_one(
    row: dict[str, str | None], payer_id: str | None, basis: str | None
) -> None:
    assert identified([row]) == [(payer_id, basis)]


def test_page_without_an_id_is_known_by_its_name() -> None:
    (found,) = identified([{"platform": "meta", "advertiser_name": "Demo Page"}])
    assert found == (text_id("meta", "page", "Demo Page"), "page")


def test_payer_is_known_by_its_text_whatever_page_ran_the_ad() -> None:
    rows = [
        {"platform": "meta", "advertiser_id": page, "payer_name": "Demo Payer"}
        for page in ("1", "2")
    ]
    assert identified(rows) == [(text_id("meta", "text", "Demo Payer"), "disclaimer_text")] * 2
    (snap,) = identified([{"platform": "snapchat", "payer_name": "Demo Payer"}])
    assert snap == (text_id("snapchat", "text", "Demo Payer"), "payer_name")
