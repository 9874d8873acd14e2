"""The file of addresses, what may be laid over it, and which files a run asks for."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.errors import ConfigError, FetchError
from generator.fetch.addresses import ArchiveRecord, load_addresses, read_table
from generator.fetch.plan import chosen, name_of, wanted_files


@pytest.fixture(scope="module")
def records(repo_root: Path) -> dict[str, ArchiveRecord]:
    return load_addresses(repo_root / "data" / "reference")


def addresses(record: ArchiveRecord, *years: int, now: int = 2026) -> list[str]:
    return [url for item in wanted_files(record, years, now) for url in item.addresses]


def test_every_archive_is_told(records: dict[str, ArchiveRecord]) -> None:
    people = ["linkedin", "meta-report", "microsoft", "pinterest", "reddit", "tiktok"]
    alone = ["fec", "google-bundle", "ira", "snapchat", "state-media", "x"]
    assert sorted(name for name, record in records.items() if record.needs == "person") == people
    assert sorted(record.id for record in chosen(records, ())) == alone
    assert set(records) == {*people, *alone, "meta-api"}
    assert all(records[name].steps for name in [*people, "meta-api"])


def test_every_address_is_https(repo_root: Path) -> None:
    text = (repo_root / "data/reference/downloads.toml").read_text(encoding="utf-8")
    assert "http://" not in text


def test_no_other_file_of_the_program_knows_an_address_to_download(repo_root: Path) -> None:
    hosts = ("storage.googleapis.com", "graph.facebook.com/v", "raw.githubusercontent.com",
             "business.x.com", "fec.gov/files")  # fmt: skip
    found = [
        (path.name, host)
        for path in (repo_root / "generator").rglob("*.py")
        for host in hosts
        if host in path.read_text(encoding="utf-8")
    ]
    assert found == []


def test_snapchat_has_a_file_for_each_year_until_now(records: dict[str, ArchiveRecord]) -> None:
    wanted = wanted_files(records["snapchat"], (), 2026)
    assert [item.what for item in wanted] == [str(year) for year in range(2018, 2027)]
    assert all(f"/political/{item.what}/" in item.addresses[0] for item in wanted)
    assert [item.what for item in wanted if item.may_be_missing] == ["2026"]


@pytest.mark.parametrize(("year", "cycle"), [(2025, 2026), (2026, 2026), (2000, 2000)])
def test_fec_defaults_to_the_current_cycle(
    year: int, cycle: int, records: dict[str, ArchiveRecord]
) -> None:
    base = "https://www.fec.gov/files/bulk-downloads"
    yy = f"{cycle % 100:02d}"
    assert addresses(records["fec"], now=year)[:2] == [
        f"{base}/{cycle}/cm{yy}.zip",
        f"{base}/{cycle}/cn{yy}.zip",
    ]


def test_years_are_chosen(records: dict[str, ArchiveRecord]) -> None:
    assert [url[-8:] for url in addresses(records["fec"], 2016, 2020)[:4]] == [
        "cm16.zip", "cm20.zip", "cn16.zip", "cn20.zip",
    ]  # fmt: skip
    with pytest.raises(FetchError, match=r"fec: no file of 2019.*from 1980 to 2026 in steps of 2"):
        wanted_files(records["fec"], (2019,), 2026)
    with pytest.raises(FetchError, match=r"snapchat: no file of 2017.*from 2018 to 2026: choose"):
        wanted_files(records["snapchat"], (2017,), 2026)


def test_ads_of_the_ira_are_of_the_day_of_their_release(records: dict[str, ArchiveRecord]) -> None:
    wanted = wanted_files(records["ira"], (), 2026)
    assert [item.name for item in wanted] == [
        "data_IRA_Ads.csv",
        "russian-ads.db",
        "FacebookAds.csv",
    ]
    assert {str(item.taken_on) for item in wanted} == {"2018-05-10"}
    assert len({item.what for item in wanted}) == 3


def test_unknown_archive_lists_those_that_are_known(records: dict[str, ArchiveRecord]) -> None:
    with pytest.raises(
        FetchError, match=r"'facebook' is no archive that is known. Known: fec, goo"
    ):
        chosen(records, ["facebook"])


def test_one_key_is_replaced_and_the_rest_stays(
    repo_root: Path, records: dict[str, ArchiveRecord]
) -> None:
    mirror = ["https://mirror.example/ads.zip"]
    change = {"google-bundle": {"files": {"bundle": {"addresses": mirror}}}}
    found = load_addresses(repo_root / "data" / "reference", [change])
    assert addresses(found["google-bundle"]) == mirror
    file = replace(records["google-bundle"].files[0], addresses=tuple(mirror))
    assert found["google-bundle"] == replace(records["google-bundle"], files=(file,))
    assert {k: v for k, v in found.items() if k != "google-bundle"} == {
        k: v for k, v in records.items() if k != "google-bundle"
    }


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"goggle": {}}, r"'goggle' is no archive that is known. Known: fec, google-bundle"),
        ({"x": {"pages": ""}}, r"\[x\] unknown key 'pages'. Known: api, files"),
        ({"x": {"page": 5}}, r"\[x\] page is 5, but str is expected"),
        ({"x": {"needs": "luck"}}, r"needs is 'luck'. Known: nothing, token, person"),
        ({"ira": {"files": []}}, r"\[ira\] files is \[\], but a table is expected"),
        ({"ira": {"files": {"table": {"addresses": "x"}}}}, "addresses is 'x', but list is"),
        ({"ira": {"files": {"table": {"addresses": []}}}}, r"addresses is empty. Name one"),
        ({"ira": {"files": {"table": {"sha256": "12"}}}}, "sha256 is '12', not 64 hexadecimal"),
        ({"ira": {"files": {"table": {"taken_on": "now"}}}}, "taken_on is 'now', but a day"),
        ({"snapchat": {"files": {"year": {"years": {"first": "x"}}}}}, "first is 'x', but int"),
        ({"snapchat": {"files": {"year": {"years": {"step": 0}}}}}, "step is 1 or more"),
        ({"meta-api": {"api": {"page_size": 0}}}, r"page_size is 0. Give 1 or more"),
        ({"meta-api": {"api": {"fields": [1]}}}, r"fields is \[1\], but a list of texts"),
        ({"x": 1}, r"\[x\] is 1, but a table is expected"),
    ],
)  # fmt: skip
def test_mistake_in_an_address_file_is_named(
    change: dict[str, object], told: str, repo_root: Path
) -> None:
    with pytest.raises(ConfigError, match=told):
        load_addresses(repo_root / "data" / "reference", [change])


def test_file_of_addresses_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none.toml: No such file"):
        read_table(tmp_path / "none.toml")
    (tmp_path / "bad.toml").write_text("[x", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"bad.toml: not valid TOML"):
        read_table(tmp_path / "bad.toml")


@pytest.mark.parametrize(
    ("address", "name"),
    [("https://a.example/x/y.zip?z=1", "y.zip"), ("https://a.example/x%20y.csv", "x y.csv")],
)
def test_name_of_a_file_is_the_end_of_its_address(address: str, name: str) -> None:
    assert name_of(address) == name


@pytest.mark.parametrize("end", ["", "%2e%2e", ".hidden", "a%00b", "..%5C..%5Ca.zip", "a%3Ab.zip"])
def test_name_that_could_leave_the_folder_is_refused(end: str) -> None:
    with pytest.raises(FetchError, match="has no name of a file at its end"):
        name_of(f"https://a.example/{end}")
