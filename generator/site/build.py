"""Turn the Markdown pages into the site with MkDocs, beside the old site, and swap them.

The old site stays whole until the new one is complete.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from generator.config import Config
from generator.errors import SiteError
from generator.text.catalogues import load_language
from generator.text.language import _, speaking

_SHOWN_LINES = 30


def build_site(config: Config, epoch: int, environ: Mapping[str, str]) -> Path:
    """Build the pages of every language into a new folder beside the site. Returns the folder.

    ``epoch`` (seconds since 1970) stands for the time of the build, so that the same pages give
    the same bytes. The languages are built side by side. Raises SiteError with MkDocs' own words
    if it warns or fails.
    """
    new = new_folder(config)
    shutil.rmtree(new, ignore_errors=True)
    parts = [config.speaking(code) for code in config.languages]
    for part in parts:
        if not (part.docs_dir / "index.md").is_file():
            raise SiteError(f"{part.docs_dir}: no pages yet. Run `paidforby pages` first.")
    with ThreadPoolExecutor(max_workers=len(parts)) as pool:
        built = list(pool.map(lambda part: _build(part, epoch, environ), parts))
    for code, folder in zip(config.languages[1:], built[1:], strict=True):
        shutil.rmtree(folder / "assets")  # the theme's; the pages use those of the root
        folder.replace(new / code)
    return new


def _build(config: Config, epoch: int, environ: Mapping[str, str]) -> Path:
    """The pages of one language, in a folder of their own."""
    new = new_folder(config)
    shutil.rmtree(new, ignore_errors=True)
    # The build folder may be anywhere: a small file there inherits the project's own mkdocs.yml.
    settings = config.build_dir / "mkdocs.yml"
    inherited = os.path.relpath(config.root / "mkdocs.yml", config.build_dir)
    settings.write_text(
        f"INHERIT: {inherited}\ndocs_dir: docs\nsite_dir: {new.name}\ntheme:\n  custom_dir: theme\n"
        f"  language: {config.languages[0]}\n",
        encoding="utf-8",
    )
    with speaking(load_language(config.languages[0])):
        section_link = _("Link to this section")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(settings)],
        capture_output=True,
        text=True,
        env={
            **environ,
            "PAIDFORBY_SITE_NAME": config.site_name,
            "PAIDFORBY_SITE_URL": config.site_url,
            "PAIDFORBY_SECTION_LINK": section_link,
            "SOURCE_DATE_EPOCH": str(epoch),
            "NO_MKDOCS_2_WARNING": "1",
            "PYTHONHASHSEED": "0",
        },
    )
    if done.returncode != 0:
        words = (done.stderr + done.stdout).strip().splitlines()[-_SHOWN_LINES:]
        raise SiteError("mkdocs could not build the site:\n" + "\n".join(words))
    return new


def new_folder(config: Config) -> Path:
    """Where a new site is built before it takes the place of the old one."""
    return config.build_dir / "site.new"


def swap_site(config: Config) -> None:
    """Put the new site in the place of the old one."""
    new, site, old = new_folder(config), config.site_dir, config.build_dir / "site.old"
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.replace(old)
    new.replace(site)
    shutil.rmtree(old, ignore_errors=True)
