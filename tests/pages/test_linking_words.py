"""What the pages about the linking say beside what they read from the code."""

import math
import re
from gettext import NullTranslations
from pathlib import Path
from types import SimpleNamespace

import ibis
import pyarrow as pa
import pytest

from generator.pages.linking import words
from generator.pages.linking.found import said, said_by_model
from generator.pages.linking.model import comparison_texts, model_scale, worked_example
from generator.schema import PAYERS
from generator.sponsors.evidence import Evidence
from generator.sponsors.kinds import BY_TYPE
from generator.sponsors.names import NameKind
from generator.sponsors.weights import COMPARISONS, RANDOM_MATCH, THRESHOLDS, Level
from generator.text.language import Language, speaking


class FakeCatalogue(NullTranslations):
    """A catalogue of these messages."""

    def __init__(self, messages: dict[str, str]) -> None:
        super().__init__()
        self._messages = messages

    def gettext(self, message: str) -> str:
        return self._messages.get(message, message)


def test_everything_that_the_code_can_say_has_words() -> None:
    assert set(words.EVIDENCE_TEXTS) == set(Evidence)
    assert set(words.KIND_TEXTS) == set(NameKind)
    assert set(words.TYPE_WORDS) == set(BY_TYPE)
    (basis,) = (field for field in PAYERS.fields if field.name == "identity_basis")
    assert set(words.BASIS_WORDS) == set(re.findall(r"`(\w+)`", basis.description))


def test_measured_figures_are_those_of_the_benchmark(repo_root: Path) -> None:
    results = (repo_root / "bench" / "RESULTS.md").read_text(encoding="utf-8")
    for line in words.MEASURED:
        assert (
            f"| {line.payers}; list corrected | {line.found} | {line.right} | "
            f"{line.right / line.found:.4f} | {line.true} | {line.right / line.true:.4f} |"
        ) in results
    assert f"{words.MEASURED_ROWS:,} rows, of which {words.MEASURED_CODED:,} are coded" in results


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.999812, "99.98 %"), (0.99999, "99.99 %"), (0.587, "58.7 %"), (0.2, "20 %"), (1, "100 %")],
)
def test_shares_are_never_rounded_up(share: float, text: str) -> None:
    assert words.percent(share).replace("\u00a0", " ") == text


def test_small_shares_are_one_in_many() -> None:
    assert words.how_often(0.00026) == "1 in 3,800"
    assert words.how_often(3.2e-7) == "1 in 3,100,000"


@pytest.mark.parametrize(
    ("weight", "sign", "text"),
    [
        (5, "+5.0", "32 times as likely"),
        (-3, "−3.0", "8 times less likely"),
        (0.01, "0.0", "no difference"),
        (math.log2(230_400), "+17.8", "230,000 times as likely"),
    ],
)
def test_weights_in_words(weight: float, sign: str, text: str) -> None:
    assert words.signed(weight) == sign
    assert words.times_words(weight) == text


def test_every_level_stands_with_its_weight() -> None:
    for comparison, text in zip(COMPARISONS, comparison_texts(), strict=True):
        assert [row[0].text for row in text.levels.rows] == [one.words for one in comparison.levels]
        shown = [row[3].text.replace("\u2212", "-") for row in text.levels.rows]
        expected = [math.log2(level.m / level.u) for level in comparison.levels]
        assert [float(text) for text in shown] == pytest.approx(expected, abs=0.05)


def test_what_a_link_takes_makes_a_random_pair_as_likely_as_the_limit() -> None:
    scale = model_scale()
    begins = float(scale.random_weight.replace("\u2212", "-"))
    assert 1 / (1 + 2**-begins) == pytest.approx(RANDOM_MATCH, rel=0.05)
    for limit, words_of_it, needed in (
        (THRESHOLDS.link, scale.link, scale.link_weight),
        (THRESHOLDS.suggest, scale.suggest, scale.suggest_weight),
    ):
        assert float(words_of_it.split("\u00a0")[0]) == pytest.approx(100 * limit)
        assert 2 ** (begins + float(needed)) == pytest.approx(limit / (1 - limit), rel=0.08)


def model_link(payer_a: str, payer_b: str, *levels: tuple[int, int], off: float = 0.0) -> dict:
    """A link as the linking stores it, of levels by (comparison, level)."""
    found = [(COMPARISONS[one], COMPARISONS[one].levels[two]) for one, two in levels]
    odds = RANDOM_MATCH / (1 - RANDOM_MATCH) * math.prod(each.m / each.u for _, each in found)
    phrases = [f"{one.words}: {level.words} ({weight(level)})" for one, level in found]
    return {
        "payer_a": payer_a, "payer_b": payer_b, "evidence": "model", "status": "linked",
        "detail": f"“{payer_a} key” and “{payer_b} key”: " + "; ".join(phrases),
        "strength": round(odds / (1 + odds), 6) - off,
    }  # fmt: skip


