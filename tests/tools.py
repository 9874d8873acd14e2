"""What a page offers, without a store: for tests that render single pages."""

from collections.abc import Sequence
from pathlib import Path

from generator.pages.base import Page
from generator.pages.card import Card
from generator.reuse.cite import Cited, cite
from generator.reuse.provenance import Provenance, Snapshot
from generator.reuse.tools import Tools

SNAPSHOT = Snapshot("demo@2024-11-03", "3 Nov 2024", "2024-11-03", "ab" * 32, "", "")
STAMP = Provenance((SNAPSHOT,), "cd" * 32, "3 Nov 2024", "2024-11-03")


def tools_of(page: Page) -> Tools:
    """The tools of a page that rests on one snapshot."""
    address = f"https://example.org/ads/{page.path}/"
    cited = Cited("key", page.title, "Paid For By", address, page.is_dataset, False, STAMP)
    return Tools(
        citation=cite(cited), address=address, digest=STAMP.digest, modified=STAMP.date, until=page.as_of,
        snapshots=STAMP.snapshots, snapshot_count=1, csv_path=f"{page.path}/data.csv",
        json_path=f"{page.path}/data.json", rows_path="", feed_path="",
        permanent_path=page.permanent_path(), card_path="assets/img/card.png",
        card_text=page.title, file_stem="page", things=({"name": page.title},),
    )  # fmt: skip


class NoCards:
    """Stands for the shelf of cards where no picture is looked at."""

    def __init__(self, folder: Path, frame: object) -> None:
        """Keep nothing."""

    def draw(self, cards: Sequence[tuple[Card, str]], processes: int) -> None:
        """Draw nothing."""

    def picture(self, card: Card, until: str) -> bytes:
        """What stands for a picture."""
        return f"{card.name}, {until}".encode()
