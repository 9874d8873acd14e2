"""The verb ``paidforby review``: a walk through suggestions that writes reviewed decisions."""

import importlib
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from generator.cli.console import err, out
from generator.cli.review_text import case_text, list_table, outcome, proposed_reason, visible
from generator.config import Config
from generator.errors import ConfigError, PaidForByError
from generator.review.cases import Case, write_list
from generator.review.decision_log import check_writable
from generator.review.session import Filter, Review
from generator.sponsors.decisions import FILE_NAME, Decision, Verdict
from generator.store.tables import Store
from generator.text.amounts import amount_words

KEYS = {
    "s": "same",
    "d": "different",
    "k": "skip",
    "b": "back",
    "m": "more",
    "u": "undo",
    "q": "quit",
}
"""Each answer by its key; the whole word is understood, too."""
_PLACE = re.compile(r"[A-Za-z]{2}(-[A-Za-z0-9]{1,3})?")
_CANCEL = "."
_FEWEST = 4
"""Letters of a reason or source: a key that was pressed too early is none."""
_VERDICTS = {"same": Verdict.SAME, "different": Verdict.DIFFERENT}


@click.command("review")
@click.option("--list", "is_list", is_flag=True, help="Print the suggestions; ask nothing.")
@click.option(
    "--csv",
    "csv_path",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the suggestions as CSV; ask nothing.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N only.")
@click.option(
    "--min-strength",
    type=click.FloatRange(0, 1),
    default=0.0,
    metavar="X",
    help="Evidence at least so strong, from 0 to 1.",
)
@click.option(
    "--place", default="", metavar="CODE", help="A payer there: US, or a part such as US-TX."
)
@click.option("--platform", default="", metavar="NAME", help="A payer on it, such as google.")
@click.option("--names", default="", metavar="TEXT", help="A payer with this in a name or id.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The day of the decisions. Default: today.",
)
@click.pass_obj
def review_command(
    config: Config,
    is_list: bool,
    csv_path: Path | None,
    limit: int | None,
    min_strength: float,
    place: str,
    platform: str,
    names: str,
    day: datetime | None,
) -> None:
    """Decide on suggestions: are two payers the same sponsor or different ones?

    The strongest come first: strong (0.99 and above), middle (0.5 and above), weak. Within these
    the biggest come first, by the largest amount that the smaller of the two sponsors is known to
    have spent. Amounts of different currencies are never compared: their lists take turns. Where
    the two have no currency in common, the number of rows counts, behind the others.

    Each decision is one line more at the end of sponsors.csv, in the folder of reference data,
    and is written at once: same or different, two payers' ids, a reason, a source, the day. It
    is plain text, fit for a pull request; the next `paidforby ingest` follows it.

    Without a terminal the answers are read from the lines of the input.
    """
    store = Store.open(config.store_dir)
    with err().status("Reading the store"):
        review = Review(store, config.reference_dir)
    if platform and platform not in review.platforms:
        raise ConfigError(
            f"--platform {platform!r}: the store has no payer on it. It has: "
            f"{', '.join(review.platforms) or 'no payer at all'}."
        )
    if place and not _PLACE.fullmatch(place.strip()):
        raise ConfigError(f"--place {place!r} is no code such as US or US-TX (ISO 3166).")
    wanted = Filter(min_strength, place.strip().upper(), platform, names.strip())
    every, cases = review.cases(), review.cases(wanted)[:limit]
    if csv_path:
        write_list(cases, review.facts, csv_path)
        err().print(Text(f"{len(cases):,} suggestions in {csv_path}"))
    if not cases:
        err().print(Text(_nothing(len(every))))
    elif is_list:
        width = None if sys.stdout.isatty() else 200
        Console(highlight=False, width=width).print(list_table(review, cases))
    elif not csv_path:
        check_writable(config.reference_dir)
        made = datetime.now(UTC).astimezone().date() if day is None else day.date()
        _Walk(review, cases, config, made).go()


@dataclass
class _Walk:
    """A walk through cases. ``written`` are its decisions by the position of their case."""

    review: Review
    cases: Sequence[Case]
    config: Config
    day: date
    position: int = 0
    source: str = ""
    written: dict[int, Decision] = field(default_factory=dict)

    def go(self) -> None:
        """Ask until everything is answered, or until the input ends."""
        if sys.stdin.isatty():
            with suppress(ImportError):
                importlib.import_module("readline")  # input() then edits lines
        try:
            while self.position < len(self.cases):
                self._step()
        except EOFError:
            out().print()
        except KeyboardInterrupt:
            out().print()
            self._tell_end()
            raise click.Abort from None
        self._tell_end()

    def _step(self) -> None:
        case = self.cases[self.position]
        if self.position not in self.written and not self.review.is_open(case):
            out().print(Text(f"{self.position + 1:,} is settled by other decisions: passed over."))
            self.position += 1
            return
        self._show(is_all=False)
        here = self.position
        while self.position == here:
            answer = self._ask()
            if answer == "quit":
                raise EOFError
            if answer == "more":
                self._show(is_all=True)
            elif answer == "skip":
                self.position += 1
            elif answer == "back":
                self._back()
            elif answer == "undo":
                self._undo()
            elif self.position in self.written:
                _warn("this is decided: take the decision back first (u).")
            else:
                self._decide(case, _VERDICTS[answer])

    def _show(self, *, is_all: bool) -> None:
        case = self.cases[self.position]
        size = "" if case.size is None else f", the smaller side spent at least {amount_words(case.size, case.currency)} in one total"  # fmt: skip
        heading = f"{self.position + 1:,} of {len(self.cases):,}: one sponsor? {case.band} evidence ({case.strength:g}){size}"
        out().print()
        out().print(case_text(self.review, case, heading, self.config.site_url, is_all=is_all))
        if self.position in self.written:
            made = self.written[self.position]
            out().print(Text(f"You decided: {made.verdict} (u takes it back)", style="bold"))

    def _ask(self) -> str:
        keys = dict(KEYS)
        if self.position not in self.written:
            del keys["u"]
        prompt = ", ".join(f"{key} {word}" for key, word in keys.items())
        while True:
            answer = input(f"[{prompt}] ").strip().lower()
            found = keys.get(answer, answer)
            if found in keys.values():
                return found
            _warn(f"{visible(answer)!r} is no answer." if answer else "nothing is decided yet.")

    def _back(self) -> None:
        """To the last case before this one that is open or was decided on this walk."""
        for place in reversed(range(self.position)):
            if place in self.written or self.review.is_open(self.cases[place]):
                self.position = place
                return
        _warn("there is none before this one.")

    def _undo(self) -> None:
        try:
            self.review.take_back(self.written[self.position])
        except PaidForByError as error:
            _warn(str(error))
            return
        del self.written[self.position]
        out().print(Text("Taken back: the line is removed."))

    def _decide(self, case: Case, verdict: Verdict) -> None:
        _, foreseen = self.review.draft(case, verdict)
        if foreseen.problem:
            _warn(outcome(self.review, case, verdict, foreseen))
            return
        reason = _line("Reason", proposed_reason(self.review, case, verdict))
        source = reason and _line("Source (an address, or where you looked)", self.source)
        if not source:
            out().print(Text("Nothing written."))
            return
        try:
            made, foreseen = self.review.decide(case, verdict, reason, source, self.day)
        except PaidForByError as error:
            _warn(str(error))
            return
        self.written[self.position] = made
        self.source = source
        self.position += 1
        told = outcome(self.review, case, verdict, foreseen)
        out().print(Text(f"Written, line {made.line} of {FILE_NAME}: {told}.", style="green"))

    def _tell_end(self) -> None:
        path = self.config.reference_dir / FILE_NAME
        count = len(self.written)
        if not count:
            out().print(Text("No decision written."))
            return
        noun = "decision" if count == 1 else "decisions"
        out().print(
            Text(
                f"{count:,} {noun} written to {path}. `paidforby ingest` follows them; to share "
                "them, propose the changed file."
            )
        )


def _line(label: str, offered: str) -> str:
    """One line that is not empty, or what is offered; empty if the person would rather not."""
    out().print(Text(f"{label}; {_CANCEL} leaves it"))
    if offered:
        out().print(Text(f"Enter takes: {offered}", style="dim"))
    while True:
        answer = " ".join(input("> ").split()) or offered
        if answer == _CANCEL:
            return ""
        if len(answer) >= _FEWEST:
            return answer
        _warn("too short: a decision says why, and where that can be read.")


def _nothing(count: int) -> str:
    if count:
        return f"None of the {count:,} open suggestions fits. Leave out an option."
    return "No suggestion is open: nothing to review."


def _warn(text: str) -> None:
    told = "\n".join(map(visible, text.split("\n")))
    out().print(Text(told, style="red"))
