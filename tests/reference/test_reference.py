"""The facts kept by hand in ``data/reference`` and the hand-written pages beside them."""

import csv
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pycountry
import pytest

from generator.reference.platforms import Platforms

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "data" / "reference"
PAGES = ROOT / "site_src" / "pages"

NAMED_PLATFORMS = (
    "google", "meta", "snapchat", "x", "reddit", "microsoft", "linkedin", "tiktok", "pinterest",
    "yahoo", "wikimedia",
)  # fmt: skip
SIGNATORIES = {
    "Facebook", "Google", "Twitter", "Reddit", "Microsoft", "Verizon Media", "Pinterest",
    "LinkedIn", "Wikimedia Foundation",
}  # fmt: skip
FORMER_CURRENCIES = {"BGN", "HRK"}
US_TERRITORIES = {"US-AS", "US-GU", "US-MP", "US-PR", "US-VI"}
DATE = re.compile(r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
GENERATED_PAGES = {
    "index.md",
    "sponsors/index.md",
    "places/index.md",
    "platforms/index.md",
    "downloads/index.md",
    "data-dictionary.md",
    "methodology/linking.md",
    "help/ranges.md",
    "help/hidden.md",
    "help/fewer-ads.md",
    "help/errors.md",
    "sponsors/decisions.md",
    "sponsors/suggestions.md",
    "search.md",
    "changes/index.md",
    "removals.md",
    "explore/index.md",
}


def _load(name: str) -> dict[str, Any]:
    with (REFERENCE / name).open("rb") as file:
        return tomllib.load(file)


PLATFORMS = Platforms.load(REFERENCE)
PLACES = _load("places.toml")
CURRENCIES = _load("currencies.toml")
WRITTEN_PAGES = sorted(PAGES.rglob("*.md"))


def _is_web_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and "." in parts.netloc


def _is_place(code: str) -> bool:
    if code in US_TERRITORIES:
        return True
    if "-" in code:
        return pycountry.subdivisions.get(code=code) is not None
    return pycountry.countries.get(alpha_2=code) is not None


def test_platform_records_hold_no_mistake() -> None:
    assert Platforms.load(REFERENCE).records


@pytest.mark.parametrize("platform_id", NAMED_PLATFORMS)
def test_every_platform_of_the_mission_has_a_record(platform_id: str) -> None:
    assert platform_id in PLATFORMS.names


def test_nine_organisations_signed_the_statement_of_2020() -> None:
    signed = {record.coalition_name for record in PLATFORMS.records if record.coalition_name}
    assert signed == SIGNATORIES
    for record in PLATFORMS.records:
        dated = [event for event in record.events if event.date == "2020-08-12"]
        assert len(dated) == bool(record.coalition_name), record.id
        assert all("statement" in event.statement.text for event in dated)


def test_archives_of_this_site_belong_to_their_platforms() -> None:
    archives = {record.id: set(record.archives) for record in PLATFORMS.records}
    assert archives["google"] == {"google-bundle", "google-bigquery"}
    assert archives["meta"] == {"meta-report", "meta-api", "ira"}
    for platform_id in ("snapchat", "x", "reddit", "microsoft", "linkedin", "tiktok"):
        assert archives[platform_id] == {platform_id}
    for platform_id in ("pinterest", "yahoo", "wikimedia"):
        assert archives[platform_id] == set()


def test_export_of_2018_and_2019_is_recorded_without_guessed_columns() -> None:
    (record,) = [record for record in PLATFORMS.records if record.id == "x"]
    (export,) = [item for item in record.datasets if item.until]
    assert not export.archive
    assert "columns are not known" in export.description.text
    assert "24 May 2018" in export.covers and "22 November 2019" in export.covers
    removed = [event.date for event in record.events if event.kind == "archive_removed"]
    assert removed == ["2021-02"]


def test_each_platform_has_a_page_and_each_page_a_record() -> None:
    pages = {path.stem for path in (PAGES / "platforms").glob("*.md")} - {"index"}
    assert pages == set(PLATFORMS.names)


def test_every_alias_leads_to_a_known_place() -> None:
    for table in ("countries", "codes", "territories"):
        unknown = {code for code in PLACES[table].values() if not _is_place(code)}
        assert not unknown, table
    for country, aliases in [*PLACES["regions"].items(), *PLACES["english"].items()]:
        assert _is_place(country)
        wrong = {
            name: code
            for name, code in aliases.items()
            if not _is_place(code) or not code.startswith(f"{country}-")
        }
        assert not wrong


def test_territories_use_united_states_codes() -> None:
    assert set(PLACES["territories"].values()) == US_TERRITORIES
    assert all(pycountry.countries.get(alpha_2=code) for code in PLACES["territories"])


def test_alias_never_contradicts_an_official_name() -> None:
    for country, aliases in [*PLACES["regions"].items(), *PLACES["english"].items()]:
        official = {
            place.name.casefold(): place.code
            for place in pycountry.subdivisions.get(country_code=country)
        }
        for name, code in aliases.items():
            assert official.get(name.casefold(), code) == code, name


def test_spellings_do_not_collide_without_regard_to_case() -> None:
    for aliases in (PLACES["countries"], *PLACES["regions"].values(), *PLACES["english"].values()):
        assert len({name.casefold() for name in aliases}) == len(aliases)


def test_retired_and_group_codes_are_no_places_of_today() -> None:
    for table in ("retired", "groups"):
        for code, name in PLACES[table].items():
            assert name.strip()
            assert not _is_place(code)


def test_currencies_have_a_code_and_a_name() -> None:
    for code, currency in CURRENCIES["currency"].items():
        assert pycountry.currencies.get(alpha_3=code) or code in FORMER_CURRENCIES, code
        assert currency["name"]
        assert currency.get("google_step", 1) > 0


def test_currency_of_a_country_is_defined() -> None:
    for table in ("country_currency", "country_currency_fallback"):
        for country, code in CURRENCIES[table].items():
            assert _is_place(country)
            assert code in CURRENCIES["currency"]
    assert set(CURRENCIES["country_currency_fallback"]) <= set(CURRENCIES["country_currency"])


def test_shared_google_column_and_its_countries_are_defined() -> None:
    shared = CURRENCIES["google_shared"]
    assert shared["column"] in CURRENCIES["currency"]
    assert set(shared["countries"]) <= set(CURRENCIES["country_currency"])


def test_corrections_have_the_expected_columns() -> None:
    with (REFERENCE / "corrections.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    assert reader.fieldnames == ["date", "page", "what_was_wrong", "what_it_says_now", "source"]
    for row in rows:
        assert DATE.match(row["date"])
        assert all(row[name] for name in ("page", "what_was_wrong", "what_it_says_now"))


def _front_matter(path: Path) -> dict[str, str]:
    found = re.match(r"---\n(.*?)\n---\n", path.read_text(encoding="utf-8"), re.DOTALL)
    if found is None:
        return {}
    return dict(line.split(": ", 1) for line in found.group(1).splitlines())


@pytest.mark.parametrize("name", ["about", "coalition", "corrections", "glossary", "methodology"])
def test_page_states_title_and_description(name: str) -> None:
    front = _front_matter(PAGES / f"{name}.md")
    assert front["title"] and front["description"]
    assert front["pagefind"] == "true"


def test_platform_texts_have_no_front_matter_and_no_headings() -> None:
    for path in (PAGES / "platforms").glob("*.md"):
        if path.stem != "index":
            assert not _front_matter(path), path.name
            assert not HEADING.search(path.read_text(encoding="utf-8")), path.name


@pytest.mark.parametrize("path", WRITTEN_PAGES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_page_links_lead_to_pages_that_exist(path: Path) -> None:
    # Those in other languages are in folders of their own, and lead to each other.
    code = path.relative_to(PAGES).parts[0]
    root = PAGES / code if (PAGES / code).is_dir() and len(code) == 2 else PAGES
    known = GENERATED_PAGES | {page.relative_to(PAGES).as_posix() for page in WRITTEN_PAGES}
    for target in LINK.findall(path.read_text(encoding="utf-8")):
        if "://" in target:
            assert _is_web_address(target), target
            continue
        page, _, anchor = target.partition("#")
        resolved = (path.parent / page).resolve() if page else path
        assert resolved.relative_to(root.resolve()).as_posix() in known, target
        if anchor and resolved.exists():
            headings = HEADING.findall(resolved.read_text(encoding="utf-8"))
            assert anchor in {_slug(heading) for heading in headings}, target


def _slug(heading: str) -> str:
    if own := re.search(r"\{#([\w-]+)\}$", heading):
        return own[1]
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


@pytest.mark.parametrize("path", WRITTEN_PAGES, ids=lambda path: path.relative_to(PAGES).as_posix())
def test_page_holds_no_template_marks(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "{{" not in text and "{%" not in text
