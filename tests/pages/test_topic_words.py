"""Words of topics in the ads of all archives: found as the dictionary's own pattern finds them."""

from pathlib import Path

import pytest

from generator.pages.subject.dictionary import Topic, load_topics
from generator.pages.subject.topic_words import TopicFinder, _without_tracking
from generator.text.folding import scanned_letters

ROOT = Path(__file__).resolve().parents[2]
TOPICS = load_topics(ROOT / "data" / "reference" / "topics.toml")
KETTLES = Topic("kettles", "Kettles", "What boils.", ("kettle*", "tea pot", "hot wat*"))
OWLS = Topic("owls", "Owls", "Birds.", ("owl",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("KETTLES!", {"kettles"}),
        ("a Tea-\n pot, and an owl", {"kettles", "owls"}),
        ("a tea pots", set()),
        ("hot water", {"kettles"}),
        ("shot water", set()),
        ("https://pages.example/kettle-fans/", {"kettles"}),
        ("owls, bowl, steapot", set()),
        ("", set()),
    ],
)
def test_words_beginnings_and_phrases_are_found(text: str, found: set[str]) -> None:
    assert TopicFinder((KETTLES, OWLS)).find(text) == found


def test_every_word_of_the_dictionary_is_found_as_by_its_pattern() -> None:
    finder = TopicFinder(TOPICS.topics)
    for topic in TOPICS.topics:
        for word in topic.words:
            text = f"see {word.removesuffix('*')}x today" if word.endswith("*") else f"see {word}."
            by_pattern = {
                other.id for other in TOPICS.topics if other.pattern.search(scanned_letters(text))
            }
            assert topic.id in by_pattern
            assert finder.find(text) == by_pattern


def test_codes_behind_an_address_are_no_words() -> None:
    assert (
        _without_tracking("https://a.example/tea?utm_campaign=guns#vote") == "https://a.example/tea"
    )
    assert _without_tracking(None) == ""


def test_topics_for_all_archives_are_not_in_the_pages_of_the_collection() -> None:
    everything = {topic.id for topic in TOPICS.topics}
    collection = {topic.id for topic in TOPICS.of_collection().topics}
    assert {"voting", "health"} <= everything - collection
    assert {"race", "guns", "veterans"} <= collection
