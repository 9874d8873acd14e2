"""Names made comparable: what is the same name, and what kind of name it is."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ConfigError
from generator.sponsors.names import NameKind, Names
from tests.sponsors.made_up import NAMES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("DEMO KITES FOR DEMO BAY, INC.", "demo kites for demo bay"),
        ("Démo Kités", "demo kites"),
        ("Straße der Kites", "strasse der kites"),
        ("Demo & Kite", "demo and kite"),
        ("O’Demo Kite", "odemo kite"),
        ("D.E.M. Kites", "dem kites"),
        ("The Demo Kite L.L.C.", "demo kite"),
        ("Demo Kite, The", "demo kite"),
        ("Paid for by Demo Kite", "demo kite"),
        ("PAID FOR AND AUTHORIZED BY DEMO KITE", "demo kite"),
        ("Demo Kite. Not authorized by any candidate or candidate's committee.", "demo kite"),
        ("The Demo Kite Party. Promoted by A. Body on behalf of B. Body", "demo kite party"),
        ("Demo Kite % A Body", "demo kite"),
        ("United Demo Kites (UDK)", "united demo kites"),
        ("Save Demo Kites PAC (SDK PAC)", "save demo kites pac"),
        ("United Demo Kites (Federal)", "united demo kites federal"),
        ("Demo Kite Political Action Committee", "demo kite pac"),
        ("Ada Demo for U.S. Congress", "ada demo for congress"),
        ("ADA DEMO FOR CONGRESS COMMITTEE", "ada demo for congress"),
        ("Ada Demo for U.S. Senate", "ada demo for us senate"),
        ("Ένωση ΑΕΤΏΝ", "ενωση αετων"),
        ("Союз Й", "союз й"),
        ("余宛如", "余宛如"),
        ("Inc.", "inc"),
        ("Paid for by", ""),
        ("Official funds authorized by the Demo House", ""),
        ("Demo Kite and not authorized by any candidate", "demo kite"),
        ("N/A", ""),
        ("", ""),
    ],
)
def test_key_of_a_name(text: str, key: str) -> None:
    assert NAMES.key(text) == key


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ada Demo", NameKind.PERSON),
        ("Dr. Ada B. Demo", NameKind.PERSON),
        ("Θεανώ Φωτίου", NameKind.PERSON),
        ("余宛如", NameKind.PERSON),
        ("Ada Demo LLC", NameKind.DISTINCT),
        ("Demo Foundation", NameKind.DISTINCT),
        ("Friends of Demo", NameKind.SURNAME_CAMPAIGN),
        ("Demo for Senate 2022", NameKind.SURNAME_CAMPAIGN),
        ("Friends of Ada Demo", NameKind.DISTINCT),
        ("DKA", NameKind.SHORT),
        ("Republican National Committee", NameKind.DISTINCT),
        ("House Democratic Campaign Committee", NameKind.SHORT),
        ("me", NameKind.NONE),
    ],
)
def test_kind_of_a_name(text: str, kind: NameKind) -> None:
    assert NAMES.read(text).kind is kind


def test_company_and_its_pac_have_different_keys() -> None:
    assert NAMES.key("Demo Kite Corp") != NAMES.key("Demo Kite Corp PAC")


def test_names_are_related_by_a_telling_word_or_by_initials() -> None:
    def related(one: str, other: str) -> bool:
        return NAMES.are_related(NAMES.read(one), NAMES.read(other))

    assert related("Ada Zyxdemo for Congress", "Zyxdemo Victory Committee")
    assert related("ZDK PAC", "Zyx Demo Kites")
    assert not related("Zyx Media Inc", "Abc Media LLC")
    assert not related("Friends of Ada", "Friends of Bob")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(max_codepoint=127), max_size=60))
def test_key_is_the_same_in_capitals_and_has_single_spaces(text: str) -> None:
    key = NAMES.key(text)
    assert key == NAMES.key(text.upper()) == NAMES.key(f"  {text}\n")
    assert key == " ".join(key.split())


def test_every_list_says_why_and_holds_plain_words() -> None:
    lists = NAMES.legal_forms | NAMES.titles | NAMES.boilerplate | NAMES.organisation_words
    lists |= NAMES.harmless | NAMES.bodies | NAMES.campaigns
    assert all(word == word.casefold() and " " not in word for word in lists)
    assert NAMES.bodies.isdisjoint(NAMES.harmless)


def test_missing_list_is_named(tmp_path: Path) -> None:
    (tmp_path / "names.toml").write_text('[legal_forms]\nwords = ["inc"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="the list 'openings' is missing"):
        Names.load(tmp_path)
