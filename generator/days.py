"""Days written in words in names of files, such as 5-November-2024-political-ads-data.zip."""

import re
from datetime import date

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})[-_ ]([a-z]{3,9})[-_ ](20\d{2})(?!\d)", re.IGNORECASE)


def written_day(text: str) -> date | None:
    """The first day written as day, month, year: 05-NOVEMBER-2024, 5-Nov-2024. None if none."""
    for day, word, year in _WRITTEN.findall(text):
        for number, month in enumerate(_MONTHS, start=1):
            if month.startswith(word.lower()) or word.lower() == "sept" == month[:4]:
                try:
                    return date(int(year), number, int(day))
                except ValueError:
                    break
    return None
