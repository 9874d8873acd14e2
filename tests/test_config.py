"""The configuration file: paths, defaults, and one clear message for each mistake."""

from pathlib import Path

import pytest

from generator.config import Config, Thresholds, load_config
from generator.errors import ConfigError
from tests.adapters.reading import ROOT, put


def load(folder: Path, text: str) -> Config:
    return load_config(put(folder / "paidforby.toml", text))


@pytest.mark.parametrize(
    ("amounts", "ad_count", "weight"),
    [
        ({}, 0, 0),
        ({"USD": 99_999}, 24, 0),
        ({"USD": 100_000}, 0, 1),
        ({}, 25, 1),
        ({"USD": 1_000, "INR": 8_000_000}, 0, 3),
        ({"USD": 102_400_000}, 25, 11),
        ({"XXX": 10**9}, 0, 0),
    ],
)
def test_weight_is_measured_by_the_threshold_of_its_own_currency(
    amounts: dict[str, float], ad_count: int, weight: int
) -> None:
    thresholds = Thresholds({"USD": 100_000, "INR": 2_000_000}, ads=25)
    assert thresholds.weight(amounts, ad_count) == weight


def test_empty_file_gives_the_defaults_beside_it(tmp_path: Path) -> None:
    config = load(tmp_path, "")
    assert config.root == tmp_path
    assert config.store_dir == tmp_path / "data" / "store"
    assert config.docs_dir == tmp_path / "build" / "docs"
    assert config.site_dir == tmp_path / "build" / "site"
    assert config.archives == ()
    assert config.demo is None
    assert config.thresholds == Thresholds()


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    text = 'archives = ["a", "../b"]\ndemo = "d"\nstore_dir = "/elsewhere"\nbuild_dir = "out"\n'
    config = load(tmp_path / "fork", text)
    assert config.archives == (tmp_path / "fork" / "a", tmp_path / "fork" / ".." / "b")
    assert config.demo == tmp_path / "fork" / "d"
    assert config.store_dir == Path("/elsewhere")
    assert config.site_dir == tmp_path / "fork" / "out" / "site"


def test_thresholds_and_address_are_read(tmp_path: Path) -> None:
    config = load(
        tmp_path, 'site_url = "https://example.org/ads"\n[thresholds]\nads = 3\nspend = {USD = 7}\n'
    )
    assert config.site_url == "https://example.org/ads/"
    assert config.thresholds == Thresholds({"USD": 7}, 3)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("colour = 1", "unknown key 'colour'. Known: .*az_page_size"),
        ('root = "x"', "unknown key 'root'"),
        ("archives = 'a'", "archives is 'a', but list is expected"),
        ("archives = [1]", "archives holds 1, but str is expected"),
        ("store_dir = 3", "store_dir is 3, but str is expected"),
        ("top_rows = '3'", "top_rows is '3', but int is expected"),
        ("top_rows = true", "top_rows is True, but int is expected"),
        ("top_rows = 0", "top_rows is 0. Give 1 or more"),
        ("site_url = 'example.org'", "site_url is 'example.org'. Give a whole address"),
        ("thresholds = 3", "thresholds is 3, but dict is expected"),
        (
            "[thresholds]\nmoney = 3",
            "unknown key thresholds.money. Known: ads, contest_ads, largest, spend",
        ),
        ("[thresholds]\nads = -1", "thresholds.ads is -1. Give 0 or more"),
        ("[thresholds.spend]\nUSD = '3'", "thresholds.spend.USD is '3', but int is expected"),
        ("[thresholds.spend]\nUSD = -3", "thresholds.spend.USD is -3. Give 0 or more"),
        ("top_rows = ", "not valid TOML"),
    ],
)
def test_mistake_is_named_with_file_and_key(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(ConfigError, match=rf"paidforby\.toml: {what}"):
        load(tmp_path, text)


def test_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"not found\. Run the command in the project's folder"):
        load_config(tmp_path / "paidforby.toml")


def test_file_that_is_not_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "paidforby.toml"
    path.write_bytes(b'site_name = "caf\xe9"')
    with pytest.raises(ConfigError, match="not valid TOML"):
        load_config(path)


def test_demonstration_is_known_by_its_folder(tmp_path: Path) -> None:
    config = load(tmp_path, 'demo = "data/demo"')
    demo = tmp_path / "data" / "demo"
    assert config.is_demo((demo,))
    assert config.is_demo((demo / "archives",))
    assert config.is_demo((tmp_path / "real", demo / ".." / "demo" / "archives"))
    assert config.is_demo((tmp_path / "data",))
    assert not config.is_demo((tmp_path / "data" / "demonstration",))
    assert not config.is_demo(())
    assert not load(tmp_path, "").is_demo((demo,))


def test_configuration_of_the_project_is_valid() -> None:
    config = load_config(ROOT / "paidforby.toml")
    assert config.is_demo(config.archives)
    assert config.reference_dir.is_dir()


def test_currency_without_a_threshold_gives_its_largest_sponsors_a_page() -> None:
    limits = Thresholds({"USD": 100_000}, largest=2)
    found = limits.completed({"CHF": [5, 900, 40, 0], "USD": [1, 2, 3], "TRY": [0]})
    assert found.spend == {"USD": 100_000, "CHF": 40}
    assert Thresholds(largest=0).completed({"CHF": [5.0]}).spend == {}


def test_share_of_rejected_rows_is_below_one(tmp_path: Path) -> None:
    path = tmp_path / "paidforby.toml"
    path.write_text("max_rejected = 1.5\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"max_rejected is 1.5. Give a share"):
        load_config(path)
    path.write_text("max_rejected = 0\n", encoding="utf-8")
    assert load_config(path).max_rejected == 0.0
