"""What the buyer of an ad chose, in words, and which addresses become links."""

import pytest

from generator.adapters import archive_facts
from generator.pages.ad.ads import is_safe_link, shorten, targeting_words

GOOGLE_AGES = ("18-24", "25-34", "35-44", "45-54", "55-64", "≥65", "Unknown age", "13-17")


def chosen(dimension: str, text: str, *, excluded: bool = False) -> dict[str, object]:
    return {"dimension": dimension, "choice_text": text, "is_excluded": excluded}


def snapchat(*choices: dict[str, object]) -> tuple[str, ...]:
    return targeting_words(archive_facts()["snapchat"], choices)


def google(*choices: dict[str, object]) -> tuple[str, ...]:
    return targeting_words(archive_facts()["google-bundle"], choices)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("18-34", "ages 18–34"),
        ("35+", "aged 35 or older"),
        ("35++", "aged 35 or older"),
        ("24-", "aged 24 or younger"),
        ("18, 21", "ages 18, 21"),
    ],
)
def test_ages_on_snapchat(text: str, words: str) -> None:
    assert snapchat(chosen("age", text)) == (words,)


def test_some_google_ages_are_listed_and_all_of_them_are_not() -> None:
    assert google(chosen("age", "18-24, 25-34")) == ("ages 18–24, 25–34",)
    assert google(chosen("age", ", ".join(GOOGLE_AGES))) == ("all ages and genders",)


def test_all_genders_are_no_choice() -> None:
    assert google(chosen("gender", "Male, Female, Unknown gender")) == ("all ages and genders",)
    assert google(chosen("gender", "Female")) == ("women",)
    assert google(chosen("gender", "Male, Female")) == ("men and women",)
    assert snapchat(chosen("gender", "FEMALE")) == ("women",)


def test_no_targeting_is_everybody() -> None:
    assert snapchat() == ("no targeting given: everybody",)


def test_excluded_choices_say_not() -> None:
    words = snapchat(
        chosen("place", "Ohio", excluded=True), chosen("place", "Texas"), chosen("age", "18+")
    )
    assert words == ("aged 18 or older", "in Texas", "not in Ohio")


def test_many_interests_are_counted() -> None:
    words = snapchat(chosen("interest", ",".join(f"Interest {n}" for n in range(1, 10))))
    listed = ", ".join(f"Interest {n}" for n in range(1, 7))
    assert words == (f"interests: {listed} and 3 more",)


def test_comma_inside_brackets_does_not_split_an_interest() -> None:
    assert snapchat(chosen("interest", "Film Lovers (Drama, Comedy),Advocates")) == (
        "interests: Film Lovers (Drama, Comedy), Advocates",
    )


def test_long_list_of_google_places_is_cut_and_marked() -> None:
    (words,) = google(chosen("place", ", ".join(["Austin,Texas,United States"] * 300)))
    assert words.startswith("in Austin,Texas,United States, ")
    assert len(words) < 200
    assert words.endswith("…")


def test_circles_are_counted_and_not_located() -> None:
    one = "(latitude: 30.1, longitude: -97.2, radius: 5 miles)"
    assert snapchat(chosen("radius", one)) == ("1 circle on the map",)
    assert snapchat(chosen("radius", f"{one}, {one}")) == ("2 circles on the map",)


def test_unknown_words_are_kept() -> None:
    assert snapchat(chosen("audience", "Somebody else's list")) == (
        "audience: Somebody else's list",
    )


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "https://example.org/",
        "https://example.org:8443/a/b?c=d&e=%20#part",
        "https://example.org?utm=1",
        "https://sub.example.org/ad/CR999/versions",
    ],
)
def test_plain_https_address_becomes_a_link(url: str) -> None:
    assert is_safe_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)//https://example.org",
        "https:javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "http://example.org/",
        "//example.org/",
        "HTTPS//example.org/",
        "ftp://example.org/",
        "snapchat://open",
        "https://",
        "https:///path",
        "https://user@host/",
        "https://user:password@example.org/",
        "https://example.org@other.example/",
        "https://example.org/a b",
        " https://example.org/",
        "https://example.org/\n",
        "https://example.org/\nx",
        "https://example.org/\u202e",
        "https://example.org/\x00",
        'https://example.org/"onclick=alert(1)',
        "https://example.org/'x",
        "https://example.org/<b>",
        "https://example.org/`x`",
        "https://example.org/{{campaign.name}}",
        "https://example.org/?c={{campaign.name}}",
        "https://{{ad.host}}/",
        "https://example.org\\@other.example/",
        "https://exаmple.org/",  # a Cyrillic letter
        "https://[::1]/",
        "example.org",
    ],
)
def test_every_other_address_stays_text(url: str) -> None:
    assert not is_safe_link(url)


def test_shorten_marks_the_cut() -> None:
    assert shorten("short", 5) == "short"
    assert shorten("too long", 5) == "too…"
