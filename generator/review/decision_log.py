"""Writing reviewed decisions into ``data/reference/sponsors.csv``, one line each.

A new decision is appended, so that a comparison of two versions shows one added line; every other
line stays as it is, byte for byte. The file is replaced in one step, and only by one that
:func:`generator.sponsors.decisions.load_decisions` can read.
"""

import csv
import io
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from generator.errors import ConfigError
from generator.sponsors.decisions import COLUMNS, FILE_NAME, Decision, Verdict, load_decisions
from generator.text.formulas import is_formula


def add_decision(
    reference_dir: Path, verdict: Verdict, payer_a: str, payer_b: str, reason: str, source: str, day: date
) -> Decision:  # fmt: skip
    """Append one decision on two payers; returns it with its line.

    Raises ConfigError for a damaged file, a text that is empty or would not be plain, a pair that
    was decided already, and a folder that cannot be written.
    """
    path = reference_dir / FILE_NAME
    cells = {"reason": _plain("reason", reason), "source": _plain("source", source)}
    for earlier in load_decisions(reference_dir):
        pair = {earlier.payer_a, earlier.payer_b}
        if earlier.verdict is not Verdict.LARGE and pair == {payer_a, payer_b}:
            raise ConfigError(
                f"{path}, line {earlier.line} says already: {earlier.verdict}, {earlier.payer_a}, "
                f"{earlier.payer_b}. Change that line, or remove it first."
            )
    old = _read(path)
    new = Decision(verdict, payer_a, payer_b, None, cells["reason"], cells["source"], day, 0)
    ending = "\r\n" if b"\r\n" in old else "\n"
    text = "" if old else _line(COLUMNS, ending)
    text += ending if old and not old.endswith((b"\n", b"\r")) else ""
    decisions = _replace(path, old + (text + _line(_row(new), ending)).encode())
    return decisions[-1]


def take_back(reference_dir: Path, decision: Decision) -> None:
    """Remove the line of a decision that was just written; ``decision.line`` does not matter.

    Raises ConfigError if the line is not there any more as it was written.
    """
    path = reference_dir / FILE_NAME
    load_decisions(reference_dir)
    lines = _read(path).splitlines(keepends=True)
    own = _line(_row(decision), "").encode()
    places = [place for place, line in enumerate(lines) if line.rstrip(b"\r\n") == own]
    if not places:
        raise ConfigError(
            f"{path}: the line {own.decode()!r} is not there any more. Change the file by hand."
        )
    _replace(path, b"".join(lines[: places[-1]] + lines[places[-1] + 1 :]))


def check_writable(reference_dir: Path) -> None:
    """Raise ConfigError if decisions could not be written, before somebody makes one."""
    load_decisions(reference_dir)
    try:
        with tempfile.TemporaryDirectory(dir=reference_dir, prefix=".sponsors-"):
            pass
    except OSError as error:
        raise _not_writable(reference_dir / FILE_NAME, error) from error


def _plain(name: str, text: str) -> str:
    """One line without control characters that no spreadsheet runs as a formula."""
    text = " ".join(text.split())
    if not text:
        raise ConfigError(f"the {name} is empty. A decision says why, and where that can be read.")
    if not text.isprintable():
        raise ConfigError(
            f"the {name} {text!a} holds characters that cannot be seen. Leave them out."
        )
    if is_formula(text):
        raise ConfigError(
            f"the {name} begins with {text[0]!r}: a spreadsheet would run it as a formula. Begin "
            "with a letter or a digit."
        )
    return text


def _read(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _row(decision: Decision) -> tuple[str, ...]:
    count = "" if decision.member_count is None else str(decision.member_count)
    return (
        str(decision.verdict), decision.payer_a, decision.payer_b, count, decision.reason,
        decision.source, decision.decided_on_date.isoformat(),
    )  # fmt: skip


def _line(cells: tuple[str, ...], ending: str) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerow(cells)
    return text.getvalue()


def _replace(path: Path, data: bytes) -> tuple[Decision, ...]:
    """Put these bytes in the place of the file, once they have been read as decisions."""
    path = path.resolve()
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=".sponsors-") as folder:
            new = Path(folder) / FILE_NAME
            with new.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            decisions = load_decisions(new.parent)
            if path.is_file():
                shutil.copymode(path, new)
            new.replace(path)
    except OSError as error:
        raise _not_writable(path, error) from error
    return decisions


def _not_writable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"{path}: cannot be written ({error.strerror}). Decisions are kept there: make the folder "
        "writable, or name another one as reference_dir in paidforby.toml."
    )
