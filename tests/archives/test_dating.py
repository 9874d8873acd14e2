"""Dates: from names, from records beside the files, and records that are malformed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.archives.dating import Dated, Records, date_from_names, parse_date
from generator.archives.files import RawFile
from generator.errors import ArchiveError
from tests.adapters.reading import put


def file_at(root: Path, label: str) -> RawFile:
    return RawFile(root, root / label.split("!")[0], label)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2020-10-01", (date(2020, 10, 1), "day")),
        ("report_2020-10-01_US", (date(2020, 10, 1), "day")),
        ("2020-10", (date(2020, 10, 1), "month")),
        ("2020-02-30 and 2020-03-01", (date(2020, 3, 1), "day")),
        ("2020-13", None),
        ("12020-10-01", None),
        ("1899-10-01", None),
        ("C009-9999-01", None),
        ("PoliticalAds", None),
        ("25-October-2024-political-ads-data.zip", (date(2024, 10, 25), "day")),
        ("5-nov-2024", (date(2024, 11, 5), "day")),
        ("2024-10 as of 5-November-2024", (date(2024, 11, 5), "day")),
        ("31-November-2024", None),
        ("5-Novembre-2024", None),
    ],
)
def test_date_in_a_text(text: str, found: tuple[date, str] | None) -> None:
    assert parse_date(text) == found


@pytest.mark.parametrize(
    ("label", "text", "basis"),
    [
        ("2019-01/x_2020-10-01.csv", "2020-10-01", "the name 'x_2020-10-01.csv'"),
        ("2018-01-01/2019-01/x.csv", "2019-01", "the name '2019-01'"),
        ("2019-02-03/a.zip!in/x.csv", "2019-02-03", "the name '2019-02-03'"),
        ("a_2019-02-03.zip!in/x.csv", "2019-02-03", "the name 'a_2019-02-03.zip'"),
    ],
)
def test_nearest_name_with_a_date_counts(label: str, text: str, basis: str) -> None:
    found = date_from_names(file_at(Path("archives"), label))
    assert found is not None
    assert (found.text, found.basis) == (text, basis)


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0.day}-{0:%B}-{0:%Y}", "{0:%d}-{0:%b}-{0:%Y}", "{0:%Y}-{0:%m}-{0:%d}"]),
    st.sampled_from([str, str.upper, str.lower]),
)
def test_day_in_figures_or_words_comes_back(day: date, form: str, case: type[str]) -> None:
    assert parse_date(case(f"x_{form.format(day)}-political-ads-data.zip")) == (day, "day")


def test_name_that_an_archive_prefers_counts_before_a_nearer_one() -> None:
    file = file_at(Path("archives"), "2024-01-01/5-November-2024-ads.zip!since 2023-08-29.csv")
    first = date_from_names(file, r".*-ads\.zip")
    assert first is not None
    assert (first.text, first.basis) == ("2024-11-05", "the name '5-November-2024-ads.zip'")
    nearest = date_from_names(file, r"no such name")
    assert nearest is not None
    assert nearest.text == "2023-08-29"


def test_no_name_with_a_date() -> None:
    assert date_from_names(file_at(Path("archives"), "snapchat/2020/PoliticalAds.csv")) is None


def test_snapshot_json_gives_day_origin_and_licence(tmp_path: Path) -> None:
    put(
        tmp_path / "d" / "snapshot.json",
        '{"taken_on": "2020-10-01", "url": "https://example.org/a.zip", "licence": "CC0"}',
    )
    found = Records([tmp_path]).find(file_at(tmp_path, "d/a.zip!x.csv"))
    day = date(2020, 10, 1)
    assert found == Dated(day, "day", "snapshot.json", "https://example.org/a.zip", "CC0")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        ("{}", "it is missing"),
        ('{"taken_on": "1 October"}', "1 October"),
        ('{"taken_on": 20201001}', "must be str"),
        ("[]", "indices"),
        ("not json", "Expecting value"),
    ],
)
def test_malformed_snapshot_json_is_told(tmp_path: Path, content: str, what: str) -> None:
    put(tmp_path / "d" / "snapshot.json", content)
    with pytest.raises(ArchiveError) as error:
        Records([tmp_path]).find(file_at(tmp_path, "d/x.csv"))
    assert str(error.value).startswith("d/snapshot.json: needs a key taken_on with a day such as")
    assert what in str(error.value)


SOURCES = """path,taken_on,origin_repository,origin_licence,note
google,2018-01-01,demo/whole,none,
google/2019-06/,2019-06,demo/month,CC0,"a, b"
meta/*_NL_*,2023-03-05,,,
meta/*_GR_*,2023-05-01..2023-05-16,demo/days,none,"a series, in one row"
snapchat,10/06/2024,,,
blank,,,,
meta-api,2022,,,
"""


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("google/2018/x.csv", ("2018-01-01", "demo/whole", "none")),
        ("google/2019-06/x.csv", ("2019-06", "demo/month", "CC0")),
        ("meta/report_NL_x.csv", ("2023-03-05", None, None)),
        ("meta/report_2023-05-01_GR_x.csv", ("2023-05-01", "demo/days", "none")),
        ("meta/report_2023-05-16_GR_x.csv", ("2023-05-16", "demo/days", "none")),
        ("blank/x.csv", None),
        ("meta-api/x.json", ("2022", None, None)),
        ("googles/x.csv", None),
    ],
)
def test_longest_path_of_sources_counts(
    tmp_path: Path, label: str, found: tuple[str, str | None, str | None] | None
) -> None:
    put(tmp_path / "SOURCES.csv", SOURCES)
    dated = Records([tmp_path]).find(file_at(tmp_path, label))
    assert (None if dated is None else (dated.text, dated.origin, dated.licence)) == found


def test_day_in_another_form_is_told_with_its_line(tmp_path: Path) -> None:
    put(tmp_path / "SOURCES.csv", SOURCES)
    with pytest.raises(ArchiveError) as error:
        Records([tmp_path]).find(file_at(tmp_path, "snapchat/2024/x.csv"))
    assert str(error.value).startswith(
        "SOURCES.csv, line 6, column 'taken_on': '10/06/2024' is no day"
    )


def test_day_of_a_span_is_told_to_be_from_the_name(tmp_path: Path) -> None:
    put(tmp_path / "SOURCES.csv", SOURCES)
    dated = Records([tmp_path]).find(file_at(tmp_path, "meta/report_2023-05-03_GR_x.csv"))
    assert dated is not None
    assert dated.basis == "the name 'report_2023-05-03_GR_x.csv'"


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("meta/report_2023-05-17_GR_x.csv", "is 2023-05-17 by the name"),
        ("meta/report_GR_x.csv", "has no date in its name"),
    ],
)
def test_file_outside_the_span_of_its_row_is_told(tmp_path: Path, label: str, told: str) -> None:
    put(tmp_path / "SOURCES.csv", SOURCES)
    with pytest.raises(ArchiveError) as error:
        Records([tmp_path]).find(file_at(tmp_path, label))
    start = (
        f"SOURCES.csv, line 5, column 'taken_on': '2023-05-01..2023-05-16' covers {label}, which"
    )
    assert str(error.value).startswith(f"{start} {told}")


@pytest.mark.parametrize("text", ["2023-05..2023-06", "2023-05-16..2023-05-01", "1 May 2023"])
def test_words_that_are_no_day_are_told_whatever_the_name_says(tmp_path: Path, text: str) -> None:
    put(tmp_path / "SOURCES.csv", f"path,taken_on\nmeta,{text}\n")
    with pytest.raises(ArchiveError, match="is no day such as"):
        Records([tmp_path]).find(file_at(tmp_path, "meta/report_2023-05-16_GR_x.csv"))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"path,day\na,2020-01-01\n", "the column 'taken_on' is missing"),
        (b"path,taken_on\ncaf\xe9,2020-01-01\n", "not a readable UTF-8 table"),
    ],
)
def test_unreadable_sources_are_a_problem_not_a_crash(
    tmp_path: Path, content: bytes, what: str
) -> None:
    (tmp_path / "SOURCES.csv").write_bytes(content)
    (problem,) = Records([tmp_path]).problems
    assert problem.startswith("SOURCES.csv")
    assert what in problem
