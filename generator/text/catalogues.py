"""Message catalogues: gettext's ``.po`` files, read with Babel."""

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from gettext import GNUTranslations
from pathlib import Path
from typing import IO

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from generator.errors import ConfigError
from generator.text.language import ENGLISH, Language

FOLDER = Path(__file__).parent / "locale"
_SCRIPTS = "site_src/assets/js/"


def catalogue_path(code: str, folder: Path = FOLDER) -> Path:
    """Where the messages of a language are."""
    return folder / code / "LC_MESSAGES" / "paidforby.po"


def known_languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Codes of the languages that have a catalogue, and English, which needs none."""
    return tuple(sorted({"en", *(path.name for path in folder.iterdir() if path.is_dir())}))


def read_catalogue(code: str, folder: Path = FOLDER) -> Catalog:
    """The messages of a language as Babel has them.

    Raises ConfigError if there is no catalogue for it or it cannot be read.
    """
    path = catalogue_path(code, folder)
    if not path.is_file():
        raise ConfigError(
            f"languages: {code!r} has no catalogue. Known: {', '.join(known_languages(folder))}. "
            "For another language see CONTRIBUTING.md."
        )
    try:
        with path.open("rb") as stream:
            return read_po(stream, locale=code, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise ConfigError(f"{path}: not a message catalogue ({error}).") from error


def load_language(code: str, folder: Path = FOLDER) -> Language:
    """A language with its messages. Fuzzy messages are left in English.

    Raises ConfigError if there is no catalogue for it.
    """
    if code == ENGLISH.code:
        return ENGLISH
    catalogue = read_catalogue(code, folder)
    packed = io.BytesIO()
    write_mo(packed, catalogue)
    packed.seek(0)
    return Language(code, language_name(code), GNUTranslations(packed))


def load_languages(codes: Sequence[str]) -> tuple[Language, ...]:
    """The languages of a site, in order. Raises ConfigError for one that is not known."""
    return tuple(load_language(code) for code in codes)


def messages_of(
    code: str, prefixes: tuple[str, ...], folder: Path = FOLDER
) -> list[tuple[str, str]]:
    """The messages, with their translations, of files whose paths begin so; sorted."""
    if code == ENGLISH.code:
        return []
    return sorted(
        (str(message.id), str(message.string))
        for message in read_catalogue(code, folder)
        if any(path.startswith(prefixes) for path, _ in message.locations)
    )


def language_name(code: str) -> str:
    """The name of a language in itself: ``Español``."""
    try:
        locale = Locale.parse(code, sep="-")
        name = locale.get_display_name(locale) or code
    except (UnknownLocaleError, ValueError):
        return code
    return name[0].upper() + name[1:]


def script_messages(code: str, folder: Path = FOLDER) -> dict[str, str]:
    """The translated messages that scripts of the page use, sorted; of counts both forms."""
    if code == ENGLISH.code:
        return {}
    found: dict[str, str] = {}
    for message in read_catalogue(code, folder):
        if not message.id or not message.string or message.fuzzy:
            continue
        if any(path.startswith(_SCRIPTS) for path, _ in message.locations):
            found.update(zip(_forms(message.id), _forms(message.string), strict=False))
    return dict(sorted(found.items()))


def _forms(text: str | Sequence[str]) -> Sequence[str]:
    return (text,) if isinstance(text, str) else text


def toml_messages(
    stream: IO[bytes], _keywords: object, _comments: object, options: Mapping[str, str]
) -> Iterator[tuple[int, None, str, list[str]]]:
    """The texts of a TOML file for translation, for Babel's extraction: those at the ``keys`` of
    ``tools/messages.cfg``, such as ``topic.name`` of every ``[[topic]]``."""
    document = tomllib.load(stream)
    for key in options["keys"].split():
        for text in _texts_at(document, key.split(".")):
            yield 1, None, text, []


def _texts_at(found: object, names: Sequence[str]) -> Iterator[str]:
    if isinstance(found, list):
        for item in found:
            yield from _texts_at(item, names)
    elif names and isinstance(found, Mapping):
        yield from _texts_at(found.get(names[0]), names[1:])
    elif isinstance(found, str) and found:
        yield found
