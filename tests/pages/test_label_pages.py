"""Sponsors that a list names as state-linked media say so where they are shown."""

import html
import re
from pathlib import Path

from generator.pages.addresses import anchor
from generator.sponsors.state_media import state_labels
from generator.store.tables import Store


def shown(docs: Path, sponsor_id: str) -> str:
    """The page of the sponsor, or its row of a list."""
    own = docs / "sponsors" / f"{sponsor_id}.md"
    if own.is_file():
        return html.unescape(own.read_text(encoding="utf-8"))
    for path in sorted((docs / "sponsors" / "a-z").glob("*.md")):
        rows = path.read_text(encoding="utf-8").split('<section class="pfb-row"')
        for row in rows:
            if f'id="{anchor(sponsor_id)}"' in row:
                return html.unescape(row)
    return ""


def test_labelled_sponsors_name_outlet_state_and_source(store: Store, small_docs: Path) -> None:
    labels = state_labels(store)
    assert {label.basis for found in labels.values() for label in found} == {"handle", "name"}
    for sponsor_id, found in labels.items():
        text = shown(small_docs, sponsor_id)
        for label in found:
            assert "state-linked media" in text.lower(), sponsor_id
            assert label.outlet_name in text
            assert label.country_name in text
            assert re.search(rf"{re.escape(label.path)}(</code>)?, line {label.line}\b", text)


def test_nobody_else_is_called_state_linked(store: Store, small_docs: Path) -> None:
    labelled = set(state_labels(store))
    pages = [
        path
        for path in sorted((small_docs / "sponsors").glob("*/*.md"))
        if "State-linked media." in path.read_text(encoding="utf-8")
    ]
    assert {f"{path.parent.name}/{path.stem}" for path in pages} <= labelled
