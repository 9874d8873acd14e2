"""The file of platform records: what is read from it, and what is said about its mistakes."""

from pathlib import Path

import pytest

from generator.errors import ConfigError, SiteError
from generator.reference.platforms import Platforms

GOOD = """
[[law]]
id = "gb"
name = "A made-up law"
[[law.event]]
date = "2020-01"
kind = "law"
statement = "The made-up law applies."
source_title = "The law"
source_url = "https://law.example/1"

[[platform]]
id = "demo"
name = "Demo (made up)"
short_name = "Demo"
archives = ["demo"]
status = "refused"
status_text = "Nothing is taken."
status_sources = [{ title = "Rules", url = "https://demo.example/rules" }]
publication = "api"
has_spend = false
laws = ["gb"]
publishes = [{ text = "Something.", note = "seen in the files" }]
hides = [{ text = "The rest.", source_url = "https://demo.example/rest" }]

[[platform.dataset]]
name = "Set"
text = "A set."
archive = "demo"
since = "2019-05"
grain = "One row for each ad."
money = "None."
covers = "Everything."
note = "seen in the files"

[[platform.event]]
date = "2018"
kind = "banned"
statement = "Ads end."
conflict = "Another page says 2017."
source_title = "End"
source_url = "https://demo.example/end"

[[platform.event]]
date = "2019-02-28"
kind = "statement"
statement = "Whether they came back was not found."
note = "no source found"
confirmed = false
"""


def load(folder: Path, text: str) -> Platforms:
    (folder / "platforms.toml").write_text(text, encoding="utf-8")
    return Platforms.load(folder)


def test_record_is_read_with_its_claims(tmp_path: Path) -> None:
    platforms = load(tmp_path, GOOD)
    (record,) = platforms.records
    assert platforms.name("demo") == "Demo"
    assert [event.date for event in record.events] == ["2018", "2019-02-28"]
    assert record.events[0].statement.conflict == "Another page says 2017."
    assert [event.statement.is_confirmed for event in record.events] == [True, False]
    assert platforms.laws["gb"].events[0].statement.source_url == "https://law.example/1"
    texts = [claim.text for claim in record.statements() if claim.text]
    assert texts == [
        "Something.", "The rest.", "A set.", "Ads end.", "Whether they came back was not found.",
    ]  # fmt: skip


def test_platform_without_a_record_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match=r"'elsewhere', which has no record\. Add one"):
        load(tmp_path, GOOD).name("elsewhere")


MISTAKES = {
    "unknown key": ('has_spend = false', 'has_spent = false', ["demo", "'has_spent'", "Did you mean 'has_spend'?"]),
    "missing key": ('short_name = "Demo"\n', "", ["platform demo", "no short_name", "Add it"]),
    "wrong type": ("has_spend = false", 'has_spend = "no"', ["has_spend = 'no'", "true or false"]),
    "empty text": ('name = "Demo (made up)"', 'name = ""', ["name is empty"]),
    "id unfit for an address": ('id = "demo"', 'id = "The Demo"', ["'The Demo'", "use a-z"]),
    "status": ('"refused"', '"forbidden"', ["status 'forbidden'", "refused"]),
    "publication": ('"api"', '"rumour"', ["publication 'rumour'", "web_page"]),
    "spend of nothing": ('"api"\nhas_spend = false', '"nothing"\nhas_spend = true', ["has_spend"]),
    "unknown law": ('laws = ["gb"]', 'laws = ["fr"]', ["law 'fr'", "one of: gb"]),
    "status without source": ('[{ title = "Rules", url = "https://demo.example/rules" }]', "[]", ["status_sources is empty"]),
    "kind": ('kind = "banned"', 'kind = "forbade"', ["event 1 (2018)", "kind 'forbade'", "banned"]),
    "no such day": ('"2019-02-28"', '"2019-02-30"', ["'2019-02-30'", "YYYY-MM-DD"]),
    "order": ('date = "2018"', 'date = "2020"', ["2019-02-28", "2020", "Order them by date"]),
    "no support": ('text = "Something.", note = "seen in the files"', 'text = "Something."', ["publishes 1", "neither source_url nor note"]),
    "source and note": ('source_url = "https://demo.example/rest"', 'source_url = "https://demo.example/rest", note = "seen in the files"', ["hides 1", "both source_url and note"]),
    "unknown note": ('"Something.", note = "seen in the files"', '"Something.", note = "everybody knows"', ["'everybody knows'", "seen in the files"]),
    "unsupported but confirmed": ("confirmed = false", "confirmed = true", ["event 2", "confirmed = true", "no source found"]),
    "no sentence": ('"The rest."', '"The rest"', ["'The rest'", "full stop"]),
    "plain http": ("https://demo.example/end", "http://demo.example/end", ["http://demo.example/end", "http_reason"]),
    "no address": ("https://demo.example/end", "demo, page 3", ["'demo, page 3'", "https address"]),
    "untitled source": ('source_title = "End"\n', "", ["event 1", "no source_title"]),
    "archive without a set": ('archives = ["demo"]', 'archives = ["demo", "other"]', ["'other' has no dataset"]),
    "set of a foreign archive": ('archives = ["demo"]', "archives = []", ["'demo' is not in archives"]),
    "set without a beginning": ('since = "2019-05"\n', "", ["dataset 'Set'", "no since"]),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_named_with_file_place_value_and_remedy(name: str, tmp_path: Path) -> None:
    before, after, words = MISTAKES[name]
    assert GOOD.count(before) == 1
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, GOOD.replace(before, after))
    message = str(raised.value)
    assert message.startswith(f"{tmp_path / 'platforms.toml'}: ")
    for word in words:
        assert word in message


def test_http_address_is_taken_with_its_reason(tmp_path: Path) -> None:
    old = 'source_url = "https://demo.example/end"'
    new = 'source_url = "http://demo.example/end"\nhttp_reason = "there is no other"'
    (record,) = load(tmp_path, GOOD.replace(old, new)).records
    assert record.events[0].statement.source_url == "http://demo.example/end"


def test_same_claim_twice_is_named(tmp_path: Path) -> None:
    fact = '{ text = "Something.", note = "seen in the files" }'
    with pytest.raises(ConfigError, match=r"'Something\.' stands there 2 times"):
        load(tmp_path, GOOD.replace(f"[{fact}]", f"[{fact}, {fact}]"))


def test_same_record_twice_is_named_with_its_archive(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, GOOD + GOOD[GOOD.index("[[platform]]") :])
    assert "id 'demo' stands there 2 times" in str(raised.value)
    assert "archive 'demo' stands there 2 times" in str(raised.value)


def test_all_mistakes_are_named_at_once(tmp_path: Path) -> None:
    text = GOOD.replace('"refused"', '"forbidden"').replace('"2018"', '"then"')
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, text)
    assert "'forbidden'" in str(raised.value) and "'then'" in str(raised.value)


@pytest.mark.parametrize("text", ["platform = 3\n", "platform = ['x']\n", "law = []\n"])
def test_file_of_another_shape_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="platform"):
        load(tmp_path, text)


def test_broken_and_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"platforms\.toml: not found"):
        Platforms.load(tmp_path)
    with pytest.raises(ConfigError, match="not valid TOML"):
        load(tmp_path, "[[platform")
