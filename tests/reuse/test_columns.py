"""The names of columns in published files: a specification, the same in every language."""

import json
import os
import re
from pathlib import Path

import pytest

from generator.store.tables import Store
from tests.site.demo import PAGES_FOR_HOSTILE_NAMES
from tests.subsets.building import project, write

STORED = Path(__file__).resolve().parent / "columns.json"
Columns = dict[str, dict[str, list[str]]]


def columns_of(docs: Path) -> Columns:
    """By section of the site and table: the names of the columns, in the order of the alphabet."""
    found: dict[str, dict[str, set[str]]] = {}
    for path in sorted(docs.rglob("data.json")):
        section = path.relative_to(docs).parts[0].removesuffix("data.json")
        for table in json.loads(path.read_text(encoding="utf-8"))["tables"]:
            ident = re.sub(r"_\d+\b", "_n", table["id"])
            names = [field["name"] for field in table["fields"]]
            found.setdefault(section, {}).setdefault(ident, set()).update(names)
    return {
        section: {ident: sorted(names) for ident, names in sorted(tables.items())}
        for section, tables in sorted(found.items())
    }


def test_names_of_columns_are_those_that_are_stored(small_docs: Path) -> None:
    found = columns_of(small_docs)
    if os.environ.get("PAIDFORBY_REWRITE_GOLDEN"):
        STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        pytest.skip("written anew: put every name that changed into CHANGELOG.md")
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert found == stored, "a name that changes breaks what others have built on it"


def test_site_whose_first_language_is_spanish_has_the_same_names(
    store: Store, tmp_path: Path
) -> None:
    config = project(tmp_path, languages=["es", "en"], thresholds=PAGES_FOR_HOSTILE_NAMES)
    config.store_dir.symlink_to(store.folder.parent)
    found = columns_of(write(config).docs)
    stored = json.loads(STORED.read_text(encoding="utf-8"))
    assert found
    for section, tables in found.items():
        for ident, names in tables.items():
            assert set(names) <= set(stored[section][ident]), (section, ident)
