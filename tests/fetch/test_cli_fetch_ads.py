"""``paidforby fetch meta-api`` from end to end, and ``paidforby import``."""

import json
import os
import signal
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from tests.fetch.files import tree
from tests.fetch.graph import TOKEN, Graph, all_ids
from tests.fetch.server import Server
from tests.here import Run
from tests.project import command, environment

TODAY = datetime.now(UTC).date().isoformat()
QUERY = ["meta-api", "--country", "US", "--search", "vote"]


def test_ads_of_the_interface_killed_half_way_go_on_and_the_token_is_nowhere(
    config: Path, addresses: list[str], server: Server, archives: Path
) -> None:
    graph = Graph(5_000, overlap=4)
    server.on("/ads_archive", graph)
    arguments = command(config, "fetch", *QUERY, *addresses)
    started = subprocess.Popen(
        arguments, env=environment(PAIDFORBY_META_TOKEN=TOKEN),
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    graph.hook = lambda number: os.kill(started.pid, signal.SIGKILL) if number == 21 else None
    output = started.communicate(timeout=60)[0]
    assert started.returncode == -signal.SIGKILL
    assert tree(archives) == {}
    graph.hook = lambda number: None
    first = len(graph.asked)
    ran = subprocess.run(
        arguments, env=environment(PAIDFORBY_META_TOKEN=TOKEN),
        capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert first == 21
    assert len(graph.asked) - first == 40 - 20
    (path,) = archives.glob(f"meta-api/*/{TODAY}/US-*.jsonl")
    lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert [json.loads(line)["id"] for line in lines] == all_ids(5_000)
    kept = b"".join(file.read_bytes() for file in archives.rglob("*") if file.is_file())
    assert TOKEN.encode() not in kept + output + ran.stdout + ran.stderr


def test_query_needs_a_token(run: Run, addresses: list[str], server: Server) -> None:
    said = run("fetch", *QUERY, *addresses)
    assert said.code == 1
    assert "needs a token in PAIDFORBY_META_TOKEN" in said.err
    assert server.asked == []


def test_import_tells_of_each_file_what_became_of_it(
    run: Run, archives: Path, repo_root: Path, tmp_path: Path
) -> None:
    demo = repo_root / "data" / "demo" / "archives"
    report = demo / "meta-report" / "FacebookAdLibraryReport_2024-10-31_US_last_30_days.zip"
    library = demo / "snapchat" / "2023" / "PoliticalAds.zip"
    other = tmp_path / "notes.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    said = run("import", str(report), str(other), str(library))
    filed = f"archives/meta-report/2024-10-31/{report.name}"
    assert said.code == 1
    assert f"{report.name}: imported as {filed}\n" in said.err
    assert "2 of 3 files not imported:\n  - notes.csv: no archive recognises it." in said.err
    assert "  - PoliticalAds.zip: does not say its day." in said.err
    again = run("import", str(report))
    assert again.code == 0
    assert f"{report.name}: not imported: the same bytes are in {filed}" in again.err
    assert run("import", "--taken-on", "2024-01-05", str(library)).code == 0
    assert (archives / "snapchat/2024-01-05/PoliticalAds.zip").read_bytes() == library.read_bytes()
