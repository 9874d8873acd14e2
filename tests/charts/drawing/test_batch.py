from pathlib import Path

import pytest

import generator
from generator.charts.drawing import batch
from generator.charts.drawing.batch import ChartJob, render_all
from generator.text.catalogues import messages_of
from tests.charts.drawn import named, parse, weeks


def jobs(count: int) -> list[ChartJob]:
    found = []
    for i in range(count):
        ident, words = f"c{i}", {"title": f"Chart {i}", "description": "Drawn."}
        if i % 2:
            frame = weeks([(i + 1, i + 1), (5, 9)])
            found.append(
                ChartJob("weekly_spend", frame, ident, **words, options={"currency": "USD"})
            )
        else:
            frame = named("name", [("A", i + 1, i + 1), ("B", 1, 1)])
            found.append(
                ChartJob("top_sponsors", frame, ident, **words, options={"currency": "EUR"})
            )
    return found


@pytest.mark.parametrize("processes", [1, 2])
def test_results_come_in_the_order_of_the_jobs(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_FEW", 4)
    counts: list[int] = []
    svgs = render_all(jobs(9), None, processes, counts.append)
    assert [parse(svg).get("id") for svg in svgs] == [f"c{i}" for i in range(9)]
    assert counts == sorted(counts)
    assert counts[-1] == 9


def test_a_cache_hit_gives_the_same_bytes_without_drawing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render_all(jobs(3), tmp_path, 1)
    files = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert [path.suffix for path in files] == [".svg"] * 3

    def refuse(job: ChartJob) -> str:
        raise AssertionError(f"{job.ident} was drawn again")

    monkeypatch.setattr(batch, "draw", refuse)
    assert render_all(jobs(3), tmp_path, 1) == first


def test_everything_that_is_drawn_is_part_of_the_cache_name() -> None:
    frame = weeks([(1, 1), (2, 2)])
    base = ChartJob("weekly_spend", frame, "a", "T", "D", {"currency": "USD"})
    others = [
        ChartJob("weekly_spend", frame.assign(lo=[1, 1]), "a", "T", "D", {"currency": "USD"}),
        ChartJob("weekly_spend", frame, "b", "T", "D", {"currency": "USD"}),
        ChartJob("weekly_spend", frame, "a", "U", "D", {"currency": "USD"}),
        ChartJob("weekly_spend", frame, "a", "T", "E", {"currency": "USD"}),
        ChartJob("weekly_spend", frame, "a", "T", "D", {"currency": "EUR"}),
    ]
    digests = {batch.job_digest(job) for job in [base, *others]}
    assert len(digests) == 6
    assert batch.job_digest(base) in digests


def test_the_cache_name_covers_the_code_in_every_folder_and_the_words() -> None:
    names = {
        path.relative_to(Path(generator.__file__).parent).as_posix()
        for path in batch.program_files()
    }
    assert {"charts/theme.py", "charts/drawing/batch.py", "charts/interactive/specs.py"} <= names
    assert any(name.endswith("language.py") for name in names)
    assert "text/amounts.py" in names
    for source in batch.word_sources():
        assert messages_of("es", (source,)), f"no message is from {source}"


@pytest.mark.parametrize("processes", [1, 2])
def test_a_chart_has_its_own_words_in_its_language(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_FEW", 0)
    frame = weeks([(1, 1), (2, 2), (3, 3)], start="2020-01-05")
    english, spanish = (
        ChartJob("weekly_spend", frame, "a", "T", "D", {"currency": "USD"}, code)
        for code in ("en", "es")
    )
    assert batch.job_digest(english) != batch.job_digest(spanish)
    svgs = render_all([english, spanish], None, processes)
    assert ["5 Jan 2020" in svg for svg in svgs] == [True, False]
    assert ["5 ene 2020" in svg for svg in svgs] == [False, True]


@pytest.mark.parametrize("processes", [1, 2])
def test_a_chart_that_cannot_be_drawn_is_named(
    processes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_FEW", 0)
    bad = ChartJob("weekly_spend", weeks([(1, 1)]), "bad", "T", "D", {"currency": "USD"})
    with pytest.raises(ValueError, match=r"'bad' \(weekly_spend\)"):
        render_all([*jobs(2), bad], None, processes)


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(ValueError, match="weekly_spend"):
        ChartJob("os", weeks([(1, 1)]), "a", "T", "D")


def test_no_jobs_are_no_work(tmp_path: Path) -> None:
    assert render_all([], tmp_path) == []
