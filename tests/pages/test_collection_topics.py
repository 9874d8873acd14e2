"""Topics by words: what is found, where, and what a damaged dictionary is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import ConfigError
from generator.pages.collection.data import Choice, CollectionAd, split_interests
from generator.pages.subject.dictionary import load_topics
from tests.pages.test_collection_compare import BASE

DICTIONARY = """
[[topic]]
id = "kettles"
name = "Kettles"
about = "What boils."
words = ["kettle*", "tea pot", "illinois"]

[[topic]]
id = "owls"
name = "Owls"
about = "Birds."
words = ["owl"]

[[reading]]
topic = "kettles"
says = "about 3"
count = 3
text = "Three were about kettles."
source_title = "A made-up paper"
source_url = "https://paper.example/"
"""


def ad(text: str = "", landing: str = "", interests: str = "", left_out: str = "") -> CollectionAd:
    version = replace(BASE, text=text, landing=landing)
    choices = (Choice("interest", False, interests), Choice("interest", True, left_out))
    return CollectionAd("1", {"tab-separated": version}, version, choices, (), ())


def written(folder: Path, text: str = DICTIONARY) -> Path:
    path = folder / "topics.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("own", "found"),
    [
        (ad(text="KETTLES!"), {"kettles": {"text"}}),
        (ad(text="a Tea-\n pot"), {"kettles": {"text"}}),
        (ad(text="from |IIinois"), {"kettles": {"text"}}),
        (ad(text="a bowl, owls, steapot"), {}),
        (ad(text="An owl"), {"owls": {"text"}}),
        (ad(landing="https://pages.example/kettle-fans/"), {"kettles": {"landing"}}),
        (ad(interests="Owl or Kettle"), {"kettles": {"interests"}, "owls": {"interests"}}),
        (ad(left_out="Owl"), {}),
        (ad(), {}),
    ],
)
def test_word_is_found_where_it_stands(
    tmp_path: Path, own: CollectionAd, found: dict[str, set[str]]
) -> None:
    assert load_topics(written(tmp_path)).of(**own.texts) == found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('words = ["owl"]', "words = []", "the words of the [[topic]] 'owls'"),
        ('words = ["owl"]', 'words = ["…"]', "Give a list of words"),
        ('name = "Owls"', "", "a [[topic]] has no name"),
        ('id = "owls"', 'id = "kettles"', "two topics have the same id"),
        ('topic = "kettles"', 'topic = "teapots"', "names the topic 'teapots'"),
        ('source_url = "https://paper.example/"', "", "a [[reading]] has no source_url"),
        ("[[topic]]", "[[topic", "not valid TOML"),
    ],
)
def test_damaged_dictionary_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in DICTIONARY
    path = written(tmp_path, DICTIONARY.replace(old, new, 1))
    with pytest.raises(ConfigError) as error:
        load_topics(path)
    assert str(path) in str(error.value)
    assert said in str(error.value)


def test_missing_dictionary_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="restore it"):
        load_topics(tmp_path / "topics.toml")


def test_own_dictionary_is_whole_and_every_reading_has_a_source(repo_root: Path) -> None:
    topics = load_topics(repo_root / "data" / "reference" / "topics.toml")
    assert {"race", "crime-policing", "candidates"} <= {topic.id for topic in topics.topics}
    sourced = [*topics.readings, *topics.releases]
    assert len(sourced) >= 6
    assert all(item.source_url.startswith(("https://", "http://")) for item in sourced)
    for topic in topics.topics:
        assert len(set(topic.words)) == len(topic.words), topic.id


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Independence or Patriotism", ["Independence", "Patriotism"]),
        (
            "Martin Made-Up, Jr., Kettles (drink) or Malcolm Z",
            ["Martin Made-Up Jr", "Kettles (drink)", "Malcolm Z"],
        ),
        ("Martin Made-Up, Jr. or Owls", ["Martin Made-Up Jr", "Owls"]),
        ("Mexico. Latin hip hop. Chicano rap", ["Mexico", "Latin hip hop", "Chicano rap"]),
        ("Huey P. Owl, St. Louis", ["Huey P. Owl", "St. Louis"]),
        ("Owl- movement", ["Owl-movement"]),
        ("Owls Behaviors: African American (US)", ["Owls"]),
        ("Kettles; Interests Owls or Tea", ["Kettles", "Owls", "Tea"]),
        ("people_who_match:interests:Kettles", ["Kettles"]),
        ("", []),
    ],
)
def test_interests_of_a_cell_are_told_apart(text: str, items: list[str]) -> None:
    assert split_interests(text) == items
