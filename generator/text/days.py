"""Days written in words in names of files, such as 5-November-2024-political-ads-data.zip; and how
long after the day of a copy something in it may begin."""

import re
from datetime import date

SLACK_DAYS = {"month": 31, "year": 366}
"""Of a copy of which only the month or year is known: days after the first of it that may be its."""
LATEST_DAYS = 7
"""Days after the day of a copy on which something in it may begin, as planned ads do."""
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
