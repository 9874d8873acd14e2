"""Races, candidates and measures, topics of the demonstration archives, recomputed from their files."""

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import ibis.expr.types as ir
import pytest

from generator.config import Config, load_config
from generator.explain.figures import explain
from generator.pages.base import Figure
from generator.pages.data import SiteData
from generator.pages.directory import Directory
from generator.pages.place.place import PlacePages
from generator.pages.subject.contest import ContestPage
from generator.pages.subject.race import RacePage
from generator.pages.subject.subjects import SubjectPages
from generator.pages.subject.topic import TopicPage
from generator.site.publish import site_data
from generator.store.tables import Store, frame
from tests.project import write_project

DEMO = Path(__file__).resolve().parents[2] / "data" / "demo" / "archives"
MEASURE = "Demo Measure 999 (made up)"


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
    return load_config(write_project(tmp_path_factory.mktemp("subjects")))


@pytest.fixture(scope="module")
def data(store: Store, config: Config) -> SiteData:
    return site_data(store, config)


@pytest.fixture(scope="module")
def directory(data: SiteData, config: Config) -> Directory:
    return Directory(data, config.thresholds, config.az_page_size)


@pytest.fixture(scope="module")
def subjects(data: SiteData, directory: Directory) -> SubjectPages:
    return SubjectPages(data, directory)


def snapchat_ads() -> dict[str, dict[str, str]]:
    """By ad, its row in the newest copy: read with the csv module alone."""
    with zipfile.ZipFile(DEMO / "snapchat" / "2023" / "PoliticalAds.zip") as archive:
        (member,) = [name for name in archive.namelist() if name.endswith(".csv")]
        older = archive.read(member).decode()
    texts = [(DEMO / "snapchat" / "2018" / "2019-01-10" / "PoliticalAds.csv").read_text(), older]
    texts += [
        (DEMO / "snapchat" / "2024" / day / "PoliticalAds.csv").read_text()
        for day in ("2024-09-01", "2024-11-01")
    ]
    found = {}
    for text in texts:
        for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
            found[row["ADID"]] = row
    return found


def spend(rows: Iterator[dict[str, str]]) -> tuple[Counter[str], Counter[str]]:
    """By currency: the sum, and the number of ads."""
    amounts, counts = Counter(), Counter()
    for row in rows:
        currency = row.get("Currency Code", "")
        amounts[currency] += int(row["Spend"])
        counts[currency] += 1
    if counts[""] > 1:
        del amounts[""]  # nobody knows whether they are in one currency
    return amounts, counts


def shown(figures: tuple[Figure, ...], archive: str) -> tuple[Counter[str], Counter[str]]:
    amounts, counts = Counter(), Counter()
    for figure in figures:
        if figure.archive == archive:
            assert figure.money.lo == figure.money.hi
            if figure.money.lo is not None:
                amounts[figure.money.currency or ""] += int(figure.money.lo)
            counts[figure.money.currency or ""] += figure.row_count
    return amounts, counts


def test_a_measure_has_the_ads_that_name_it(subjects: SubjectPages) -> None:
    page = subjects.one("contests", "demo-measure-999-made-up")
    assert isinstance(page, ContestPage)
    rows = [r for r in snapchat_ads().values() if r["CandidateBallotInformation"] == MEASURE]
    assert len(rows) == page.ad_count == 12
    assert shown(page.figures(), "snapchat") == spend(iter(rows))
    payers = {row["PayingAdvertiserName"] for row in rows}
    listed = {row[0].text for block in page.body.rankings for row in block.rows}
    assert listed == payers
    months = Counter(row["StartDate"][:7].replace("/", "-") for row in rows)
    (chart,) = page.body.timelines
    assert {row[0].sort[:7]: row[1].sort for row in chart.table.rows} == months


def copy_of(day: str) -> dict[str, dict[str, str]]:
    """By ad, its row in the copy of 2024 of a day."""
    text = (DEMO / "snapchat" / "2024" / day / "PoliticalAds.csv").read_text(encoding="utf-8")
    return {row["ADID"]: row for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))}


def test_what_is_new_about_a_cycle_is_what_two_copies_differ_in(subjects: SubjectPages) -> None:
    older, newer = copy_of("2024-09-01"), copy_of("2024-11-01")
    last = snapchat_ads()
    own = {
        ad for ad, row in last.items()
        if row["CountryCode"] == "united states"
        and "2022/11/09" <= row["StartDate"][:10] <= "2024/11/05"
    }  # fmt: skip
    new = {ad for ad in own & newer.keys() if ad not in older}
    gone = {ad for ad in own & older.keys() if ad not in newer}
    revised = {
        ad for ad in own & newer.keys() & older.keys()
        if int(newer[ad]["Spend"]) != int(older[ad]["Spend"])
    }  # fmt: skip
    assert new
    assert gone
    assert revised
    page = subjects.one("races", "us-2024")
    (block,) = [block for block in page.changes if block.platform.startswith("Snapchat")]
    lines = {line.text for line in block.lines}
    assert f"{len(new)} new ads" in lines
    assert f"{len(revised)} spends revised" in lines
    assert any(f"{len(gone)} ad" in text and "no longer listed" in text for text in lines)


