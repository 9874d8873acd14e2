"""The browser packages that the site serves itself, as tools/setup_frontend.py installed them.

``hyparquet`` reads Parquet files by ranges: plain modules without dependencies, served as they are
with their licence.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from generator.errors import SiteError

_LEFT_OUT = frozenset({"node.js"})
"""Modules that no browser can load."""


def vendor_files(environment: Path | None = None) -> Mapping[str, bytes]:
    """By path below the site's assets: the files to serve. ``environment`` is the folder of the
    Python environment, by default the one that runs this.

    Raises SiteError, with what to do, if a package is missing.
    """
    package = (environment or Path(sys.prefix)) / "frontend" / "node_modules" / "hyparquet"
    modules = sorted((package / "src").glob("*.js"))
    licence = package / "LICENSE"
    if not (modules and licence.is_file()):
        raise SiteError(
            f"{package}: the reader of Parquet files for browsers is not installed. Run `make site`, "
            "or `python tools/setup_frontend.py` in this Python environment."
        )
    found = {
        f"vendor/hyparquet/{path.name}": path.read_bytes()
        for path in modules
        if path.name not in _LEFT_OUT
    }
    return found | {"vendor/hyparquet/LICENSE.txt": licence.read_bytes()}
