"""Which words of advertisers name the same candidate or ballot measure.

Snapchat prints what its advertisers write into one field: a candidate, a ballot measure, and often
an organisation or a cause. Spellings are one if nothing but capitals, accents, spaces and
punctuation tells them apart; if they are the name of one committee of the FEC for a federal
office, they are its candidate's; everything else that is one stands in ``contests.toml`` with its
reason. Nothing is guessed from a surname.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ConfigError
from generator.text.folding import to_plain

FILE_NAME = "contests.toml"
_FEC_ID = re.compile(r"[HS]\d[A-Z]{2}\d{5}|P\d{8}")


@dataclass(frozen=True)
class Reviewed:
    """Spellings that a person put together, and why."""

    name: str
    spellings: tuple[str, ...]
    reason: str
    fec_candidate_id: str = ""

    @property
    def id(self) -> str:
        """The end of the page's address."""
        return candidate_slug(self.fec_candidate_id) if self.fec_candidate_id else slug(self.name)


@dataclass(frozen=True)
class ContestNames:
    """The reviewed spellings, by what is left of them in plain letters."""

    reviewed: Mapping[str, Reviewed]
    nothing: frozenset[str]

    @classmethod
    def load(cls, reference_dir: Path) -> "ContestNames":
        """Read ``contests.toml``. Raises ConfigError, naming the file, if it is malformed."""
        path = reference_dir / FILE_NAME
        try:
            content = tomllib.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise ConfigError(
                f"{path}: not found. It is part of the project: restore it."
            ) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"{path}: not valid TOML ({error}).") from error
        found: dict[str, Reviewed] = {}
        for item in content.get("contest", []):
            entry = _reviewed(path, item)
            for spelling in entry.spellings:
                if found.setdefault(to_plain(spelling), entry) is not entry:
                    raise ConfigError(
                        f"{path}: {spelling!r} stands in two entries. Keep it in one of them."
                    )
        nothing = [item for table in content.get("nothing", []) for item in _texts(path, table)]
        return cls(found, frozenset(map(to_plain, nothing)))

    def is_nothing(self, text: str) -> bool:
        """True if the text names neither a candidate nor a measure nor anything else."""
        plain = to_plain(text)
        return not plain or plain in self.nothing


def candidate_slug(candidate_id: str) -> str:
    """The end of the address of a candidate of the FEC."""
    return f"fec-{candidate_id.lower()}"


def slug(text: str) -> str:
    """The end of the address of a name: plain letters and digits of any script, hyphens between."""
    return to_plain(text)[:80].strip().replace(" ", "-")


def _reviewed(path: Path, item: Mapping[str, object]) -> Reviewed:
    for key in ("name", "reason"):
        if not isinstance(item.get(key), str) or not item[key]:
            raise ConfigError(
                f"{path}: a [[contest]] has no {key}. Give it one: {dict(item)!r:.120}"
            )
    candidate = item.get("fec_candidate_id", "")
    if candidate and not _FEC_ID.fullmatch(str(candidate)):
        raise ConfigError(f"{path}: {candidate!r} is no candidate's number, such as P80000722.")
    return Reviewed(str(item["name"]), _texts(path, item), str(item["reason"]), str(candidate))


def _texts(path: Path, item: Mapping[str, object]) -> tuple[str, ...]:
    texts = item.get("spellings")
    if not isinstance(texts, list) or not texts or not all(isinstance(t, str) and t for t in texts):
        raise ConfigError(f"{path}: the spellings {texts!r:.80} are no list of texts. Give a list.")
    return tuple(texts)
