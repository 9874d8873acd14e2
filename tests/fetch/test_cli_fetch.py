"""``paidforby fetch`` from end to end, every kind of archive, against a server on this machine."""

import re
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.fetch.files import tree
from tests.fetch.server import File, Reply, Server
from tests.fetch.world import make_zip
from tests.here import Run
from tests.project import command, environment, write_project

THIS_YEAR = datetime.now(UTC).year


def serve_all(server: Server) -> dict[str, bytes]:
    """Put a file at every address. Returns the folders and bytes that must come of it."""
    name = "5-NOVEMBER-2024-political-ads-data.zip"
    link = f'<a href="/content/{name}">Report</a><a href="/4-May-2024-political-ads-data.zip">o</a>'
    server.on("/en/disclosure", Reply(200, link.encode()))
    cycle = THIS_YEAR + THIS_YEAR % 2
    files = {
        "/older/bundle.zip": "google-bundle/2026-11-20/bundle.zip",
        f"/content/{name}": f"x/2024-11-05/{name}",
        f"/{cycle}/cm{cycle % 100:02d}.zip": f"fec/{cycle}/cm/2026-11-20/cm{cycle % 100:02d}.zip",
        f"/{cycle}/cn{cycle % 100:02d}.zip": f"fec/{cycle}/cn/2026-11-20/cn{cycle % 100:02d}.zip",
        "/cm_header_file.csv": "fec/headers/cm/2026-11-20/cm_header_file.csv",
        "/cn_header_file.csv": "fec/headers/cn/2026-11-20/cn_header_file.csv",
        "/data_IRA_Ads.csv": "ira/tab-separated/2018-05-10/data_IRA_Ads.csv",
        "/russian-ads.db": "ira/database/2018-05-10/russian-ads.db",
        "/FacebookAds.csv": "ira/table/2018-05-10/FacebookAds.csv",
        "/State_Media_Matrix.csv": "state-media/2026-11-20/State_Media_Matrix.csv",
    }
    for year in range(2018, THIS_YEAR):
        path = f"snapchat/{year}/2026-11-20/PoliticalAds.zip"
        files[f"/political/{year}/PoliticalAds.zip"] = path
    found = {}
    for address, path in files.items():
        body = make_zip(a__csv=address.encode()) if path.endswith(".zip") else address.encode()
        server.on(address, File(body))
        found[path] = body
    return found


def test_without_names_all_that_needs_nobody_is_fetched(
    run: Run, addresses: list[str], server: Server, archives: Path
) -> None:
    wanted = serve_all(server)
    said = run("fetch", *addresses)
    assert (said.code, said.out) == (0, ""), said.err
    found = tree(archives)
    assert {path: found.get(path) for path in wanted} == wanted
    records = {path for path in found if path.endswith("/snapshot.json")}
    assert records == {f"{path.rpartition('/')[0]}/snapshot.json" for path in wanted}
    assert set(found) == set(wanted) | records
    assert f"snapchat {THIS_YEAR}: not published yet" in said.err
    assert "left out, because they need a person or a token: meta-api (token), meta-re" in said.err
    assert "pinterest (person)" in said.err
    assert f"paidforby build --archives {archives}" in said.err
    before = found
    again = run("fetch", *addresses)
    assert again.code == 0
    assert "google-bundle: unchanged since 2026-11-20" in again.err
    assert tree(archives) == before


def test_one_failure_does_not_stop_the_others(
    run: Run, addresses: list[str], server: Server, archives: Path
) -> None:
    serve_all(server)
    server.on("/older/bundle.zip", Reply(404))
    server.on("/FacebookAds.csv", Reply(404))
    server.on("/en/disclosure", Reply(200, b"<p>moved"))
    said = run("fetch", *addresses)
    assert said.code == 1
    assert "paidforby: 3 downloads failed:\n  - google-bundle: http://127.0.0.1" in said.err
    assert "  - x: " in said.err
    assert "  - ira table: " in said.err
    assert "state-media/2026-11-20/State_Media_Matrix.csv" in tree(archives)
    assert "Traceback" not in said.err


