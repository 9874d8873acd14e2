"""What a site covers and how it is set up: ``paidforby.toml`` as a frozen dataclass."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, TypeVar

from generator.errors import ConfigError
from generator.text.language import mark


@dataclass(frozen=True)
class Thresholds:
    """When a sponsor gets a page of its own; below that it is a row in the A–Z pages.

    ``spend`` maps a currency to the lower bound that earns a page; in a currency that is not in it the
    ``largest`` sponsors get one. ``ads`` is a number of ads. ``contest_ads`` is the number of ads that earns a candidate or ballot measure a page.
    """

    spend: Mapping[str, float] = field(default_factory=dict)
    ads: int = 50
    contest_ads: int = 10
    largest: int = 100

    def completed(self, amounts: Mapping[str, Sequence[float]]) -> "Thresholds":
        """With a threshold for every currency of these ``amounts`` (the lower bounds of the sponsors'
        totals): where none is set, the amount of the last of the ``largest``."""
        found = dict(self.spend)
        for currency, own in amounts.items():
            ranked = sorted((amount for amount in own if amount > 0), reverse=True)[: self.largest]
            if currency not in found and ranked:
                found[currency] = ranked[-1]
        return replace(self, spend=found)

    def times(self, currency: str | None, amount: float | None) -> float:
        """How often an amount is the one that earns a page in its own currency; 0 if that is not
        known. It orders amounts of several currencies without converting any."""
        limit = self.spend.get(currency or "")
        return (amount or 0.0) / limit if limit else 0.0

    def weight(self, amounts: Mapping[str, float], ad_count: int) -> int:
        """How often something would earn a page, as a power of two: 0 for what earns none, 1 for
        what just earns one, 10 for a thousand times as much. ``amounts`` are by currency: each is
        measured by the threshold of its own, so that none is converted."""
        times = [self.times(currency, lo) for currency, lo in amounts.items()]
        times.append(ad_count / max(1, self.ads))
        return max(0, math.frexp(max(times))[1])


@dataclass(frozen=True)
class Config:
    """The whole configuration. Paths are absolute, resolved against the file's folder."""

    root: Path
    site_name: str = "Paid For By"
    site_url: str = "http://127.0.0.1:8000/"
    site_description: str = mark("Who pays for political ads, from the platforms' own archives.")
    project_url: str = ""
    languages: tuple[str, ...] = ("en",)
    places: tuple[str, ...] = ()
    archives: tuple[Path, ...] = ()
    demo: Path | None = None
    archives_dir: Path = Path("data/archives")
    downloads: Mapping[str, object] = field(default_factory=dict)
    store_dir: Path = Path("data/store")
    build_dir: Path = Path("build")
    reference_dir: Path = Path("data/reference")
    source_dir: Path = Path("site_src")
    az_page_size: int = 250
    ads_per_page: int = 100
    top_rows: int = 20
    max_rejected: float = 0.001
    thresholds: Thresholds = Thresholds()

    @property
    def docs_dir(self) -> Path:
        """Where the Markdown pages are written."""
        return self.build_dir / "docs"

    @property
    def languages_dir(self) -> Path:
        """Where the pages of all languages but the first are written, a folder for each."""
        return self.build_dir / "languages"

    def speaking(self, code: str) -> "Config":
        """The same site in one of its languages: its pages, its theme and its address."""
        if code == self.languages[0]:
            return self
        return replace(
            self,
            languages=(code,),
            build_dir=self.languages_dir / code,
            site_url=f"{self.site_url}{code}/",
        )

    @property
    def theme_dir(self) -> Path:
        """Where the theme is written, with the facts of this build."""
        return self.build_dir / "theme"

    @property
    def site_dir(self) -> Path:
        """Where the built site is."""
        return self.build_dir / "site"

    def is_demo(self, archives: tuple[Path, ...]) -> bool:
        """True if any of these archive folders is, or lies in, or holds the made-up set."""
        if self.demo is None:
            return False
        demo = self.demo.resolve()
        return any(
            folder.resolve() == demo
            or demo in folder.resolve().parents
            or folder.resolve() in demo.parents
            for folder in archives
        )


