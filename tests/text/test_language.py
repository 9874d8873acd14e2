"""Messages: put into the language being written, in every catalogue whole and with their values."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

from generator.errors import ConfigError
from generator.text.catalogues import (
    known_languages,
    language_name,
    load_language,
    read_catalogue,
    script_messages,
    toml_messages,
)
from generator.text.language import ENGLISH, _, month, ngettext, speaking, spoken

KEYWORDS = {"_": None, "mark": None, "ngettext": (1, 2), "say": None, "sayCount": (1, 2)}
OTHERS = [code for code in known_languages() if code != "en"]
PO = """
msgid "Data to {day}"
msgstr "{day}: datos"

msgid "{count} ad"
msgid_plural "{count} ads"
msgstr[0] "{count} anuncio"
msgstr[1] "{count} anuncios"

#: site_src/assets/js/x.js
msgid "{count} hit"
msgid_plural "{count} hits"
msgstr[0] "{count} resultado"
msgstr[1] "{count} resultados"

#, fuzzy
msgid "Home"
msgstr "Casa"

#: site_src/assets/js/x.js
msgid "Filters"
msgstr "Filtros"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Catalogues of which the Spanish one is the above."""
    path = tmp_path / "es" / "LC_MESSAGES" / "paidforby.po"
    path.parent.mkdir(parents=True)
    path.write_text(PO, encoding="utf-8")
    return tmp_path


def test_message_is_in_the_language_being_written(folder: Path) -> None:
    with speaking(load_language("es", folder)):
        assert _("Data to {day}", day="3 {x}") == "3 {x}: datos"
        assert ngettext("{count} ad", "{count} ads", 1) == "1 anuncio"
        assert ngettext("{count} ad", "{count} ads", 1204) == "1,204 anuncios"
    assert spoken() is ENGLISH
    assert _("Data to {day}", day="3") == "Data to 3"
    assert ngettext("{count} ad", "{count} ads", 0) == "0 ads"


def test_message_that_is_not_translated_is_english(folder: Path) -> None:
    with speaking(load_language("es", folder)):
        assert _("Home") == "Home"  # fuzzy: nobody has looked at it
        assert _("Places") == "Places"
        assert _("") == ""
        assert month(5) == "May"


def test_scripts_get_only_their_own_messages(folder: Path) -> None:
    assert script_messages("es", folder) == {
        "Filters": "Filtros",
        "{count} hit": "{count} resultado",
        "{count} hits": "{count} resultados",
    }
    assert script_messages("en", folder) == {}


def test_texts_of_a_toml_file_are_messages() -> None:
    stream = io.BytesIO(
        b'[[topic]]\nname = "Guns"\nabout = ""\nwords = ["gun"]\n[law]\nname = "EU"\n'
    )
    found = toml_messages(stream, (), (), {"keys": "topic.name topic.about law.name\n law.none"})
    assert [text for _line, _function, text, _comments in found] == ["Guns", "EU"]


def test_unknown_language_is_named_with_those_that_are_known(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"'xx' has no catalogue\. Known: en, es"):
        load_language("xx", folder)


def test_catalogue_that_is_damaged_is_named(folder: Path) -> None:
    path = folder / "es" / "LC_MESSAGES" / "paidforby.po"
    path.write_bytes(b'msgid "Home"\nmsgstr "\xff"\n')
    with pytest.raises(ConfigError, match=r"paidforby\.po: not a message catalogue"):
        load_language("es", folder)


def test_language_has_its_own_name() -> None:
    assert [language_name(code) for code in ("en", "es", "pt-BR", "xx-wrong-code-x")] == [
        "English", "Español", "Português (Brasil)", "xx-wrong-code-x",
    ]  # fmt: skip


# The catalogues of the project ----------------------------------------------


@pytest.fixture(scope="module")
def extracted(repo_root: Path) -> set[str | tuple[str, ...]]:
    """Every message of the program, the templates, the theme and the scripts."""
    with (repo_root / "tools" / "messages.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    found = extract_from_dir(str(repo_root), methods, options, KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


@pytest.mark.parametrize("code", OTHERS)
def test_catalogue_has_every_message_and_no_other(
    code: str, extracted: set[str | tuple[str, ...]]
) -> None:
    kept = {message.id for message in read_catalogue(code) if message.id}
    assert extracted - kept == set(), "run make messages, and translate what is new"
    assert kept - extracted == set(), "run make messages"


def forms(message: Message) -> list[tuple[str, str]]:
    """Each form of a message with its translation."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return [(message.id[min(number, 1)], text) for number, text in enumerate(message.string)]


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated_with_all_its_values(code: str) -> None:
    wrong = []
    for message in read_catalogue(code):
        for original, text in forms(message) if message.id else ():
            values, others = (set(re.findall(r"\{\w*\}", words)) for words in (original, text))
            if (
                not text
                or message.fuzzy
                or not (values == others or values - others == {"{count}"})
            ):
                wrong.append(original)
            if len(re.findall(r"</?\w", original)) != len(re.findall(r"</?\w", text)):
                wrong.append(original)
    assert wrong == []


def test_titles_of_the_navigation_can_be_translated(repo_root: Path) -> None:
    from generator.site.theme import SECTIONS

    text = (repo_root / "mkdocs.yml").read_text(encoding="utf-8")
    navigation = text.partition("\nnav:\n")[2].partition("\n\n")[0]
    assert set(re.findall(r"- ([^:\n]+):", navigation)) == set(SECTIONS)
