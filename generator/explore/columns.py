"""The narrow columns that the Explore page filters by, and what its first view counts.

No value is missing, so that a browser reads each column into a typed array: a day that is not
known is long before or after all others, an amount that is not published is not a number, and an
upper bound that is open is infinite.
"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from generator.explore.rows import NO_DAY

_PLATFORMS = 1_000
"""More than there are: a month and a platform make one number."""
_EPOCH = np.datetime64("1970-01-01", "D")


class Codes:
    """Numbers for texts, in the order in which they are given or met."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        self._numbers = {text: number for number, text in enumerate(known)}

    def __call__(self, texts: pa.ChunkedArray) -> np.ndarray:
        """The number of each text."""
        coded = texts.combine_chunks().dictionary_encode()
        numbers = [
            self._numbers.setdefault(text, len(self._numbers))
            for text in coded.dictionary.to_pylist()
        ]
        places = np.asarray(coded.indices)
        return np.asarray(numbers, np.int32)[places] if len(places) else np.zeros(0, np.int32)

    @property
    def texts(self) -> list[str]:
        """All texts, by number."""
        return list(self._numbers)


class Columns:
    """Collects the columns of one kind of row, table by table."""

    def __init__(self, platforms: Codes, currencies: Codes) -> None:
        self.platforms = platforms
        self.currencies = currencies
        self.words = Codes()
        """Formats of ads, or the scopes of totals."""
        self.places = Codes()
        """Lists of places, joined by a space."""
        self._parts: dict[str, list[np.ndarray]] = {}

    def add(self, rows: pa.Table) -> None:
        """Take the columns of further rows."""
        lo = _doubles(rows["spend_lo"])
        hi = np.where(
            rows["spend_kind"].to_numpy() == "at_least", np.inf, _doubles(rows["spend_hi"])
        )
        found = {
            "first_day": np.asarray(rows["first_day"], np.int32),
            "last_day": np.asarray(rows["last_day"], np.int32),
            "platform": self.platforms(rows["platform"]),
            "word": self.words(rows["word"]),
            "who": np.asarray(rows["who"], np.int32),
            "places": self.places(rows["place_list"]),
            "currency": self.currencies(pc.fill_null(rows["spend_currency"], "")),
            "lo": lo,
            "hi": hi,
            "shown": _doubles(rows["sorted_by"]),
            "is_counted": np.asarray(rows["is_counted"]).astype(np.int32),
        }
        for name, values in found.items():
            self._parts.setdefault(name, []).append(values)

    def table(self) -> pa.Table:
        """All rows."""
        if not self._parts:
            return _SCHEMA.empty_table()
        return pa.table(
            {name: np.concatenate(parts) for name, parts in self._parts.items()}, schema=_SCHEMA
        )


def count_months(rows: pa.Table) -> list[list[int]]:
    """``[month, platform, rows]`` for the months in which rows begin, sorted; the month counts
    from January 1970, and is -1 for rows without a day."""
    days = rows["first_day"].to_numpy()
    months = (_EPOCH + np.maximum(days, 0)).astype("datetime64[M]").astype(np.int64)
    months[days == NO_DAY] = -1
    keys = months * _PLATFORMS + rows["platform"].to_numpy()
    found, counts = np.unique(keys, return_counts=True)
    pairs = zip(found.tolist(), counts.tolist(), strict=True)
    return [[*divmod(key, _PLATFORMS), count] for key, count in pairs]


def add_amounts(rows: pa.Table) -> list[list[object]]:
    """``[platform, currency, lower bounds, upper bounds, rows, open rows, unknown rows]``: bounds
    added apart, as whole hundredths. Rows of a group count once."""
    is_counted = rows["is_counted"].to_numpy() == 1
    platform, currency = rows["platform"].to_numpy(), rows["currency"].to_numpy()
    lo, hi = rows["lo"].to_numpy(), rows["hi"].to_numpy()
    found: list[list[object]] = []
    for pair in sorted(
        set(zip(platform[is_counted].tolist(), currency[is_counted].tolist(), strict=True))
    ):
        chosen = is_counted & (platform == pair[0]) & (currency == pair[1])
        known = chosen & ~np.isnan(lo)
        is_open = known & np.isinf(hi)
        found.append(
            [
                *pair,
                int(np.rint(lo[known] * 100).sum()),
                int(np.rint(hi[known & ~is_open] * 100).sum()),
                int(chosen.sum()),
                int(is_open.sum()),
                int(chosen.sum() - known.sum()),
            ]
        )
    return found


def _doubles(column: pa.ChunkedArray) -> np.ndarray:
    found: np.ndarray = column.to_numpy().astype(np.float64)
    return found


_SCHEMA = pa.schema(
    [
        pa.field(name, pa.float64() if name in ("lo", "hi", "shown") else pa.int32(), nullable=False)
        for name in (
            "first_day", "last_day", "platform", "word", "who", "places", "currency", "lo", "hi",
            "shown", "is_counted",
        )
    ]
)  # fmt: skip
