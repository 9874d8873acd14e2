"""Windows of days that have no day in common: a series, which may be added up, and is called so.

Windows that do overlap are never added: if any two windows of one length overlap, there is no series
of them.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd

from generator.pages.sums import Window
from generator.pages.words import as_date, day
from generator.schema.ranges import RangeKind
from generator.text.language import _, ngettext

Span = tuple[date, date]
"""The first and the last day of a window."""
ONE_DAY = "yesterday"
_SUMMED = ["lo", "hi", "n", "n_open", "n_unknown"]


def window_series(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """The sums of windows that do not overlap, for each of ``keys`` that has several.

    ``rows`` are sums by window (:func:`generator.pages.data.add_up`) with ``snapshot_id``,
    ``period_start_date`` and ``period_end_date``. Besides the columns of a sum: ``first_date``,
    ``last_date``, and ``windows``, a tuple of (first day, last day, snapshot, rows) in time.
    """
    flags = [f"is_{kind.value}" for kind in RangeKind]
    columns = [*keys, *_SUMMED, *flags, "first_date", "last_date", "windows"]
    known = rows[rows["period_start_date"].notna() & rows["period_end_date"].notna()]
    known = known.sort_values([*keys, "period_start_date", "period_end_date", "snapshot_id"])
    known = known.dropna(subset=list(keys))
    if known.empty:
        return pd.DataFrame(columns=columns)
    groups = known.groupby(list(keys), sort=False)
    ends = pd.to_datetime(known["period_end_date"])
    before = ends.groupby([known[key] for key in keys], sort=False).cummax()
    before = before.groupby([known[key] for key in keys], sort=False).shift()
    overlaps = pd.to_datetime(known["period_start_date"]) <= before
    is_apart = ~overlaps.groupby([known[key] for key in keys], sort=False).transform("any")
    several = groups["lo"].transform("size") > 1
    found = []
    for key, own in known[is_apart & several].groupby(list(keys), sort=True):
        windows = tuple(
            Window(as_date(start), as_date(end), str(snapshot), int(n))
            for start, end, snapshot, n in zip(
                own["period_start_date"], own["period_end_date"], own["snapshot_id"], own["n"],
                strict=True,
            )
        )  # fmt: skip
        found.append(
            {
                **dict(zip(keys, key, strict=True)),
                **{name: own[name].sum() for name in _SUMMED},
                **{name: bool(own[name].any()) for name in flags},
                "first_date": windows[0][0],
                "last_date": windows[-1][1],
                "windows": windows,
            }
        )
    return pd.DataFrame(found, columns=columns)


def windows_apart(rows: pd.DataFrame) -> tuple[Window, ...]:
    """The windows of sums over different sponsors, if there are several and no two overlap: (first
    day, last day, snapshot, rows) in time; else none."""
    if rows["period_start_date"].isna().any() or rows["period_end_date"].isna().any():
        return ()
    groups = rows.groupby(["period_start_date", "period_end_date", "snapshot_id"], sort=True)["n"]
    windows = tuple(
        Window(as_date(start), as_date(end), str(snapshot), int(n))
        for (start, end, snapshot), n in groups.sum().items()
    )
    spans = [(start, end) for start, end, _snapshot, _n in windows]
    return windows if len(set(spans)) == len(spans) and are_apart(spans) else ()


def added_over_windows(rows: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    """Sums by window added over the windows, whatever their number."""
    flags = [f"is_{kind.value}" for kind in RangeKind]
    groups = rows.groupby(list(keys), sort=True, dropna=False)
    found = groups[_SUMMED].sum().join(groups[flags].any())
    return found.reset_index()


def are_apart(spans: Sequence[Span]) -> bool:
    """True if there are several spans, and no two of them have a day in common."""
    order = sorted(set(spans))
    return len(order) > 1 and all(later[0] > earlier[1] for earlier, later in pairwise(order))


def overlap(spans: Sequence[Span]) -> bool:
    """True if any two of the spans have a day in common."""
    order = sorted(spans)
    return any(later[0] <= earlier[1] for earlier, later in pairwise(order))


def sum_words(window_name: str, count: int) -> str:
    """``sum of 8 days that do not overlap``."""
    if window_name == ONE_DAY:
        return ngettext(
            "sum of {count} day that does not overlap",
            "sum of {count} days that do not overlap",
            count,
        )
    return ngettext(
        "sum of {count} window that does not overlap",
        "sum of {count} windows that do not overlap",
        count,
    )


def series_words(
    window_name: str,
    windows: Sequence[Window],
    reports: Sequence[Span] = (),
    *,
    is_all: bool = False,
) -> str:
    """``sum of 8 days that do not overlap, 1 Jul 2023 – 8 Jul 2023``, and what is not in it.

    ``reports`` are the windows of this kind that were read; ``is_all`` if the sum is over everybody
    in them, so that none can be without a row.
    """
    first, last = windows[0].first, windows[-1].last
    said = [
        _(
            "{sum}, {first} – {last}",
            sum=sum_words(window_name, len(windows)),
            first=day(first),
            last=day(last),
        )
    ]
    own = [(start, end) for start, end, *_rest in windows]
    inside = sorted({(a, b) for a, b in reports if first <= a and b <= last} | set(own))
    if missing := _days_between(inside):
        said.append(
            ngettext(
                "{count} day between them is in no report that was read",
                "{count} days between them are in no report that was read",
                missing,
            )
        )
    without = len(inside) - len(set(own))
    if without and not is_all:
        said.append(
            ngettext(
                "{count} report of that time does not name it",
                "{count} reports of that time do not name it",
                without,
            )
        )
    return " · ".join(said)


def _days_between(spans: Sequence[Span]) -> int:
    """Days between the first and the last span that none of them holds."""
    missing, until = 0, None
    for start, end in spans:
        if until is not None and start > until + timedelta(days=1):
            missing += (start - until).days - 1
        until = end if until is None else max(until, end)
    return missing
