"""``paidforby review``: questions on the terminal, answers in the file of decisions."""

import io
import os
import pty
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.sponsors.decisions import load_decisions
from tests.here import Run, Said
from tests.project import ROOT, command, environment, write_project
from tests.reviewing import NO_DECISIONS, Ad, copy_reference, ingest_ads, write_ads

HOSTILE = "Demo [red]Trickster[/red] \x1b]0;title\x07\u202e\u200b"
ADS = (
    Ad("Demo Kitelady", 500),
    Ad("DEMO KITELADY", 300),
    Ad("Demo Lampton", 1000),
    Ad("DEMO LAMPTON", 20),
    Ad("Demo Balloon Society", 7, number="C00999901"),
    Ad("DEMO BALLOON SOCIETY", 8, number="C00999902"),
    Ad(HOSTILE, 1, number="C00999903"),
    Ad(HOSTILE.upper(), 2, number="C00999904"),
)
DAY = "2024-10-31"
SOURCE = "https://example.org/register"


@dataclass(frozen=True)
class Project:
    """A project with a store; its reference folder may be changed by a test."""

    config: Path
    reference: Path

    @property
    def lines(self) -> list[str]:
        """The decisions as they stand in the file."""
        return (self.reference / "sponsors.csv").read_text(encoding="utf-8").splitlines()[1:]


@pytest.fixture(scope="module")
def store_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli-review")
    archives = write_ads(folder / "archives", ADS)
    ingest_ads(archives, folder / "store", copy_reference(folder / "reference"))
    return folder / "store"


@pytest.fixture
def project(store_dir: Path, tmp_path: Path) -> Project:
    reference = copy_reference(tmp_path / "reference")
    changes = {"store_dir": str(store_dir), "reference_dir": str(reference)}
    config = write_project(tmp_path / "p", site_url="https://ads.example.org/", **changes)
    return Project(config, reference)