def test_every_subject_has_a_feed_with_what_changed(subjects: SubjectPages) -> None:
    feeds = {path: (changes, ids) for path, _name, changes, ids in subjects.feeds()}
    paths = {page.path for page in subjects if not page.path.endswith("/index")}
    assert feeds.keys() == paths
    changes, ids = feeds["races/us-2024"]
    assert "snapchat/2024/2024-09-01-to-2024-11-01" in {step.id for step, _ in changes}
    assert "snapchat@2024-11-01/2024" in ids
    candidate_changes, candidate_ids = feeds["contests/fec-h9tx99901"]
    assert candidate_changes == []
    assert any(snapshot.startswith("google-bundle@") for snapshot in candidate_ids)


def test_a_word_for_nothing_is_no_measure(subjects: SubjectPages) -> None:
    empty = [r for r in snapchat_ads().values() if r["CandidateBallotInformation"] == "na"]
    assert subjects.contests.unnamed_count == len(empty) > 0
    assert "na" not in subjects.contests.by_id


def test_a_candidate_has_the_committees_that_the_register_names(
    subjects: SubjectPages, data: SiteData
) -> None:
    page = subjects.one("contests", "fec-h9tx99901")
    assert isinstance(page, ContestPage)
    assert page.candidate.office == "US House, Texas, district 7"
    assert page.title == 'TEASPOON, "LEFT-HANDED" DEMO'
    assert {row[2].text for row in page.committees.rows} == {"C00999901"}
    # The register's designation is U: not authorised.
    assert {row[3].text for row in page.committees.rows} == {"not authorised by the candidate"}
    wanted = {
        sponsor
        for sponsor, text in data.facts.sponsors["kind_source_text"].items()
        if isinstance(text, str) and "C00999901" in text
    }
    assert set(page.candidate.sponsor_ids) == wanted
    assert page.ad_count == 0
    assert page.body.totals == ()
    assert len(page.figures()) == len(page.committee_totals.rows) > len(wanted)


def test_a_cycle_counts_ads_for_the_united_states_that_began_in_it(subjects: SubjectPages) -> None:
    page = subjects.one("races", "us-2024")
    assert isinstance(page, RacePage)
    rows = [
        row
        for row in snapchat_ads().values()
        if row["CountryCode"] == "united states"
        and "2022/11/09" <= row["StartDate"][:10] <= "2024/11/05"
    ]
    assert shown(page.figures(), "snapchat") == spend(iter(rows))
    assert len(rows) > 50


def test_a_cycle_adds_the_weeks_that_begin_in_it(subjects: SubjectPages) -> None:
    page = subjects.one("races", "us-2024")
    (figure,) = [f for f in page.figures() if f.id == "google-weeks-usd"]
    with zipfile.ZipFile(
        DEMO / "google" / "google-political-ads-transparency-bundle.zip"
    ) as bundle:
        read = {}
        for part in ("advertiser-weekly-spend", "advertiser-stats"):
            (name,) = [n for n in bundle.namelist() if part in n]
            text = bundle.read(name).decode("utf-8-sig")
            read[part] = list(csv.DictReader(io.StringIO(text)))
    regions = {row["Advertiser_ID"]: row["Regions"] for row in read["advertiser-stats"]}
    cells = [
        row["Spend_USD"]
        for row in read["advertiser-weekly-spend"]
        if regions[row["Advertiser_ID"]] == "US"
        and "2022-11-09" <= row["Week_Start_Date"] <= "2024-11-05"
    ]
    assert figure.row_count == len(cells)
    assert figure.money.lo == sum(map(int, cells))
    # A cell of 0 stands for less than 100.
    assert figure.money.hi == figure.money.lo + 100 * cells.count("0")


def test_windows_inside_a_cycle_stand_beside_its_weeks(subjects: SubjectPages) -> None:
    def windows(race: str) -> list[str]:
        return [
            f.detail for f in subjects.one("races", race).figures() if f.label.startswith("Meta, ")
        ]

    assert [text.split(" · ")[0] for text in windows("us-2024")] == [
        "reported, 30 days to 31 Oct 2024"
    ]
    assert windows("us-2020") == []


def test_no_ad_counts_in_two_cycles(subjects: SubjectPages) -> None:
    index = subjects.races.index()
    counted = sum(row[3].sort for row in index.cycles.rows)
    assert counted == sum(
        subjects.races.build(race).ad_count for race in subjects.races.ids if race.startswith("us-")
    )
    assert counted < 10_000


