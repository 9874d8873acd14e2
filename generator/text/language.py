"""The language that pages are being written in, and their messages in it.

A message is a whole English sentence or label; the catalogue of a language holds its translation
(gettext, ``generator/text/locale/CODE/LC_MESSAGES/paidforby.po``). Values stand in braces:
``_("Data to {day}", day=…)``. A message that no catalogue has is shown in English.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass(frozen=True)
class Language:
    """A language of the site: its code (BCP 47), its name in itself, its catalogue."""

    code: str
    name: str
    catalogue: NullTranslations = field(default_factory=NullTranslations, repr=False)


ENGLISH = Language("en", "English")
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """The language that is being written now."""
    return _spoken.get()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Everything inside is written in this language."""
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def mark(message: str) -> str:
    """The message as it is, for a table of words; ``_`` translates it where it is used."""
    return message


def _(message: str, **values: object) -> str:
    """The message in the language being written, with its values put in."""
    text = spoken().catalogue.gettext(message) if message else ""
    return text.format(**values) if values else text


def ngettext(one: str, many: str, count: int, **values: object) -> str:
    """As ``_``, in the form for ``count``, which the messages call ``{count}`` (``1,204``)."""
    text = spoken().catalogue.ngettext(one, many, count)
    return text.format(**{"count": f"{count:,}"} | values)


def month(number: int) -> str:
    """The short name of a month, 1 to 12."""
    return _("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()[number - 1]
