"""The command line: explain traces every figure, and errors say what to do next."""

import csv
import io
import re
import zipfile
from pathlib import Path

import pytest

from tests.here import Run, Said, run_here
from tests.project import write_project
from tests.site.demo import demo_store

GOOGLE = "google/AR99999118255476292964"
"""A payer; its sponsor is SNAPCHAT, which stands on four platforms."""
META = "meta/t966a58ba00dafe7b"
SNAPCHAT = "snapchat/tbaa2173baa24b396"
SNAPCHAT_FILE = "snapchat/2024/2024-11-01/PoliticalAds.csv"


@pytest.fixture(scope="module")
def project(repo_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of a project whose store holds the demonstration archives."""
    return demo_store(repo_root, tmp_path_factory) / "paidforby.toml"


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs ``paidforby`` in this process."""
    for name in ("PAIDFORBY_SITE_URL", "PAIDFORBY_SITE_NAME", "PAIDFORBY_PROJECT_URL"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str, config: Path = project) -> Said:
        return run_here(config, *arguments)

    return ran


def figures(said: Said) -> list[tuple[str, str]]:
    """What is on the page, and what the rows add up to, of each figure."""
    shown = re.findall(r"^  on the page: (.*)$", said.out, re.M)
    again = re.findall(r"^  from the rows: (.*)$", said.out, re.M)
    assert len(shown) == len(again)
    return list(zip(shown, again, strict=True))


@pytest.mark.parametrize(
    "target", [GOOGLE, META, SNAPCHAT, f"sponsors/{GOOGLE}/", "places/US-TX", "places/us", "home"]
)
def test_every_figure_on_the_page_is_what_its_rows_add_up_to(target: str, run: Run) -> None:
    said = run("explain", target, "--rows", "2")
    assert said.code == 0
    assert figures(said)
    assert [pair for pair in figures(said) if pair[0] != pair[1]] == []
    assert "DIFFERS" not in said.out
    counts = re.findall(r"^  ([\d,]+) rows? counted on the page, ([\d,]+) found$", said.out, re.M)
    assert len(counts) == len(figures(said))
    assert all(counted == found for counted, found in counts)
    assert said.out.count("  rule: ") == len(figures(said))


@pytest.mark.parametrize("target", ["removals", "changes/snapchat/2024/2024-09-01-to-2024-11-01"])
def test_counts_of_pages_of_changes_are_found_again(target: str, run: Run) -> None:
    said = run("explain", target, "--rows", "1")
    assert said.code == 0, said.err
    assert figures(said)
    assert [pair for pair in figures(said) if pair[0] != pair[1]] == []


def test_unknown_pair_of_copies_names_those_that_there_are(run: Run) -> None:
    said = run("explain", "changes/none")
    assert said.code == 1
    assert "\n  - changes/snapchat/2024/2024-09-01-to-2024-11-01\n" in said.err


def test_google_total_is_traced_to_the_cell(run: Run, repo_root: Path) -> None:
    archives = repo_root / "data" / "demo" / "archives"
    bundle = "google/google-political-ads-transparency-bundle.zip"
    inner = "google-political-ads-transparency-bundle/google-political-ads-advertiser-stats.csv"
    with zipfile.ZipFile(archives / bundle) as opened:
        lines = opened.read(inner).decode("utf-8-sig").splitlines()
    (line,) = [n for n, text in enumerate(lines, start=1) if text.startswith(GOOGLE.split("/")[1])]
    said = run("explain", GOOGLE)
    assert f"google-bundle: {bundle}!{inner}, line {line}\n" in said.out
    assert "      Spend_USD: 2600000\n" in said.out
    assert ("US$2,600,000", "US$2,600,000") in figures(said)


def test_meta_bounds_are_traced_to_the_censored_cells(run: Run) -> None:
    said = run("explain", META, "--rows", "1000")
    assert ("US$222,104–US$224,304", "US$222,104–US$224,304") in figures(said)
    national = said.out.split("US$222,104–US$224,304")[-1].split("on the page:")[0]
    assert national.count("Amount spent (USD): ≤100\n") == 22
    assert national.count("      Amount spent (USD): ") == 53


def test_snapchat_sum_is_traced_to_every_ad(run: Run) -> None:
    said = run("explain", SNAPCHAT, "--rows", "1000")
    assert ("US$284,093", "US$284,093") in figures(said)
    part = said.out.split("  on the page: US$284,093")[1].split("  on the page:")[0]
    assert sum(map(int, re.findall(r"^      Spend: (\d+)$", part, re.M))) == 284_093


def test_personal_data_is_named_and_never_printed(run: Run, repo_root: Path) -> None:
    path = repo_root / "data" / "demo" / "archives" / SNAPCHAT_FILE
    assert "PRIVATE-ADDRESS-MARKER" in path.read_text(encoding="utf-8")
    for target in (GOOGLE, META, SNAPCHAT, f"{SNAPCHAT_FILE}:3"):
        said = run("explain", target, "--rows", "1000")
        assert "PRIVATE-ADDRESS-MARKER" not in said.out + said.err
        if target.startswith("snapchat"):
            assert "BillingAddress: (personal data: not shown)" in said.out


def test_declared_address_of_a_google_advertiser_is_not_printed(run: Run, repo_root: Path) -> None:
    bundle = "google/google-political-ads-transparency-bundle.zip"
    inner = "google-political-ads-transparency-bundle/google-political-ads-advertiser-declared-stats.csv"
    with zipfile.ZipFile(repo_root / "data" / "demo" / "archives" / bundle) as opened:
        text = opened.read(inner).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    line = next(
        n for n, row in enumerate(rows, start=1) if any("PRIVATE-ADDRESS-MARKER" in c for c in row)
    )
    said = run("explain", f"{bundle}!{inner}:{line}")
    assert said.code == 0
    assert rows[line - 1][0] in said.out
    assert "(personal data: not shown)" in said.out
    assert "PRIVATE-ADDRESS-MARKER" not in said.out + said.err


def test_line_of_a_file_shows_its_cells(run: Run, repo_root: Path) -> None:
    path = repo_root / "data" / "demo" / "archives" / SNAPCHAT_FILE
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        next(reader)
        row = next(reader)
    said = run("explain", f"{SNAPCHAT_FILE}:3")
    assert said.code == 0
    assert f"ADID: {row['ADID']}" in said.out
    assert f"Spend: {row['Spend']}" in said.out
    assert "1 in ads" in said.out


def test_ad_is_found_by_its_id_in_every_copy(run: Run, repo_root: Path) -> None:
    folder = repo_root / "data" / "demo" / "archives" / "snapchat" / "2024"
    copies = []
    for name in ("2024-09-01", "2024-11-01"):
        with (folder / name / "PoliticalAds.csv").open(encoding="utf-8-sig", newline="") as stream:
            copies.append({row["ADID"]: row["Spend"] for row in csv.DictReader(stream)})
    ad_id = next(key for key in copies[0] if key in copies[1] and copies[0][key] != copies[1][key])
    said = run("explain", ad_id)
    assert said.code == 0
    for copy in copies:
        assert f"      Spend: {copy[ad_id]}\n" in said.out
    assert "an earlier copy" in said.out


@pytest.mark.parametrize(
    "target",
    [
        "nobody", "sponsors/google/AR0", "platforms/google", "sponsors/a-z/b-1/", "places/ZZ",
        "places/US-ZZ", "no/such/file.csv:3", f"{SNAPCHAT_FILE}:999999", "",
    ],
)  # fmt: skip
def test_unknown_target_is_an_error_that_names_it(target: str, run: Run) -> None:
    if target == "":  # the home page, as "home" is
        assert run("explain", target).out == run("explain", "home").out
        return
    said = run("explain", target)
    assert said.code == 1
    assert said.err.startswith("paidforby: ")
    assert target.strip("/").split(":")[0] in said.err
    assert "Traceback" not in said.err
    assert said.out == ""


@pytest.mark.parametrize(
    "address",
    [
        "https://ads.example/sub/sponsors/{}/",
        "https://ads.example/sub/sponsors/a-z/c-1/#{}",
        "sponsors/id/00/#{}",
        "{}",
    ],
)
def test_address_copied_from_the_browser_is_understood(
    address: str, run: Run, project: Path, tmp_path: Path
) -> None:
    store = str(project.parent / "store")
    url = "https://ads.example/sub/"
    config = write_project(tmp_path, site_url=url, store_dir=store)
    own = GOOGLE.replace("/", "-") if "#" in address else GOOGLE
    said = run("explain", address.format(own), "--rows", "1", config=config)
    assert said.code == 0, said.err
    assert said.out == run("explain", GOOGLE, "--rows", "1").out


def test_archives_that_moved_are_named_and_found(
    run: Run, project: Path, repo_root: Path, tmp_path: Path
) -> None:
    said = run("explain", GOOGLE, "--archives", str(tmp_path))
    assert "--archives" in said.out
    assert "Spend_USD" not in said.out
    archives = str(repo_root / "data" / "demo" / "archives")
    assert "Spend_USD" in run("explain", GOOGLE, "--archives", archives).out


def test_check_lists_every_check_and_passes(run: Run) -> None:
    said = run("check")
    assert said.code == 0
    assert said.out.count("ok") >= 5
    assert "FAIL" not in said.out


@pytest.mark.parametrize(
    "verb",
    [
        "",
        "fetch",
        "import",
        "ingest",
        "pages",
        "site",
        "search",
        "build",
        "check",
        "explain",
        "permalinks",
        "review",
        "serve",
    ],
)
def test_every_verb_has_help(verb: str, run: Run) -> None:
    said = run(*filter(None, [verb, "--help"]))
    assert said.code == 0
    assert said.out.startswith("Usage: ")
    assert "--help" in said.out


def test_help_needs_no_configuration(run: Run, tmp_path: Path) -> None:
    said = run("--help", config=tmp_path / "none.toml")
    assert (said.code, said.err) == (0, "")


def test_unknown_verb_is_a_usage_error(run: Run) -> None:
    said = run("frobnicate")
    assert said.code == 2
    assert "frobnicate" in said.err


def test_unknown_key_names_file_key_and_what_is_known(run: Run, tmp_path: Path) -> None:
    config = write_project(tmp_path, sitename="x")
    said = run("check", config=config)
    assert said.code == 1
    assert str(config) in said.err
    assert "'sitename'" in said.err
    assert "site_name" in said.err


def test_missing_configuration_says_what_to_do(run: Run, tmp_path: Path) -> None:
    said = run("check", config=tmp_path / "none.toml")
    assert said.code == 1
    assert "none.toml: not found" in said.err
    assert "--config" in said.err


@pytest.mark.parametrize(
    ("verb", "next_step"),
    [("pages", "ingest"), ("site", "pages"), ("search", "site"), ("serve", "build")],
)
def test_verb_out_of_turn_names_the_one_before(
    verb: str, next_step: str, run: Run, project: Path, tmp_path: Path
) -> None:
    store = "none" if verb == "pages" else str(project.parent / "store")
    said = run(verb, config=write_project(tmp_path, store_dir=store))
    assert said.code == 1
    assert f"paidforby {next_step}" in said.err


def test_environment_names_site_and_address(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr("generator.cli.build.serve", lambda config, *_: seen.append(config))
    config = write_project(tmp_path)
    run("serve", "--once", config=config)
    monkeypatch.setenv("PAIDFORBY_SITE_URL", "https://ads.example/sub")
    monkeypatch.setenv("PAIDFORBY_SITE_NAME", "Another name")
    run("serve", "--once", config=config)
    assert [found.site_name for found in seen] == ["Paid For By", "Another name"]
    assert seen[1].site_url == "https://ads.example/sub/"
