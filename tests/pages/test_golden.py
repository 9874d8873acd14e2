"""A few whole pages, compared with what people have read and stored in tests/golden.

``PAIDFORBY_REWRITE_GOLDEN=1`` stores the new results; read their difference before committing it.
"""

import os
from pathlib import Path

import pytest

PAGES = (
    "index.md",
    "sponsors/snapchat/tdd89bb653d7db9e4.md",
    "sponsors/snapchat/tdd89bb653d7db9e4.csv",
    "sponsors/google/AR99999831987664502089/index.html",
    "sponsors/google/AR99999387266829795025.md",
    "sponsors/id/9f.md",
    "sponsors/a-z/e-1.md",
    "changes/index.md",
    "removals.md",
    "places/us/tx.md",
    "races/us-2024.md",
    "contests/demo-measure-999-made-up.md",
    "contests/fec-h9tx99901.md",
    "topics/voting.md",
    "platforms/snapchat.md",
    "data-dictionary.md",
    "collections/internet-research-agency/index.md",
    "collections/internet-research-agency/ads/16.md",
)
GOLDEN = Path(__file__).resolve().parent.parent / "golden"


def stored_name(page: str) -> str:
    return page.replace("/", "--")


@pytest.mark.parametrize("page", PAGES)
def test_page_is_as_stored(page: str, small_docs: Path) -> None:
    written = (small_docs / page).read_text(encoding="utf-8")
    stored = GOLDEN / stored_name(page)
    if os.environ.get("PAIDFORBY_REWRITE_GOLDEN") == "1":
        stored.parent.mkdir(exist_ok=True)
        stored.write_text(written, encoding="utf-8", newline="")
    expected = stored.read_text(encoding="utf-8") if stored.is_file() else ""
    assert written.splitlines() == expected.splitlines(), (
        f"{page} changed: if every changed line is meant, run again with PAIDFORBY_REWRITE_GOLDEN=1"
    )


def test_every_stored_page_is_compared() -> None:
    assert {path.name for path in GOLDEN.iterdir()} == {stored_name(page) for page in PAGES}
