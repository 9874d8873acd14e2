"""Letters made plain: what Unicode takes apart, and what it does not."""

import pytest

from generator.text.folding import SPELLED_OUT, fold, without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Høyre", "hoyre"),
        ("SPÓŁKA", "spolka"),
        ("Straße STRASSE", "strasse strasse"),
        ("Građani Ærø œuvre", "gradani aero oeuvre"),
        ("Katılım İstanbul", "katilim istanbul"),
        ("São Ångström", "sao angstrom"),
        ("示範 ΦΑΝΤΑΣΤΙΚΌ", "示範 φανταστικο"),
    ],
)
def test_letters_are_plain_and_small(text: str, plain: str) -> None:
    assert fold(text) == plain


def test_folding_twice_changes_nothing() -> None:
    text = "".join(SPELLED_OUT) + "ǾÅé"
    assert fold(fold(text)) == fold(text)


def test_without_accents_keeps_letters_of_their_own() -> None:
    assert without_accents("spółka") == "społka"
