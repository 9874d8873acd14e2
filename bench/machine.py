"""Facts about the machine that figures depend on. No names and no folders of it."""

import os
import platform
from importlib.metadata import version

PACKAGES = (
    "duckdb",
    "ibis-framework",
    "pandas",
    "altair",
    "mkdocs",
    "mkdocs-material",
    "pagefind",
    "splink",
    "tldextract",
)


def facts() -> str:
    """Cores, memory, Python and packages, in one sentence."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{os.cpu_count()} cores, {_memory_gib():.0f} GiB of memory, {platform.system()} on "
        f"{platform.machine()}, Python {platform.python_version()}; {packages}."
    )


def load() -> float:
    """How many processes have wanted to run in the last minute, on average."""
    return os.getloadavg()[0]


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
