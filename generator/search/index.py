"""The search index: Pagefind, run over a built site. Each language has an index of its own.

Pagefind 1.5 writes its lists of languages, filters and sorts in a random order. They are put in order
afterwards, so that the same site gives the same bytes.

Every search begins with a list of all pages, each with the name of the file that holds its words. The
names are hashes, which do not compress: half of the list's bytes. They are numbered instead, behind a
hash of the whole, so that a file that a browser or cache has kept is never taken for another one.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cbor2

from generator.errors import SiteError


def index_site(folder: Path, environ: Mapping[str, str]) -> int:
    """Write the index into ``folder/pagefind``. Returns the number of pages indexed.

    Raises SiteError with Pagefind's own words if it fails or finds no page.
    """
    if not (folder / "index.html").is_file():
        raise SiteError(f"{folder}: no site yet. Run `paidforby site` first.")
    done = subprocess.run(
        [sys.executable, "-m", "pagefind", "--site", str(folder)],
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
    put_in_order(folder / "pagefind")
    return int(found[1])


_MAGIC = b"pagefind_dcd"
_PAGES, _FILTERS, _SORTS = 1, 3, 4


def put_in_order(index: Path) -> None:
    """Put the filters, their values and the sorts of an index in order, name files by content, and
    number those of the pages.

    Raises SiteError if the index does not have the layout of Pagefind 1.5.
    """
    entry_path = index / "pagefind-entry.json"
    entry = json.loads(entry_path.read_text(encoding="utf-8"))
    for code, language in entry["languages"].items():
        meta_path = index / f"pagefind.{language['hash']}.pf_meta"
        meta = _read(meta_path)
        if len(meta) != 6 or not all(len(item) == 2 for item in meta[_FILTERS] + meta[_SORTS]):
            raise SiteError(f"{meta_path}: not the layout of Pagefind 1.5. Use the pinned version.")
        filters = []
        for name, chunk in sorted(meta[_FILTERS]):
            path = index / "filter" / f"{chunk}.pf_filter"
            title, values = _read(path)
            path.unlink()
            packed = _pack([title, sorted(values)])
            renamed = f"{code}_{hashlib.sha256(packed).hexdigest()[:7]}"
            path.with_name(f"{renamed}.pf_filter").write_bytes(packed)
            filters.append([name, renamed])
        meta[_FILTERS] = filters
        meta[_PAGES] = _numbered(index / "fragment", code, meta[_PAGES])
        meta[_SORTS] = sorted(meta[_SORTS])
        meta_path.unlink()
        packed = _pack(meta)
        language["hash"] = f"{code}_{hashlib.sha256(packed).hexdigest()[:10]}"
        (index / f"pagefind.{language['hash']}.pf_meta").write_bytes(packed)
    entry_path.write_text(
        json.dumps(entry, ensure_ascii=False, separators=(",", ":"), sort_keys=True),
        encoding="utf-8",
    )


def _numbered(folder: Path, code: str, pages: list[list[Any]]) -> list[list[Any]]:
    """Rename the files of pages to numbers; returns the pages with their new names."""
    digest = hashlib.sha256("".join(name for name, *_ in pages).encode()).hexdigest()[:7]
    found = []
    for number, (name, *rest) in enumerate(pages):
        renamed = f"{code}_{digest}-{number}"
        (folder / f"{name}.pf_fragment").rename(folder / f"{renamed}.pf_fragment")
        found.append([renamed, *rest])
    return found


def _read(path: Path) -> list[Any]:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MAGIC):
        raise SiteError(f"{path}: not a file of Pagefind 1.5. Use the pinned version.")
    found: list[Any] = cbor2.loads(data[len(_MAGIC) :])
    return found


def _pack(value: list[Any]) -> bytes:
    return gzip.compress(_MAGIC + cbor2.dumps(value), mtime=0)
