"""Many charts at once: drawn by a few processes, and only where nothing drawn before fits.

Importing Altair takes most of a second, so each process draws a long run of charts, and a few
hundred charts are drawn here. A cache entry is named after everything that the drawing depends on:
the rows, the options, the words, the code of this package and the version of Altair.
"""

import hashlib
import json
import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pandas as pd

import generator
from generator import charts
from generator.charts.kinds import builder, require_kind
from generator.text import amounts, language
from generator.text.catalogues import load_language, messages_of
from generator.text.language import ENGLISH, Language, speaking

_CODE = (Path(charts.__file__).parent, Path(language.__file__), Path(amounts.__file__))
"""The code on which a drawing depends: the charts, the words for months and amounts."""
_CHUNK = 100
_FEW = 400


@dataclass(frozen=True, eq=False)
class ChartJob:
    """One chart to draw: ``options`` are the arguments of ``build`` besides the frame, ``language``
    is the code of that in which the chart has its own words."""

    kind: str
    frame: pd.DataFrame
    ident: str
    title: str
    description: str
    options: Mapping[str, object] = field(default_factory=dict)
    language: str = ENGLISH.code

    def __post_init__(self) -> None:
        require_kind(self.kind)


def render_all(
    jobs: Sequence[ChartJob],
    cache_dir: Path | None,
    processes: int = 2,
    progress: Callable[[int], None] | None = None,
) -> list[str]:
    """The SVGs in the order of the jobs; ``progress`` is told how many are done so far.

    Raises ValueError, with the ident of the chart, for the first job that cannot be drawn.
    """
    found = [_read_cached(cache_dir, job) for job in jobs]
    missing = [index for index, svg in enumerate(found) if svg is None]
    done = len(jobs) - len(missing)
    report = progress or (lambda count: None)
    report(done)
    for index, svg in _draw_missing(jobs, missing, processes):
        found[index] = svg
        _write_cached(cache_dir, jobs[index], svg)
        done += 1
        report(done)
    return [svg for svg in found if svg is not None]


def draw(job: ChartJob) -> str:
    """One chart, here and now."""
    from altair.utils.schemapi import debug_mode

    from generator.charts.drawing.svg import render_svg

    build = builder(job.kind)
    try:
        with debug_mode(False), speaking(_language(job.language)):
            chart = build(job.frame, **job.options)
        return render_svg(chart, ident=job.ident, title=job.title, description=job.description)
    except ValueError as error:
        raise ValueError(f"chart {job.ident!r} ({job.kind}): {error}") from error


@cache
def _language(code: str) -> Language:
    """A language, which each process loads once."""
    return load_language(code)


def _draw_missing(
    jobs: Sequence[ChartJob], missing: Sequence[int], processes: int
) -> Iterator[tuple[int, str]]:
    if processes <= 1 or len(missing) <= _FEW:
        yield from ((index, draw(jobs[index])) for index in missing)
        return
    size = max(1, min(_CHUNK, -(-len(missing) // processes)))
    chunks = [missing[start : start + size] for start in range(0, len(missing), size)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(processes, len(chunks)), mp_context=context) as pool:
        running = {
            pool.submit(_draw_chunk, [jobs[index] for index in chunk]): chunk for chunk in chunks
        }
        try:
            for future in as_completed(running):
                yield from zip(running[future], future.result(), strict=True)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _draw_chunk(jobs: Sequence[ChartJob]) -> list[str]:
    return [draw(job) for job in jobs]


def _read_cached(cache_dir: Path | None, job: ChartJob) -> str | None:
    if cache_dir is None:
        return None
    try:
        return _cache_path(cache_dir, job).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _write_cached(cache_dir: Path | None, job: ChartJob, svg: str) -> None:
    """Write beside the place and rename, so that nobody ever reads half a chart."""
    if cache_dir is None:
        return
    path = _cache_path(cache_dir, job)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(svg)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _cache_path(cache_dir: Path, job: ChartJob) -> Path:
    digest = job_digest(job)
    return cache_dir / digest[:2] / f"{digest}.svg"


def job_digest(job: ChartJob) -> str:
    """What the drawing depends on, as a SHA-256 in hexadecimal."""
    content = {
        "kind": job.kind,
        "columns": {
            str(name): [repr(value) for value in job.frame[name].tolist()]
            for name in job.frame.columns
        },
        "options": dict(job.options),
        "words": [job.ident, job.title, job.description],
        "program": _program_digest(),
    }
    if job.language != ENGLISH.code:
        content["language"] = _words_digest(job.language)
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@cache
def _words_digest(code: str) -> str:
    """The words of charts in a language."""
    words = json.dumps([code, messages_of(code, word_sources())], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def program_files() -> list[Path]:
    """The code on which a drawing depends, in all folders of the charts, sorted."""
    return sorted(
        path for place in _CODE for path in (place, *place.rglob("*.py")) if path.is_file()
    )


def word_sources() -> tuple[str, ...]:
    """Where the messages are that a chart can have, as catalogues name their sources."""
    return tuple(
        place.relative_to(Path(generator.__file__).parents[1]).as_posix() for place in _CODE
    )


@cache
def _program_digest() -> str:
    """The code of the charts and the version of Altair."""
    digest = hashlib.sha256()
    for path in program_files():
        digest.update(path.read_bytes() + b"\0")
    digest.update(version("altair").encode())
    return digest.hexdigest()
