"""Long blocks of HTML pass through Markdown as they are, and as they would without the extension."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

LONG = "x" * 500
EXTENSIONS = ["attr_list", "footnotes", "md_in_html", "tables", "toc"]
PAGES = {
    "one block": f"Before\n\n<div><p>{LONG}</p></div>\n\nAfter *it*",
    "the same inside": f"<div><div>{LONG}</div><div>b</div></div>\n\n## Heading {{#own}}",
    "folded": f"<details><summary>*a*</summary>\n\n<p>{LONG}</p>\n\n</details>\n\n- item",
    "Markdown inside": f'<div markdown="1">\n\n*em* {LONG}\n\n</div>\n\n*em*',
    "text behind": f"<p>{LONG}</p> and *more*\n\n*em*",
    "never ends": f"<div>{LONG}\n\n*em*",
    "inside a line": f"text <b>{LONG}</b>\n\n<span>{LONG}</span>",
    "in code": f"    <div>{LONG}</div>\n\n*em*",
    "no blank line": f"text\n<div>{LONG}</div>\n\n*em*",
    "references": f"<p>&lt;b&gt; &amp;amp; {LONG}</p>\n\n&lt;b&gt;",
    "a mark in an attribute": f'<p title="a > b">{LONG}</p>\n\n*em*',
    "two": f"<table><tr><td>{LONG}</td></tr></table>\n\n<table><tr><td>{LONG}</td></tr></table>",
}


def lines(text: str, *more: str) -> list[str]:
    """The HTML of a page without its blank lines."""
    done = Markdown(extensions=[*EXTENSIONS, *more]).convert(text)
    return [line for line in done.split("\n") if line.strip()]


@pytest.mark.parametrize("name", PAGES)
def test_page_is_the_same_without_the_extension(name: str) -> None:
    assert lines(PAGES[name], "generator.site.markdown") == lines(PAGES[name])


@given(
    st.lists(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "</p>",
                "text",
                "*em*",
                LONG,
                "\n\n",
                "\n",
                "## Head",
                "- item",
            ]
        ),
        max_size=14,
    )
)
def test_whole_elements_are_untouched_whatever_stands_around_them(parts: list[str]) -> None:
    block = f"<section><p>{LONG} *as it is*</p></section>"
    around = "".join(part for part in parts if not part.startswith("<"))
    done = Markdown(extensions=[*EXTENSIONS, "generator.site.markdown"]).convert(
        f"{around}\n\n{block}\n\n{around}"
    )
    assert block in done
    assert not re.search("[\x02\x03]", done)
