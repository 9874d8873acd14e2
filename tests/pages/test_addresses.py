"""Addresses: made from ids, stable, unique, safe."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.addresses import (
    BUCKETS,
    ad_anchor,
    anchor,
    chart_ident,
    letter_of,
    permalink,
    permalink_bucket,
    place_path,
    sort_key,
    sponsor_path,
)

IDS = st.builds(
    "{}/{}".format,
    st.sampled_from(["google", "meta", "snapchat"]),
    st.text(min_size=1, max_size=40),
)


@given(IDS)
def test_addresses_hold_only_safe_characters(sponsor_id: str) -> None:
    platform = sponsor_id.split("/")[0]
    assert re.fullmatch(rf"sponsors/{platform}/[A-Za-z0-9_-]+", sponsor_path(sponsor_id))
    assert re.fullmatch(rf"{platform}-[A-Za-z0-9_-]+", anchor(sponsor_id))
    assert re.fullmatch(rf"s-{platform}-[a-z0-9-]+", chart_ident(sponsor_id))
    assert re.fullmatch(rf"sponsors/id/[0-9a-f]{{2}}/#{anchor(sponsor_id)}", permalink(sponsor_id))


@given(st.text(max_size=200))
def test_anchor_of_an_ad_is_short_and_safe(ad_id: str) -> None:
    assert re.fullmatch(r"ad-[A-Za-z0-9_-]{0,64}", ad_anchor(ad_id))


def test_permalink_is_what_was_once_given_out() -> None:
    # The first byte of the SHA-256 of the id: 0xa2 and 0xfa (sha256sum). It must never change.
    assert permalink_bucket("google/AR123") == "a2"
    assert permalink("google/AR123") == "sponsors/id/a2/#google-AR123"
    assert permalink("meta/page-9") == "sponsors/id/fa/#meta-page-9"
    assert BUCKETS == 256


def test_path_is_made_of_platform_and_id() -> None:
    assert sponsor_path("google/AR123") == "sponsors/google/AR123"
    assert sponsor_path("meta/page-9") == "sponsors/meta/page-9"
    assert anchor("snapchat/t0a") == "snapchat-t0a"


def test_same_id_on_two_platforms_has_two_addresses() -> None:
    assert sponsor_path("meta/t1") != sponsor_path("snapchat/t1")
    assert anchor("meta/t1") != anchor("snapchat/t1")
    assert chart_ident("meta/t1") != chart_ident("snapchat/t1")


def test_places_nest() -> None:
    assert place_path("US") == "places/us"
    assert place_path("US-TX") == "places/us/tx"


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("amber", "a"),
        ("Zebra", "z"),
        ("Éclair Fans", "e"),
        ("“Quoted” Name", "q"),
        ("  (bracket)", "b"),
        ("<script>", "s"),
        ("=1+2", "other"),
        ("3 Cheers", "other"),
        ("Ωmega", "other"),
        ("東京", "other"),
        ("💡 Ideas", "i"),
        ("💡", "other"),
        ("", "other"),
    ],
)
def test_letter_of_a_name(name: str, letter: str) -> None:
    assert letter_of(name) == letter


def test_order_disregards_case_accents_and_leading_marks() -> None:
    names = ["zoo", "“Apple", "Ábaco", "apple", "Banana"]
    ordered = sorted(names, key=lambda name: sort_key(name, name))
    assert ordered == ["Ábaco", "apple", "“Apple", "Banana", "zoo"]


def test_equal_names_are_ordered_by_id() -> None:
    assert sort_key("Same", "google/1") < sort_key("SAME", "google/2")
