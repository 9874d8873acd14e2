"""The written pages: read in the language being written, and the same in every language."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from generator.errors import SiteError
from generator.pages.written import platform_texts, written_pages
from generator.text.catalogues import known_languages
from generator.text.language import Language, speaking

OTHERS = [code for code in known_languages() if code != "en"]
SPANISH = Language("es", "Español")
FRONT = "---\ntitle: {title}\ndescription: 'C'\n---\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two English pages and a text of a platform, of which one page is in Spanish too."""
    texts = {
        "a.md": FRONT.format(title="A: b") + "Body\n",
        "help/b.md": FRONT.format(title="B") + "Help\n",
        "es/a.md": FRONT.format(title="Á") + "Cuerpo\n",
        "platforms/x.md": "**What**\n",
    }
    for path, text in texts.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_page_is_read_in_the_language_being_written(folder: Path) -> None:
    english = [
        (page.path, page.title, page.body, page.is_english) for page in written_pages(folder)
    ]
    assert english == [("a", "A: b", "Body\n", False), ("help/b", "B", "Help\n", False)]
    with speaking(SPANISH):
        spanish = [
            (page.path, page.title, page.body, page.is_english) for page in written_pages(folder)
        ]
    assert spanish == [("a", "Á", "Cuerpo\n", False), ("help/b", "B", "Help\n", True)]


def test_text_of_a_platform_that_a_language_lacks_is_english(folder: Path) -> None:
    assert not platform_texts(folder)["x"].is_english
    with speaking(SPANISH):
        assert platform_texts(folder)["x"].is_english
        (folder / "es" / "platforms").mkdir()
        (folder / "es" / "platforms" / "x.md").write_text("**Qué**\n", encoding="utf-8")
        found = platform_texts(folder)["x"]
    assert (found.path, found.body, found.is_english) == ("platforms/x", "**Qué**\n", False)


@pytest.mark.parametrize("text", ["---\ntitle: B\n---\n", "No front matter\n"])
def test_page_needs_title_and_description(text: str, folder: Path) -> None:
    (folder / "c.md").write_text(text, encoding="utf-8")
    with pytest.raises(SiteError, match=r"c\.md.*title and description"):
        list(written_pages(folder))


# The pages of the project ---------------------------------------------------


def paths_of(pages: Path) -> set[str]:
    """The pages of one language, without their endings."""
    found = [*pages.glob("*.md"), *pages.glob("help/*.md"), *pages.glob("platforms/*.md")]
    return {path.relative_to(pages).as_posix() for path in found}


@pytest.fixture(scope="module")
def pages(repo_root: Path) -> Path:
    return repo_root / "site_src" / "pages"


@pytest.fixture(scope="module")
def extensions(repo_root: Path) -> list:
    """The Markdown extensions of mkdocs.yml."""
    text = (repo_root / "mkdocs.yml").read_text(encoding="utf-8")
    part = text[text.index("\nmarkdown_extensions:") : text.index("\nvalidation:")]
    # !ENV names a variable and what stands without it.
    return yaml.safe_load(part.replace("!ENV ", ""))["markdown_extensions"]


def drawn(path: Path, extensions: list) -> str:
    """The HTML of a page."""
    names = [entry if isinstance(entry, str) else next(iter(entry)) for entry in extensions]
    text = re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return Markdown(extensions=names).convert(text)


def test_every_written_page_is_in_spanish_too(pages: Path) -> None:
    assert paths_of(pages / "es") == paths_of(pages)


@pytest.mark.parametrize("code", OTHERS)
def test_no_language_has_a_page_that_english_lacks(code: str, pages: Path) -> None:
    assert paths_of(pages / code) <= paths_of(pages)


@pytest.mark.parametrize("code", OTHERS)
def test_written_pages_are_built_alike_in_every_language(
    code: str, pages: Path, extensions: list
) -> None:
    for path in sorted(paths_of(pages / code)):
        own, english = (drawn(folder / path, extensions) for folder in (pages / code, pages))
        heads = r'<(h\d) id="([^"]*)"'
        assert re.findall(heads, own) == re.findall(heads, english), f"{path}: headings"
        for what, pattern in (
            ("links", r'href="([^"]*)"'),
            ("code", r"<code>(.*?)</code>"),
            ("blocks", r"<(h\d|table|tr|td|li|p)\b"),
        ):
            counts = [Counter(re.findall(pattern, text)) for text in (own, english)]
            assert counts[0] == counts[1], f"{path}: {what}"


@pytest.mark.parametrize("code", OTHERS)
def test_figures_of_written_pages_are_the_same_in_every_language(code: str, pages: Path) -> None:
    beside = r"\(https?:[^)]*\)|\{#[^}]*\}"
    for path in sorted(paths_of(pages / code)):
        own, english = (
            Counter(re.findall(r"\d[\d,.]*\d|\d", re.sub(beside, "", text)))
            for text in (
                (folder / path).read_text(encoding="utf-8") for folder in (pages / code, pages)
            )
        )
        assert own == english, path


def test_every_written_page_is_in_the_navigation(pages: Path, repo_root: Path) -> None:
    settings = (repo_root / "mkdocs.yml").read_text(encoding="utf-8")
    navigation = settings.partition("\nnav:")[2].partition("\nnot_in_nav:")[0]
    missing = [page.path for page in written_pages(pages) if f"{page.path}.md" not in navigation]
    assert missing == []
