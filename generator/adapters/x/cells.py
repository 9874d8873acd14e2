"""Cells of X's disclosure file whose form is not documented: ids, dates and places.

A form is taken only where it leaves no doubt; everything else is told, and nothing is guessed.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from generator.reference.places import Places
from generator.text.days import written_day

SPREADSHEET_DIGITS = 15
"""As many digits of a number as a spreadsheet program keeps."""
_SHORT_FORM = re.compile(r"\d(\.\d+)?[eE]\+?\d{1,2}")
_TIME = r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm]|Z| ?UTC|[+-]\d{2}:?\d{2})?"
_ISO = re.compile(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})({_TIME})?")
_AMERICAN = re.compile(rf"(\d{{1,2}})/(\d{{1,2}})/(\d{{4}})({_TIME})?")
_DAY_FIRST = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3,9})[- ](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9}) (\d{1,2}),? (\d{4})")
NO_DATE = (
    "is no date such as 2024-10-01, 10/1/2024 (month first), 01 October 2024 or October 1, 2024"
)


def whole_id(text: str, url_id: str | None) -> str:
    """The id of an ad: that of its cell, or with all its digits from its address.

    Raises ValueError if the cell is no id, has lost digits that no address gives back, or names
    another ad than the address.
    """
    if text.isascii() and text.isdecimal() and url_id in (None, text):
        return text
    if not (_SHORT_FORM.fullmatch(text) or (text.isascii() and text.isdecimal())):
        raise ValueError("is no id in digits")
    if url_id is None:
        raise ValueError(
            "is an id that a spreadsheet program has shortened, and no address beside it has the digits"
        )
    if not _is_shortened(text, url_id):
        raise ValueError(f"is another ad than the one of its address, {url_id}")
    return url_id


def _is_shortened(text: str, url_id: str) -> bool:
    """True if the number is the id but for the digits that a program did not keep."""
    number, mantissa = Decimal(text), re.split("[eE]", text)[0].replace(".", "")
    if mantissa == text:
        if text == str(int(float(url_id))):
            return True
        if len(text) <= SPREADSHEET_DIGITS or text[SPREADSHEET_DIGITS:].strip("0"):
            return False
    kept = min(len(mantissa), SPREADSHEET_DIGITS)
    unit = Decimal(10) ** (number.adjusted() + 1 - kept)
    return abs(Decimal(url_id) - number) <= unit


def are_cut(ids: Sequence[str]) -> bool:
    """True if all these ids are long and end in zeros, as after a spreadsheet program."""
    return bool(ids) and all(
        len(text) > SPREADSHEET_DIGITS and not text[SPREADSHEET_DIGITS:].strip("0") for text in ids
    )


def read_days(texts: Sequence[str]) -> tuple[dict[str, date], dict[str, str]]:
    """The days of the dates of one file, by text; and what is wrong with the others.

    All dates of a file have one form: the one that reads most of them.
    """
    readings = [{text: form(text) for text in texts} for form in _FORMS]
    best = max(readings, key=lambda days: sum(day is not None for day in days.values()))
    days = {text: day for text, day in best.items() if day is not None}
    if not days:
        return {}, dict.fromkeys(texts, NO_DATE)
    example = min(days)
    trouble = f"is no date of the form that the others of the file have, such as {example!r}"
    return days, {text: trouble for text in texts if text not in days}


def _iso(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def _american(text: str) -> date | None:
    found = _AMERICAN.fullmatch(text)
    return _day(found[3], found[1], found[2]) if found else None


def _written(text: str) -> date | None:
    if found := _DAY_FIRST.fullmatch(text):
        return written_day(f"{found[1]} {found[2]} {found[3]}")
    if found := _MONTH_FIRST.fullmatch(text):
        return written_day(f"{found[2]} {found[1]} {found[3]}")
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


_FORMS: tuple[Callable[[str], date | None], ...] = (_iso, _american, _written)


def state_codes(text: str, places: Places) -> list[str]:
    """The codes of the states, or of the whole country, that a cell names, sorted.

    A list is taken apart only if all of it is states: in ``Springfield, Ohio`` the comma does not
    part two places, and no state was chosen.
    """
    if code := _state(text, places):
        return [code]
    for separator in (r"[;|\n]", ","):
        items = [item.strip() for item in re.split(separator, text) if item.strip()]
        items = _with_capital(items)
        codes = [_state(item, places) for item in items]
        if codes and all(codes):
            return sorted({code for code in codes if code})
    return []


def state_around(text: str, places: Places) -> str | None:
    """The code of the state behind the only comma of a cell: ``Springfield, Ohio``."""
    items = [item.strip() for item in text.split(",")]
    return _state(items[1], places) if len(items) == 2 and all(items) else None


def _with_capital(items: Sequence[str]) -> list[str]:
    """``Washington`` with ``DC`` behind it is one place."""
    joined: list[str] = []
    for item in items:
        if joined and (joined[-1].casefold(), item.upper()) in _CAPITAL:
            joined[-1] = "DC"
        else:
            joined.append(item)
    return joined


_CAPITAL = {("washington", "DC"), ("washington", "D.C."), ("washington", "DISTRICT OF COLUMBIA")}


def _state(text: str, places: Places) -> str | None:
    short = f"US-{text.upper()}" if re.fullmatch(r"[A-Za-z]{2}", text) else text
    if code := places.region_code("US", short):
        return code
    is_country = text.upper() in ("USA", "U.S.") or places.country_code(text) == "US"
    return "US" if is_country else None