def test_year_and_archive_are_chosen(
    run: Run, addresses: list[str], server: Server, archives: Path
) -> None:
    server.on("/2016/cm16.zip", File(make_zip(cm__txt=b"C1|x")))
    server.on("/2016/cn16.zip", File(make_zip(cn__txt=b"H1|x")))
    server.on("/cm_header_file.csv", File(b"CMTE_ID"))
    server.on("/cn_header_file.csv", File(b"CAND_ID"))
    assert run("fetch", "fec", "--year", "2016", *addresses).code == 0
    assert {path.parts[-4] for path in archives.rglob("*.zip")} == {"2016"}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["facebook"], "'facebook' is no archive that is known. Known: fec"),
        (["ira", "--year", "2018"], "a year was given, but none of these archives"),
        (["ira", "--search", "x"], "a query was given, but only meta-api has one"),
        (["fec", "--year", "2019"], "fec: fec: no file of 2019"),
        (["ira", "--addresses", "none.toml"], "none.toml: No such file"),
        (["meta-api", "--since", "yesterday"], "'yesterday' does not match the format"),
    ],
)
def test_request_that_makes_no_sense_is_told(arguments: list[str], told: str, run: Run) -> None:
    said = run("fetch", *arguments)
    assert said.code in (1, 2)
    assert told in said.err


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("meta-report", "paidforby import FacebookAdLibraryReport_"),
        ("reddit", "paidforby import FILE"),
        ("microsoft", "paidforby import FILE"),
        ("linkedin", "only apps that LinkedIn has approved"),
        ("tiktok", "only clients that TikTok has approved"),
        ("pinterest", "There is nothing to download"),
    ],
)
def test_archive_that_needs_a_person_is_explained(name: str, told: str, run: Run) -> None:
    said = run("fetch", name)
    assert said.code == 0
    assert said.out.startswith(f"{name}: ")
    assert " ".join(told.split()) in " ".join(said.out.split())


def test_addresses_of_the_configuration_are_used(server: Server, tmp_path: Path) -> None:
    server.on("/mirror.csv", File(b"Outlet\n"))
    downloads = {"state-media": {"files": {"matrix": {"addresses": [f"{server.url}/mirror.csv"]}}}}
    config = write_project(tmp_path, archives_dir="there", downloads=downloads)
    ran = subprocess.run(
        command(config, "fetch", "state-media"),
        env=environment(), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "there/state-media/2026-11-20/mirror.csv").read_bytes() == b"Outlet\n"
    assert "state-media: 7 bytes of 2026-11-20 in there/state-media/2026-11-20/mirror.csv" in (
        ran.stderr
    )


def test_what_was_fetched_is_read_by_ingest(
    run: Run, addresses: list[str], server: Server, archives: Path, repo_root: Path
) -> None:
    demo = repo_root / "data" / "demo" / "archives"
    bundle = (demo / "google" / "google-political-ads-transparency-bundle.zip").read_bytes()
    server.on("/political-csv/bundle.zip", File(bundle))
    assert run("fetch", "google-bundle", *addresses).code == 0
    said = run("ingest", "--archives", str(archives))
    assert said.code == 0, said.err
    with zipfile.ZipFile(
        demo / "google" / "google-political-ads-transparency-bundle.zip"
    ) as demo_zip:
        names = [name for name in demo_zip.namelist() if name.endswith(".csv")]
    (read,) = re.findall(r"^(\d+) files read$", said.err, re.M)
    passed = re.findall(r"^  google-bundle/.*\.csv: ", said.err, re.M)
    assert int(read) > 0
    assert int(read) + len(passed) == len(names)
    assert "snapshot.json: a record of where the files beside it come from" in said.err


@pytest.mark.parametrize(("verb", "arguments"), [("fetch", "[ARCHIVE]..."), ("import", "FILE...")])
def test_help_names_arguments_and_gives_every_option_a_text(
    verb: str, arguments: str, run: Run
) -> None:
    said = run(verb, "--help")
    assert said.code == 0
    assert f" {verb} [OPTIONS] {arguments}\n" in said.out
    options = re.findall(r"^  (--\S+.*(?:\n {10,}.*)?)", said.out, re.M)
    assert [option for option in options if not re.search(r" {2,}[\w-]+:? .*\w", option)] == []
