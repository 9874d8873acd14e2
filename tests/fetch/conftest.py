"""What the tests of downloads share: a server, and surroundings in which nobody waits."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.cli.main import main
from tests.fetch.graph import TOKEN
from tests.fetch.meta import Meta
from tests.fetch.server import Server
from tests.fetch.world import World
from tests.here import Run, Said
from tests.project import write_project


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path / "archives")


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture
def meta(world: World, server: Server, repo_root: Path) -> Meta:
    return Meta(world, server, repo_root)


@pytest.fixture
def token_is_nowhere(
    world: World, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> Iterator[None]:
    """After each test: the token is in no file, no log, no notice and on no screen."""
    caplog.set_level(logging.DEBUG)
    yield
    logged = [record.getMessage() for record in caplog.get_records("call")]
    said = "\n".join([*world.said, *logged, *capfd.readouterr()])
    for form in (TOKEN, "EAAB-made%2Fup%2Btoken%3D1"):
        assert form not in said
        assert form.encode() not in world.every_byte()


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A project that fetches into its own folder."""
    return write_project(tmp_path / "project", archives_dir="archives")


@pytest.fixture
def run(config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``paidforby`` in this process."""
    for name in ("PAIDFORBY_META_TOKEN", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str) -> Said:
        monkeypatch.setattr("sys.argv", ["paidforby", "--config", str(config), *arguments])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Said(code, *capsys.readouterr())

    return ran


@pytest.fixture
def archives(config: Path) -> Path:
    return config.parent / "archives"


@pytest.fixture
def addresses(server: Server, tmp_path: Path) -> list[str]:
    """The option that sends every archive to the server of the tests."""
    base = server.url
    text = f"""
[google-bundle.files.bundle]
addresses = ["{base}/political-csv/bundle.zip", "{base}/older/bundle.zip"]
[snapchat.files.year]
addresses = ["{base}/political/{{year}}/PoliticalAds.zip"]
[x]
page = "{base}/en/disclosure"
[fec.files.committees]
addresses = ["{base}/{{year}}/cm{{yy}}.zip"]
[fec.files.candidates]
addresses = ["{base}/{{year}}/cn{{yy}}.zip"]
[fec.files.committee_header]
addresses = ["{base}/cm_header_file.csv"]
[fec.files.candidate_header]
addresses = ["{base}/cn_header_file.csv"]
[ira.files.tab-separated]
addresses = ["{base}/data_IRA_Ads.csv"]
[ira.files.database]
addresses = ["{base}/russian-ads.db"]
[ira.files.table]
addresses = ["{base}/FacebookAds.csv"]
[state-media.files.matrix]
addresses = ["{base}/State_Media_Matrix.csv"]
[meta-api.api]
address = "{base}/ads_archive"
page_size = 129
"""
    path = tmp_path / "addresses.toml"
    path.write_text(text, encoding="utf-8")
    return ["--addresses", str(path)]
