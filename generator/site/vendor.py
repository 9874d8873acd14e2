"""The browser packages that the site serves itself, as tools/setup_frontend.py installed them.

``hyparquet`` reads Parquet files by ranges: plain modules without dependencies, served as they are
with their licence. The texts of the licences of the drawing library (see
``site_src/assets/vendor/LICENCES.txt``) are those of the SPDX list, from ``spdx-license-list``.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.errors import SiteError

_LEFT_OUT = frozenset({"node.js"})
"""Modules that no browser can load."""
LICENCES = ("0BSD", "BSD-3-Clause", "ISC", "MIT", "Unlicense")
"""Of the drawing library's parts, by their SPDX names."""


def vendor_files(environment: Path | None = None) -> Mapping[str, bytes]:
    """By path below the site's assets: the files to serve. ``environment`` is the folder of the
    Python environment, by default the one that runs this.

    Raises SiteError, with what to do, if a package is missing.
    """
    packages = (environment or Path(sys.prefix)) / "frontend" / "node_modules"
    package = packages / "hyparquet"
    modules = sorted((package / "src").glob("*.js"))
    licence = package / "LICENSE"
    if not (modules and licence.is_file() and (packages / "spdx-license-list").is_dir()):
        raise SiteError(
            f"{packages}: the packages for browsers are not installed. Run `make site`, "
            "or `python tools/setup_frontend.py` in this Python environment."
        )
    found = {
        f"vendor/hyparquet/{path.name}": path.read_bytes()
        for path in modules
        if path.name not in _LEFT_OUT
    }
    found["vendor/hyparquet/LICENSE.txt"] = licence.read_bytes()
    for name in LICENCES:
        entry = json.loads(
            (packages / "spdx-license-list" / "licenses" / f"{name}.json").read_bytes()
        )
        found[f"vendor/{name}.txt"] = f"{entry['licenseText'].strip()}\n".encode()
    return found