def test_an_election_that_google_names_has_its_advertisers(subjects: SubjectPages) -> None:
    page = subjects.one("races", "google-eu-parliament")
    path = DEMO / "google" / "2024-06" / "google-political-ads-advertiser-stats.csv"
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    listed = [row for row in rows if "EU-Parliament" in row["Elections"]]
    assert page.advertiser_count == len({row["Advertiser_ID"] for row in listed}) == 13
    assert sum(figure.row_count for figure in page.figures()) == 13


def test_a_topic_has_the_ads_with_its_words(subjects: SubjectPages) -> None:
    page = subjects.one("topics", "voting")
    assert isinstance(page, TopicPage)
    hits = [
        row
        for row in snapchat_ads().values()
        if "ballot" in row["CandidateBallotInformation"].casefold()
    ]
    assert len(hits) == 11
    assert page.ad_count == len(hits)
    assert shown(page.figures(), "snapchat") == spend(iter(hits))
    ((archive, ads, *_, text, address, interests, named),) = page.found_in.rows
    assert (archive.text, ads.sort) == ("Snapchat", 11)
    assert [cell.sort for cell in (text, address, interests, named)] == [0, 0, 0, 11]


def test_platforms_without_words_say_so(subjects: SubjectPages) -> None:
    google = next(p for p in subjects.one("topics", "voting").body.platforms if p.name == "Google")
    assert google.ad_count == 0
    assert "None of its 284 ads has words" in google.words


def test_a_sponsor_leads_to_its_measures_and_topics(subjects: SubjectPages) -> None:
    links = subjects.links_by_sponsor()
    contests, topics = links["snapchat/tbaa2173baa24b396"]
    assert "contests/fec-h9tx99901" in {link.path for link in contests}
    assert "topics/voting" in {link.path for link in topics}


def test_a_state_has_its_candidates_and_what_each_platform_gives(
    data: SiteData, directory: Directory, subjects: SubjectPages
) -> None:
    page = PlacePages(data, directory, subjects).build("US-TX")
    assert [row[0].path for row in page.candidates.rows] == ["contests/fec-h9tx99901"]
    given = {row[0].text: [cell.text for cell in row[1:]] for row in page.platforms.rows}
    assert given["LinkedIn"] == ["none", "none", "none"]
    assert int(given["Snapchat"][2]) == sum(
        row["CountryCode"] == "united states"
        and any(
            "texas" in (row.get(column) or "").casefold()
            for column in (
                "Regions (Included)",
                "RegionID",
                "Electoral Districts (Included)",
                "ElectoralDistrictID",
            )
        )
        for row in snapchat_ads().values()
    )


def behind(figure: Figure, store: Store) -> ir.Table:
    return figure.fact.rows(store)


def test_sources_are_the_snapshots_that_the_figures_were_read_from(
    subjects: SubjectPages, store: Store, data: SiteData
) -> None:
    seen = set()
    for page in subjects:
        if not page.figures():
            continue
        wanted = set()
        for figure in page.figures():
            wanted |= set(behind(figure, store).snapshot_id.to_pyarrow().to_pylist())
        named = {line.snapshot_id for line in page.sources}
        if isinstance(page, ContestPage) and page.candidate:
            wanted |= {ident for ident in named if ident.startswith("fec@")}
            assert page.candidate.path in {line.path for line in page.sources}
        # The ads of a post or group count once in amounts, but each as an ad.
        assert wanted <= named, page.path
        assert all(data.snapshot_day(line.snapshot_id) == line.taken_on for line in page.sources)
        assert page.as_of in {line.taken_on for line in page.sources}
        seen.add((type(page).__name__, len(named) < len(data.facts.snapshots)))
        if page.path == "contests/fec-h9tx99901":
            assert named == wanted
            assert {ident.split("@")[0] for ident in named} > {"fec", "google-bundle"}
    assert seen >= {("ContestPage", True), ("TopicPage", True), ("RacePage", True)}


def test_the_rows_behind_every_figure_make_its_amount(subjects: SubjectPages, store: Store) -> None:
    figures = [figure for page in subjects for figure in page.figures()[:4]]
    assert len(figures) > 35
    for figure in figures:
        rows = behind(figure, store)
        sums = rows.aggregate(n=rows.count(), lo=rows.spend_lo.sum())
        count, lo = frame(sums).iloc[0]
        assert (figure.id, count) == (figure.id, figure.row_count)
        assert figure.money.lo is None or float(lo) == pytest.approx(figure.money.lo)


def test_a_figure_of_a_topic_can_be_explained(store: Store, config: Config) -> None:
    explained = list(explain(store, config, "http://a.example/ads/topics/voting/", [DEMO], 1))
    assert (
        [e.shown for e in explained] == [e.recomputed for e in explained] == ["US$54,342", "A$331"]
    )
    assert all(f"{e.row_count:,} row" in e.detail and e.rows for e in explained)
