"""The search index: Pagefind, run over a built site."""

import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.errors import SiteError


def index_site(folder: Path, environ: Mapping[str, str]) -> int:
    """Write the index into ``folder/pagefind``. Returns the number of pages indexed.

    Raises SiteError with Pagefind's own words if it fails or finds no page.
    """
    if not (folder / "index.html").is_file():
        raise SiteError(f"{folder}: no site yet. Run `paidforby site` first.")
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(folder), "--force-language", "en"],
        capture_output=True,
        text=True,
        env=dict(environ),
    )
    words = done.stdout + done.stderr
    found = re.search(r"Indexed (\d+) pages?", words)
    if done.returncode != 0 or found is None or int(found[1]) == 0:
        raise SiteError(
            "pagefind could not index the site:\n" + "\n".join(words.strip().splitlines()[-15:])
        )
    return int(found[1])
