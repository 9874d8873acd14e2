"""Builds the pages of a few files in this process: a newsroom's own, or a piece of the fixtures.

No chart is drawn: of each the specification is made, as the drawing makes it. What no
subset can change, such as the drawing library, is left out.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.adapters.source import References
from generator.charts.drawing.batch import ChartJob
from generator.charts.drawing.svg import to_spec
from generator.charts.kinds import builder
from generator.config import Config, load_config
from generator.errors import SiteError
from generator.ingest import Allowances, ingest
from generator.reference.places import Currencies, Places
from generator.site.build import build_site
from generator.site.coverage import covered
from generator.site.publish import publish
from generator.sponsors.link_inputs import LinkInputs
from generator.store.checks import require, run_checks
from generator.store.tables import Store, frame
from generator.text.catalogues import load_language
from generator.text.language import speaking
from tests.project import environment, write_project
from tests.tools import NoCards


@dataclass(frozen=True)
class Written:
    """What was written, and with which charts."""

    config: Config
    store: Store
    charts: tuple[ChartJob, ...]

    @property
    def names(self) -> frozenset[str]:
        """The words of all names of payers and advertisers."""
        rows = frame(self.store.table("payer_names").select("name").distinct())
        return frozenset(word for name in rows["name"].dropna() for word in name.split())

    @property
    def docs(self) -> Path:
        """The Markdown pages of the first language."""
        return self.config.docs_dir


def project(folder: Path, *, is_reviewed: bool = True, **changes: object) -> Config:
    """A configuration below ``folder``; without what people have reviewed, if told so."""
    config = load_config(write_project(folder, **changes))
    if is_reviewed:
        return config
    reference = folder / "reference"
    shutil.copytree(config.reference_dir, reference, dirs_exist_ok=True)
    for name in ("sponsors.csv", "corrections.csv"):
        head = (reference / name).read_text(encoding="utf-8").splitlines()[:1]
        (reference / name).write_text("\n".join([*head, ""]), encoding="utf-8")
    return load_config(write_project(folder, **changes, reference_dir=str(reference)))


def read(
    config: Config,
    archives: Sequence[Path],
    allowed: Allowances = Allowances(),  # noqa: B008 (frozen)
) -> Store:
    """Ingest archives, as the command does."""
    references = References(
        Places.load(config.reference_dir), Currencies.load(config.reference_dir)
    )
    return ingest(
        tuple(archives),
        config.store_dir,
        references,
        LinkInputs.load(config.reference_dir, {}),
        is_demo=config.is_demo(tuple(archives)),
        check=lambda store: require(run_checks(store)),
        allowed=allowed,
    ).store


def write(config: Config) -> Written:
    """Write the pages of the store, as far as the configuration covers it."""
    store = _store(config)
    with _undrawn() as charts:
        publish(store, config, lambda *_: None)
    return Written(config, store, tuple(charts))


def build(config: Config) -> Path:
    """Write the pages with everything that belongs to them, and build the site. Returns its
    folder."""
    publish(_store(config), config, lambda *_: None)
    return build_site(config, 0, environment())


def _store(config: Config) -> Store:
    return covered(Store.open(config.store_dir), config.places, config.build_dir / "cache" / "own")


def place_codes(store: Store) -> list[str]:
    """Every place that the store has an amount for, or an ad of somebody known, sorted: each could
    be the one that a site is about."""
    spent, ads = store.table("spend_observations"), store.table("ads")
    ads = ads.filter(ads.sponsor_id.notnull()).select("platform", "ad_id")
    aimed = store.table("ad_places").semi_join(ads, ["platform", "ad_id"])
    found = frame(spent.select("place_code").union(aimed.select("place_code")).distinct())
    return sorted(found["place_code"].dropna())


@contextmanager
def _undrawn() -> Iterator[list[ChartJob]]:
    seen: list[ChartJob] = []

    def placeholders(
        jobs: Sequence[ChartJob], _cache: Path, progress: Callable[[int], None] | None = None
    ) -> list[str]:
        seen.extend(jobs)
        for job in jobs:
            _specify(job)
        box = 'xmlns="http://www.w3.org/2000/svg" id="{}" viewBox="0 0 640 240"'
        return [f"<svg {box.format(job.ident)}></svg>" for job in jobs]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.render.renderer.render_all", placeholders)
        patch.setattr("generator.reuse.page_files.CardShelf", NoCards)
        for name in ("write_bundle", "copy_assets"):
            patch.setattr(f"generator.site.publish.{name}", lambda *_: None)
        patch.setattr("generator.site.publish.vendor_files", dict)
        yield seen


def _specify(job: ChartJob) -> None:
    build = builder(job.kind)
    try:
        with speaking(load_language(job.language)):
            to_spec(build(job.frame, **job.options))
    except ValueError as error:
        raise SiteError(f"the chart {job.ident!r} cannot be drawn: {error}") from error
