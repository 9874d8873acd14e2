"""Trying again: how often, and how long to wait before."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from generator.fetch.world import World

FAILURES_IN_A_ROW = 6
FAILURES = 200
LONGEST_STEP = 60.0
LONGEST_ASKED = 2 * 3600.0


class Broken(Exception):  # noqa: N818 (not an error yet: the next try may do)
    """A try failed in a way that may pass. ``asked`` is how long the server said to wait."""

    def __init__(self, trouble: str, asked: float | None = None) -> None:
        super().__init__(trouble)
        self.trouble = trouble
        self.asked = asked


class GaveUp(Exception):  # noqa: N818 (turned into a FetchError by who knows the address)
    """Trying again has no point any more."""


class Retry:
    """Counts failures and waits: twice as long each time, less a random part.

    Bytes or ads that arrive between two failures begin the count anew; the total stays limited.
    """

    def __init__(
        self,
        around: World,
        first_step: float = 1.0,
        longest_step: float = LONGEST_STEP,
        in_a_row: int = FAILURES_IN_A_ROW,
    ) -> None:
        self._around = around
        self._first_step = first_step
        self._longest_step = longest_step
        self._most_in_a_row = in_a_row
        self._in_a_row = 0
        self._in_all = 0

    def moved(self) -> None:
        """Something arrived."""
        self._in_a_row = 0

    def wait(self, broken: Broken) -> None:
        """Wait before the next try. Raises GaveUp when there were too many, or it is too long."""
        self._in_a_row += 1
        self._in_all += 1
        if self._in_a_row >= self._most_in_a_row or self._in_all >= FAILURES:
            noun = "try" if self._in_all == 1 else "tries"
            raise GaveUp(f"{broken.trouble} ({self._in_all} {noun} failed)")
        if broken.asked is not None and broken.asked > LONGEST_ASKED:
            raise GaveUp(
                f"{broken.trouble}, and the server asks to wait {broken.asked / 60:,.0f} minutes"
            )
        step = min(self._first_step * 2 ** (self._in_a_row - 1), self._longest_step)
        seconds = max(step * (0.5 + self._around.jitter() / 2), broken.asked or 0)
        if seconds >= 5:
            self._around.notice(f"{broken.trouble}; the next try is in {seconds:,.0f} s")
        self._around.sleep(seconds)


def seconds_asked(text: str | None, now: datetime) -> float | None:
    """The header Retry-After, in seconds from now: it holds a number or a date. None if neither."""
    text = (text or "").strip()
    if text.isascii() and text.isdecimal():
        return float(int(text[:12]))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
