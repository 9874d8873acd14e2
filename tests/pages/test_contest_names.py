"""Reviewed spellings of candidates and measures, and what a damaged file is told."""

from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.pages.subject.contest_names import ContestNames, slug

ROOT = Path(__file__).resolve().parents[2]
FILE = """
[[contest]]
name = "Demo Kettle"
spellings = ["Demo Kettle", "Kettle for Tea"]
reason = "Made up."

[[nothing]]
spellings = ["n/a"]
reason = "Nothing is named."
"""


def load(folder: Path, text: str) -> ContestNames:
    (folder / "contests.toml").write_text(text, encoding="utf-8")
    return ContestNames.load(folder)


def test_spellings_are_known_without_capitals_accents_and_signs(tmp_path: Path) -> None:
    names = load(tmp_path, FILE)
    assert names.reviewed["kettle for tea"].name == "Demo Kettle"
    assert names.reviewed["kettle for tea"].id == "demo-kettle"
    assert [names.is_nothing(text) for text in ("N/A", "n a", " – ", "na tea")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[contest]]\nname = 'Tea'\nspellings = ['a']", "has no reason"),
        ("[[contest]]\nreason = 'Tea'\nspellings = ['a']", "has no name"),
        ("[[contest]]\nname = 'Tea'\nreason = 'x'\nspellings = []", "no list of texts"),
        (
            "[[contest]]\nname = 'Tea'\nreason = 'x'\nspellings = ['a']\nfec_candidate_id = 'P1'",
            "no candidate's number",
        ),
        (
            FILE + "[[contest]]\nname = 'Tea'\nreason = 'x'\nspellings = ['KETTLE for tea']",
            "stands in two entries",
        ),
        ("[[contest", "not valid TOML"),
    ],
)
def test_a_damaged_file_is_named_with_its_fault(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message) as told:
        load(tmp_path, text)
    assert "contests.toml" in str(told.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="restore it"):
        ContestNames.load(tmp_path)


def test_every_reviewed_name_of_the_project_has_a_reason_and_its_own_page() -> None:
    entries = {item.id: item for item in ContestNames.load(ROOT / "data" / "reference").reviewed.values()}  # fmt: skip
    assert len({item.name for item in entries.values()}) == len(entries)
    assert all(item.reason.endswith(".") for item in entries.values())


def test_an_address_has_letters_and_hyphens_only() -> None:
    assert slug("Yes on Measure É, 2020!") == "yes-on-measure-e-2020"
    assert len(slug("tea " * 100)) <= 80
