"""The files that go with each page: its tables as CSV and JSON, and its picture."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.config import Config
from generator.pages.base import Page
from generator.pages.card import Card
from generator.pages.data import SiteData
from generator.pages.data_days import named
from generator.reuse.card_drawing import CardFrame, CardShelf
from generator.reuse.docs import DocsFolder
from generator.reuse.page_tables import TABLE, ShownTable
from generator.reuse.tools import PageTools, Tools
from generator.text.language import _
from generator.text.sheet import csv_bytes

SITE_CARD = "assets/img/card.png"
"""The picture of pages without one of their own."""


class PageFiles:
    """Writes the files of pages, and says what each page offers. ``files`` are the published
    tables, as :class:`generator.reuse.tools.PageTools` takes them. Without a folder
    nothing is written: the files are those of the first language."""

    def __init__(
        self,
        data: SiteData,
        config: Config,
        docs: DocsFolder | None,
        files: Mapping[str, Sequence[tuple[str, str, int, str]]],
    ) -> None:
        self._tools = PageTools(data, files)
        self._docs = docs
        self._days = data.days
        warning = "Demonstration data, all made up" if data.facts.is_demo else ""
        address = config.site_url.partition("://")[2].strip("/")
        frame = CardFrame(config.site_name, address, warning)
        self._site_card = Card(config.site_description, config.site_name)
        self._shelf = CardShelf(config.build_dir / "cache" / "cards", frame)

    def draw(self, pages: Sequence[Page]) -> None:
        """Draw the pictures of all pages, and that of the site."""
        if self._docs is None:
            return
        cards = [(card, self._until(page)) for page in pages if (card := page.card())]
        whole = _data_to(self._days.short(()))
        self._shelf.draw([*cards, (self._site_card, whole)], os.cpu_count() or 1)
        self._docs.file(SITE_CARD, self._shelf.picture(self._site_card, whole))

    def of(self, page: Page) -> Tools:
        """Write the files of one page; return what the page says of them."""
        tables = self._tools.shown.tables(page)
        card = page.card()
        tools = self._tools.of(page, tables, card)
        if self._docs is None:
            return tools
        if tables:
            self._docs.file(tools.csv_path, tidy_csv(tables))
        document = self._tools.document(page, tables)
        self._docs.file(tools.json_path, _json_bytes(document))
        if card:
            self._docs.file(tools.card_path, self._shelf.picture(card, self._until(page)))
        return tools

    def _until(self, page: Page) -> str:
        """To which day the data reach that a card shows."""
        return _data_to(self._days.short(named(page.sources), page.as_of))


def _data_to(days: str) -> str:
    return _("Data to {day}", day=days)


def tidy_csv(tables: Sequence[ShownTable]) -> bytes:
    """All tables of a page below each other. The first column names the table; a column that
    several tables have stands once, and is empty where a table does not have it."""
    names = list(dict.fromkeys(column.name for table in tables for column in table.columns))
    return csv_bytes([TABLE, *names], _tidy_rows(tables, names))


def _tidy_rows(tables: Sequence[ShownTable], names: Sequence[str]) -> Iterator[list[object]]:
    for table in tables:
        places = {column.name: number for number, column in enumerate(table.columns)}
        order = [places.get(name) for name in names]
        for row in table.rows:
            yield [table.title, *(None if place is None else row[place] for place in order)]


def _json_bytes(document: Mapping[str, object]) -> bytes:
    """One line for each fact and each row, so that a change shows as a change of lines."""
    parts = [
        f"{_text(key)}: {_lines(map(_table_text, value) if key == 'tables' else map(_text, value))}"
        if isinstance(value, (list, tuple))
        else f"{_text(key)}: {_text(value)}"
        for key, value in document.items()
    ]
    return ("{" + ",\n".join(parts) + "}\n").encode()


def _table_text(table: Mapping[str, Any]) -> str:
    head = _text({key: value for key, value in table.items() if key != "rows"})
    return f'{head.removesuffix("}")}, "rows": {_lines(map(_text, table["rows"]))}}}'


def _lines(items: Iterable[str]) -> str:
    text = ",\n".join(items)
    return f"[\n{text}\n]" if text else "[]"


def _plain(value: Any) -> object:  # noqa: ANN401 (a number of the engine)
    """A number of the engine's as Python's own."""
    return value.item()


_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain).encode
