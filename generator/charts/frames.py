"""What every chart asks of its frame: the columns it names, and bounds that make sense."""

from collections.abc import Iterable

import pandas as pd


def require_columns(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise ValueError that names every missing column."""
    missing = [name for name in columns if name not in frame.columns]
    if missing:
        raise ValueError(
            f"the frame has no column {', '.join(map(repr, missing))}; "
            f"it has {', '.join(map(repr, frame.columns)) or 'none'}"
        )


def require_unique(frame: pd.DataFrame, column: str) -> None:
    """Raise ValueError if a value stands in more than one row: such rows are never added here."""
    repeated = frame[column][frame[column].duplicated()]
    if len(repeated):
        raise ValueError(f"{column} {repeated.iloc[0]!r} stands in more than one row")


def read_bounds(frame: pd.DataFrame) -> list[tuple[float, float]]:
    """The columns ``lo`` and ``hi`` as floats; NaN in ``hi`` is an open bound, in ``lo`` unknown.

    Raises ValueError for a negative or infinite bound, and for an upper bound below the lower.
    """
    los, his = _as_floats(frame["lo"]), _as_floats(frame["hi"])
    for lo, hi in zip(los, his, strict=True):
        if lo < 0 or hi < lo or float("inf") in (lo, hi):
            raise ValueError(f"not a range: {lo} to {hi}")
    return list(zip(los, his, strict=True))


def has_enough(bounds: Iterable[tuple[float, float]], fewest: int) -> bool:
    """Whether so many amounts at least are known, one of them, or its upper bound, above 0."""
    known = [(lo, hi) for lo, hi in bounds if lo == lo]
    return len(known) >= fewest and any(lo > 0 or hi > 0 for lo, hi in known)


def plain(value: float) -> float | int | None:
    """A number for a chart specification: null for NaN, no needless decimals."""
    if value != value:
        return None
    return int(value) if value == int(value) else round(value, 4)


def _as_floats(column: pd.Series) -> list[float]:
    found: list[float] = pd.to_numeric(column).to_numpy(dtype=float, na_value=float("nan")).tolist()
    return found
