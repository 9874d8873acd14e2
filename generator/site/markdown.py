"""A Markdown extension: HTML of our own templates passes through Markdown untouched, and quickly.

Most of a generated page is HTML: tables, charts, lists of ads. Python-Markdown and MkDocs read each
of its tags twice, in Python, and then put the same text back. This takes out every long block of
raw HTML before they see it, and Markdown's own store of raw HTML puts it back. A page looks the
same without the extension; it only takes three times as long.
"""

import re
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

PRIORITY = 22
"""After white space is put right (30), before MkDocs and Markdown read tags (21 and 20)."""
LEAST = 400
"""Characters from which on a block is worth it. Short ones may hold the target of a link, such as
a heading, which MkDocs wants to see."""
_BEGIN = re.compile(r"^<([a-z][a-z0-9]*)\b", re.MULTILINE)


class RawHtml(Preprocessor):  # type: ignore[misc]  # Markdown has no types.
    """Takes out the blocks."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines with a placeholder for each block."""
        text = "\n".join(lines)
        parts, done = [], 0
        for start, end in _blocks(text, self.md):
            placeholder = self.md.htmlStash.store(text[start:end])
            parts += [text[done:start], "\n\n", placeholder, "\n\n"]
            done = end
        parts.append(text[done:])
        return "".join(parts).split("\n")


def _blocks(text: str, md: Markdown) -> Iterator[tuple[int, int]]:
    """Where each long block begins and ends: an element that begins a line after a blank one, and
    ends a line. Those that hold Markdown again (``markdown="1"``) are none."""
    position = 0
    while match := _BEGIN.search(text, position):
        start, tag = match.start(), match[1]
        position = match.end()
        is_after_blank = start == 0 or text[max(0, start - 2) : start] == "\n\n"
        if not (is_after_blank and md.is_block_level(tag)):
            continue
        end = _end(text, start, tag)
        if end is None or text[end : end + 1] not in ("", "\n"):
            continue
        position = end
        if end - start >= LEAST and 'markdown="' not in text[start:end]:
            yield start, end


def _end(text: str, start: int, tag: str) -> int | None:
    """Where the element ends that begins here, None if it does not."""
    depth = 0
    for match in re.finditer(rf"<(/?){tag}\b[^>]*>", text[start:]):
        depth += -1 if match[1] else 1
        if depth == 0:
            return start + match.end()
    return None


class RawHtmlExtension(Extension):  # type: ignore[misc]  # Markdown has no types.
    """Registers it."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        """Called by Markdown."""
        md.preprocessors.register(RawHtml(md), "paidforby_raw_html", PRIORITY)


def makeExtension(**settings: object) -> RawHtmlExtension:  # noqa: N802 (Markdown's name)
    """What Markdown calls to make the extension."""
    return RawHtmlExtension(**settings)
