"""What stays the same in every language: ids and addresses of figures, and citations."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.config import load_config
from generator.pages.data import SiteData
from generator.pages.totals import Totals
from generator.reuse.cite import Cited, cite
from generator.reuse.provenance import Provenances
from generator.site.publish import one_sponsor, site_data
from generator.store.tables import Store
from generator.text.catalogues import load_language
from generator.text.language import speaking
from tests.project import write_project


def new_data(store: Store, folder: Path) -> SiteData:
    return site_data(store, load_config(write_project(folder)))


@pytest.fixture
def spanish() -> Iterator[None]:
    with speaking(load_language("es")):
        yield


def figure_ids(data: SiteData) -> list[str]:
    totals = Totals(data)
    return [figure.id for each in data.facts.sponsor_rows for figure in totals.of(each).figures]


def test_figures_have_the_same_ids_in_every_language(store: Store, tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "es").mkdir()
    english = figure_ids(new_data(store, tmp_path / "en"))
    with speaking(load_language("es")):
        data = new_data(store, tmp_path / "es")
        assert data.as_of == "4 nov 2024"
        assert figure_ids(data) == english


@pytest.mark.usefixtures("spanish")
def test_citations_are_english_in_every_language(store: Store, tmp_path: Path) -> None:
    data = new_data(store, tmp_path)
    page = one_sponsor(data, "meta/t966a58ba00dafe7b")
    stamp = Provenances(data).of(page)
    assert page.as_of.islower()
    assert stamp.words == page.as_of.title()
    text = cite(Cited("k", "T", "S", "https://example.org/", True, True, stamp)).text
    assert f"Data to {stamp.words}, from" in text