T = TypeVar("T")
_PATHS = {"demo", "archives_dir", "store_dir", "build_dir", "reference_dir", "source_dir"}


def load_config(path: Path) -> Config:
    """Read ``paidforby.toml``.

    Raises ConfigError, naming file and key, for a missing file, an unknown key or a wrong type.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: not found. Run the command in the project's folder, or name the file "
            "with --config."
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error
    root = path.resolve().parent
    known = {item.name for item in fields(Config)}
    values: dict[str, Any] = {}
    for key, value in data.items():
        if key not in known or key == "root":
            raise ConfigError(
                f"{path}: unknown key {key!r}. Known: {', '.join(sorted(known - {'root'}))}."
            )
        if key in ("archives", "languages", "places"):
            _expect(path, key, value, list)
            for item in value:
                if not isinstance(item, str):
                    raise ConfigError(f"{path}: {key} holds {item!r}, but str is expected.")
            values[key] = (
                tuple(root / item for item in value) if key == "archives" else tuple(value)
            )
        elif key == "thresholds":
            _expect(path, key, value, dict)
            values[key] = _thresholds(path, value)
        elif key == "downloads":
            _expect(path, key, value, dict)
            values[key] = value
        elif key in _PATHS:
            _expect(path, key, value, str)
            values[key] = root / value
        else:
            kind = type(getattr(Config, key))
            value = float(value) if kind is float and type(value) is int else value
            _expect(path, key, value, kind)
            values[key] = value
    for key in _PATHS - {"demo"}:
        values.setdefault(key, root / getattr(Config, key))
    url = values.get("site_url", Config.site_url)
    if not str(url).startswith(("http://", "https://")):
        raise ConfigError(
            f"{path}: site_url is {url!r}. Give a whole address such as https://example.org/ads/."
        )
    values["site_url"] = str(url).rstrip("/") + "/"
    codes = values.get("languages", Config.languages)
    if not codes or len(set(codes)) < len(codes):
        raise ConfigError(f"{path}: languages is {list(codes)}. Name each language once.")
    share = values.get("max_rejected", 0.0)
    if not 0 <= share < 1:
        raise ConfigError(
            f"{path}: max_rejected is {share}. Give a share of the rows of a file such as 0.001, or 0 "
            "for none."
        )
    for key in ("az_page_size", "ads_per_page", "top_rows"):
        if values.get(key, 1) < 1:
            raise ConfigError(f"{path}: {key} is {values[key]}. Give 1 or more.")
    return Config(root=root, **values)


def _expect(path: Path, key: str, value: object, kind: type[T]) -> T:
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ConfigError(f"{path}: {key} is {value!r}, but {kind.__name__} is expected.")
    return value


def _expect_count(path: Path, key: str, value: object) -> int:
    count = _expect(path, key, value, int)
    if count < 0:
        raise ConfigError(f"{path}: {key} is {count}. Give 0 or more.")
    return count


def _thresholds(path: Path, table: Mapping[str, object]) -> Thresholds:
    unknown = set(table) - {"spend", "ads", "contest_ads", "largest"}
    if unknown:
        raise ConfigError(
            f"{path}: unknown key thresholds.{sorted(unknown)[0]}. Known: ads, contest_ads, largest, "
            "spend."
        )
    spend = {
        currency: _expect_count(path, f"thresholds.spend.{currency}", amount)
        for currency, amount in _expect(
            path, "thresholds.spend", table.get("spend", {}), dict
        ).items()
    }
    counts = {
        key: _expect_count(path, f"thresholds.{key}", table.get(key, getattr(Thresholds, key)))
        for key in ("ads", "contest_ads", "largest")
    }
    return Thresholds(spend, **counts)
