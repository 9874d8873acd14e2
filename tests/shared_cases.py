"""Cases that the program and the scripts of the pages are both tested on: ``tests/cases/*.json``."""

import json
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "cases"
Case = dict[str, Any]


def read_cases(name: str) -> dict[str, list[Case]]:
    """The cases of one table, by what they are cases of."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