def weight(level: Level) -> str:
    return f"{math.log2(level.m / level.u):+.1f}"


def example_of(*links: dict) -> object:
    """The worked example of a store with these links between four made-up payers."""
    names = {"a/1": "Spoon Club", "a/2": "SPOON CLUB", "b/3": "Spoon Clubb", "b/4": "Fork Club"}
    tables = {
        "payer_links": pa.Table.from_pylist(links),
        "payers": pa.table(
            {"payer_id": list(names), "payer_name": list(names.values()),
             "platform": [one[0] for one in names], "sponsor_id": ["a/1"] * len(names)}
        ),
    }  # fmt: skip
    store = SimpleNamespace(table=lambda name: ibis.memtable(tables[name]))
    facts = SimpleNamespace(store=store)
    data = SimpleNamespace(facts=facts, platform_name={"a": "Alpha", "b": "Beta"}.get)
    directory = SimpleNamespace(names={"a/1": "Spoon Club"}, path=lambda key: f"sponsors/{key}")
    return worked_example(data, directory)


def test_example_is_of_two_names_that_differ_and_adds_up() -> None:
    alike = model_link("a/1", "a/2", (0, 0), (1, 0), (4, 0))
    differing = model_link("a/1", "b/3", (0, 2), (4, 0))
    found = example_of(alike, differing)
    assert found.names == (("Spoon Club", "Alpha"), ("Spoon Clubb", "Beta"))
    assert found.compared == "“a/1 key” and “b/3 key”"
    assert [row[0].text for row in found.steps.rows[1:]] == [
        "names that are not equal",
        "regulator's numbers",
    ]
    parts = [float(row[2].text.replace("\u2212", "-")) for row in found.steps.rows]
    assert float(found.sum_weight) == pytest.approx(sum(parts), abs=0.2)
    assert found.probability.replace("\u00a0", " ") == words.percent(differing["strength"]).replace(
        "\u00a0", " "
    )


def test_link_made_with_other_weights_is_no_example() -> None:
    assert example_of(model_link("a/1", "b/3", (0, 2), (4, 0), off=0.01)) is None


def test_evidence_of_a_model_link_is_said_piece_by_piece() -> None:
    lines = words.evidence_lines(model_link("a/1", "b/3", (0, 2), (2, 0)))
    assert lines == (
        f"“a/1 key” and “b/3 key”: the same but for a year ({weight(COMPARISONS[0].levels[2])})",
        f"time of activity: at the same time ({weight(COMPARISONS[2].levels[0])})".replace(
            "(-", "(\u2212"
        ),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Both have the name “a b” and the website c.org", "Oba: “a b”, c.org"),
        ("FEC committee C00999913", "FEC C00999913"),
        ("register of US-TX 99901", "register of US-TX 99901"),
        ("different numbers (state US-TX): 1 and 2", "Číslo (state US-TX): 1, 2"),
        ("a name of few letters", "krátké"),
        ("something new", "something new"),
    ],
)
def test_phrases_of_links_are_put_into_the_language_of_the_page(text: str, words: str) -> None:
    catalogue = FakeCatalogue(
        {
            "Both have the name “{name}” and the website {site}": "Oba: “{name}”, {site}",
            "FEC committee {number}": "FEC {number}",
            "different numbers ({kind}): {ours} and {theirs}": "Číslo ({kind}): {ours}, {theirs}",
            "a name of few letters": "krátké",
        }
    )
    assert said(text) == text
    with speaking(Language("cs", "Čeština", catalogue)):
        assert said(text) == words


def test_findings_of_the_model_are_put_into_the_language_of_the_page() -> None:
    name, regions = COMPARISONS[0], COMPARISONS[1]
    detail = (
        f"“a” and “b”: {name.words}: {name.levels[0].words} (+17.8); "
        f"{regions.words}: {regions.levels[1].words} (-4.5)"
    )
    assert said_by_model(detail) == (
        f"“a” and “b”: {name.levels[0].words} (+17.8)",
        f"{regions.words}: {regions.levels[1].words} (\u22124.5)",
    )
    catalogue = FakeCatalogue(
        {
            "“{one}” and “{other}”: {found} ({weight})": "„{one}“, „{other}“: {found} ({weight})",
            name.levels[0].words: "X",
            regions.words: "Y",
            regions.levels[1].words: "Z",
        }
    )
    with speaking(Language("cs", "Čeština", catalogue)):
        assert said_by_model(detail) == ("„a“, „b“: X (+17.8)", "Y: Z (\u22124.5)")