@pytest.fixture
def run(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:  # fmt: skip
    """Runs ``paidforby review`` with lines as its input; "^C" is an interrupt."""
    for name in ("PAIDFORBY_SITE_URL", "PAIDFORBY_SITE_NAME"):
        monkeypatch.delenv(name, raising=False)

    def ran(*arguments: str, answers: tuple[str, ...] = ()) -> Said:
        monkeypatch.setattr(
            "sys.argv", ["paidforby", "--config", str(project.config), "review", *arguments]
        )
        given = _answers(answers)
        monkeypatch.setattr("sys.stdin", io.StringIO())
        monkeypatch.setattr("builtins.input", lambda prompt: _next(given))
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Said(code, *capsys.readouterr())

    return ran


def _answers(lines: tuple[str, ...]) -> Iterator[str]:
    yield from lines


def _next(given: Iterator[str]) -> str:
    line = next(given, None)
    if line is None:
        raise EOFError
    if line == "^C":
        raise KeyboardInterrupt
    return line


def ids(project: Project, number: int) -> set[str]:
    """The two payers of a line of decisions."""
    decision = load_decisions(project.reference)[number]
    return {decision.payer_a, decision.payer_b}


def test_answers_are_written_as_lines_of_the_file(run: Run, project: Project) -> None:
    answers = ("s", "They share an office", SOURCE, "different", "Two people, two towns", "")
    said = run("--date", DAY, answers=answers)
    assert said.code == 0
    assert [line.split(",", 3)[0] for line in project.lines] == ["same", "different"]
    assert project.lines[0].endswith(f",,They share an office,{SOURCE},{DAY}")
    assert project.lines[1].endswith(f',,"Two people, two towns",{SOURCE},{DAY}')
    assert ids(project, 0).isdisjoint(ids(project, 1))
    assert "Written, line 2 of sponsors.csv: the next `paidforby ingest` joins" in said.out
    assert "Written, line 3 of sponsors.csv: the next `paidforby ingest` keeps" in said.out
    assert "2 decisions written" in said.out


def test_evidence_is_offered_as_reason_and_nothing_may_be_empty(run: Run, project: Project) -> None:
    said = run("--date", DAY, answers=("s", "", "", "", SOURCE, "d", "", "x", "Two towns", "", "q"))
    assert "too short" in said.out
    (same, different) = load_decisions(project.reference)
    assert same.reason == "name: the name “demo kitelady”"
    assert (different.reason, different.source) == ("Two towns", SOURCE)


def test_day_is_today_unless_told(run: Run, project: Project) -> None:
    before = datetime.now(UTC).astimezone().date()
    run(answers=("s", "", SOURCE))
    after = datetime.now(UTC).astimezone().date()
    assert before <= load_decisions(project.reference)[0].decided_on_date <= after


def test_skipping_and_going_back_write_nothing(run: Run, project: Project) -> None:
    said = run(answers=("b", "k", "b", "", "what?", "k", "k", "k", "k"))
    assert said.code == 0
    assert "there is none before this one" in said.out
    assert said.out.count("1 of 4:") == 2
    assert "'what?' is no answer" in said.out
    assert "No decision written." in said.out
    assert project.lines == []


def test_decision_can_be_taken_back(run: Run, project: Project) -> None:
    said = run(answers=("s", "", SOURCE, "b", "d", "u", "q"))
    assert "You decided: same" in said.out
    assert "take the decision back first" in said.out
    assert "Taken back" in said.out
    assert project.lines == []


def test_point_leaves_a_decision_unwritten(run: Run, project: Project) -> None:
    run(answers=("s", ".", "s", "", ".", "q"))
    assert project.lines == []


@pytest.mark.parametrize(("end", "code"), [((), 0), (("^C",), 130)])
def test_end_of_input_and_interrupt_leave_what_was_written(
    run: Run, project: Project, end: tuple[str, ...], code: int
) -> None:
    said = run(answers=("s", "", SOURCE, "d", "Two towns", *end))
    assert said.code == code
    assert len(project.lines) == 1
    assert "1 decision written" in said.out


def test_case_shows_both_payers_with_rows_amounts_and_page(run: Run) -> None:
    said = run("--names", "balloon")
    for text in (
        "1 of 1: one sponsor? strong evidence (0.99)",
        "the smaller side spent at least US$7 in one total",
        "A  Demo Balloon Society",
        "B  DEMO BALLOON SOCIETY",
        "the name “demo balloon society” (0.99)",
        "not linked: other numbers, registers, regions or countries",
        "1 row: snapchat/2020/2020-12-24/PoliticalAds.csv:6",
        "C00999901 (row snapchat/2020/2020-12-24/PoliticalAds.csv:6)",
        "2020-10-05 to 2020-11-03",
        "US$8, snapchat · sum over ads",
        "1 payer, 1 row",
        "https://ads.example.org/sponsors/id/",
        "Their regulator's numbers differ (fec committee: C0099990",
    ):
        assert text in said.out


def test_text_of_an_archive_reaches_the_terminal_as_text_only(run: Run) -> None:
    said = run("--names", "trickster", answers=("m",))
    assert said.out.count("A  ") == 2
    for out in (said.out, run("--list").out):
        assert "[red]Trickster[/red] \\x1b]0;title\\x07\\u202e\\u200b" in "".join(out.split("\n"))
        assert not set("\x1b\x07\u202e\u200b") & set(out)


def test_list_asks_nothing(run: Run, project: Project, tmp_path: Path) -> None:
    said = run("--list", "--limit", "2", "--csv", str(tmp_path / "list.csv"), answers=("^C",))
    assert said.code == 0
    assert "DEMO KITELADY" in said.out
    assert "DEMO LAMPTON" in said.out
    assert "BALLOON" not in said.out
    assert len((tmp_path / "list.csv").read_text(encoding="utf-8").splitlines()) == 3
    assert project.lines == []


def test_nothing_to_review_is_said(run: Run, project: Project) -> None:
    assert "None of the 4 open suggestions fits" in run("--names", "nobody").err
    for _ in range(4):
        run(answers=("d", "Two towns", SOURCE))
    said = run()
    assert (said.code, said.out) == (0, "")
    assert "No suggestion is open" in said.err


def test_errors_say_what_to_do(run: Run, project: Project, tmp_path: Path) -> None:
    said = run("--platform", "meta")
    assert (said.code, "'meta': the store has no payer on it. It has: snapchat." in said.err) == (1, True)  # fmt: skip
    said = run("--place", "Texas")
    assert (said.code, "'Texas' is no code such as US or US-TX" in said.err) == (1, True)
    path = project.reference / "sponsors.csv"
    path.write_text(NO_DECISIONS + 'same,"a"b,c,,d,e,2024-01-01\n')
    said = run()
    assert (said.code, "sponsors.csv, line 2:" in said.err, "Mend the line" in said.err) == (1, True, True)  # fmt: skip
    path.write_text(NO_DECISIONS)
    text = project.config.read_text().replace("store_dir", "store_dir = 'none'\n#")
    project.config.write_text(text)
    said = run()
    assert (said.code, "no store yet. Run `paidforby ingest" in said.err) == (1, True)


def test_reason_that_a_spreadsheet_would_run_is_refused(run: Run, project: Project) -> None:
    said = run(answers=("s", "=HYPERLINK()", SOURCE, "q"))
    assert "begins with '='" in said.out
    assert project.lines == []


def test_works_on_a_terminal(project: Project) -> None:
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command(project.config, "review", "--date", DAY, "--limit", "2"),
        cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment(TERM="xterm"),
    ) as process:  # fmt: skip
        os.close(theirs)
        os.write(ours, f"s\n\n{SOURCE}\nq\n".encode())
        shown = b""
        while chunk := _read(ours):
            shown += chunk
    os.close(ours)
    assert process.returncode == 0
    assert b"Written, line 2 of sponsors.csv" in shown
    assert project.lines[0].endswith(f",,name: the name “demo kitelady”,{SOURCE},{DAY}")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""
