"""Tries one mixture: what is wrong with the site that it becomes."""

import re
from pathlib import Path

from generator.config import Config
from generator.errors import CheckError, PaidForByError
from tests.subsets.building import place_codes, project, read, write
from tests.subsets.faults import dead_ends, faults
from tests.subsets.mixtures import Mixture, write_parts

LOW = {"ads": 1, "contest_ads": 1, "spend": {"USD": 1, "EUR": 1, "GBP": 1}}


class RefusedError(Exception):
    """An ingest said why it reads nothing."""


def reasons(mixture: Mixture, folder: Path, *, may_refuse: bool = True) -> list[str]:
    """Why the mixture is no site; nothing if it is one, or if its files were refused with a
    sentence. Errors that are not ours are raised."""
    try:
        config = read_in(mixture, folder)
    except CheckError as error:
        return [f"read, and stopped by our own checks: {error}"]
    except PaidForByError as error:
        if not may_refuse:
            raise RefusedError(str(error)) from error
        return _unclear(str(error))
    written = write(config)
    found = faults(written.docs, written.charts, written.names)
    for code in mixture.languages[1:]:
        found += faults(config.speaking(code).docs_dir, (), written.names)
    return found + dead_ends(written.docs, config.root / "mkdocs.yml")


def read_in(mixture: Mixture, folder: Path) -> Config:
    """Ingest the mixture; returns how its site is set up. Raises PaidForByError if its files are
    refused."""
    changes: dict[str, object] = {"languages": list(mixture.languages), "ads_per_page": 3}
    if mixture.is_low:
        changes["thresholds"] = LOW
    roots = write_parts(mixture, folder / "archives")
    config = project(folder / "site", is_reviewed=mixture.is_reviewed, **changes)
    codes = place_codes(read(config, roots))
    if mixture.place is None or not codes:
        return config
    changes["places"] = [codes[mixture.place % len(codes)]]
    return project(folder / "site", is_reviewed=mixture.is_reviewed, **changes)


def _unclear(message: str) -> list[str]:
    is_clear = message and not re.search(r"Traceback|object at 0x", message)
    return [] if is_clear else [f"refused without a clear sentence: {message!r}"]
