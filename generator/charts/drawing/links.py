"""The names in a finished drawing as links: put in where a drawing is used.

A drawing is kept and used on several pages, so it holds no address. The names of its rows say
which row they are of (``data-row``, see :mod:`generator.charts.drawing.fluid`); each use knows where the
rows lead from there, or that they lead nowhere.
"""

import html
import re
from collections.abc import Sequence

_NAME = re.compile(r'<text([^>]*?) data-row="(\d+)"([^>]*)>(.*?)</text>')


def with_links(svg: str, addresses: Sequence[str] = (), *, in_new_window: bool = False) -> str:
    """The drawing with the address of each row at its name; a row without one stays words.

    A drawing with links is a group to a screen reader: nothing can be reached inside an image.
    """
    window = ' target="_blank" rel="noopener"' if in_new_window else ""

    def linked(match: re.Match[str]) -> str:
        before, row, after, words = match.groups()
        text = f"<text{before}{after}>{words}</text>"
        address = addresses[int(row)] if int(row) < len(addresses) else ""
        return f'<a href="{html.escape(address)}"{window}>{text}</a>' if address else text

    drawn = _NAME.sub(linked, svg)
    return drawn.replace(' role="img"', ' role="group"', 1) if "<a href=" in drawn else drawn
