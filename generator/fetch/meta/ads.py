"""The ads that have arrived from ads_archive: one JSON object on a line, each id once, no token.

The state beside the lines says where to go on. A line that was cut off is taken away.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from generator.fetch.snapshots import Snapshots, disk_errors, read_json, write_json
from generator.fetch.world import World

_PARAMETER = re.compile(r"([?&])access_token=[^&#\s\"'<>]*(&?)", re.IGNORECASE)
_ENCODED = re.compile(r"access_token%3D[^&%#\s\"'<>]*", re.IGNORECASE)


@dataclass(frozen=True)
class State:
    """Where a run is: which group of pages, after which cursor, asking for how much.

    ``identity`` is address and query: another query never continues this one.
    """

    identity: str
    started_on: str
    fields: tuple[str, ...]
    limit: int
    batch: int = 0
    after: str | None = None
    page_count: int = 0
    restart_count: int = 0


class Ads:
    """The lines of one query, on disk."""

    def __init__(self, shelf: Snapshots, name: str, token: str, around: World) -> None:
        self._shelf = shelf
        self._token = token
        self._around = around
        self.path = shelf.partial / name
        self._state_path = shelf.partial / ".state.json"
        self.ids: set[str] = set()

    def resume(self) -> State | None:
        """The state of an earlier run whose ads are there, after mending; None if there is none."""
        data = read_json(self._state_path)
        try:
            state = State(**{**data, "fields": tuple(data["fields"])})
        except (KeyError, TypeError):
            return None
        if not self.path.is_file():
            return None
        self._mend()
        return state

    def clear(self) -> None:
        """Begin anew."""
        with disk_errors(self.path):
            self._shelf.clear()
        self.ids.clear()

    def add(self, ads: Sequence[Mapping[str, object]]) -> int:
        """Append those ads whose ids are new. Returns how many were."""
        lines, new = [], set()
        for ad in ads:
            number = str(ad["id"])
            if number not in self.ids and number not in new:
                new.add(number)
                clean = without_token({**ad, "id": number}, self._token)
                lines.append(json.dumps(clean, ensure_ascii=False) + "\n")
        with disk_errors(self.path), self.path.open("ab") as stream:
            self._around.write(stream, "".join(lines).encode("utf-8", "replace"))
            stream.flush()
            os.fsync(stream.fileno())
        self.ids |= new
        return len(new)

    def save(self, state: State) -> None:
        """Remember where the run is."""
        with disk_errors(self._state_path):
            write_json(self._state_path, asdict(state))

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return self.path.stat().st_size if self.path.is_file() else 0

    def _mend(self) -> None:
        """Read the ids of all whole lines, and cut off what follows the last of them."""
        end = 0
        self.ids.clear()
        with disk_errors(self.path), self.path.open("rb+") as stream:
            for line in stream:
                number = _id_in(line)
                if number is None:
                    break
                self.ids.add(number)
                end += len(line)
            stream.truncate(end)


def without_token(value: object, token: str) -> object:
    """The same value without access tokens in its texts and keys."""
    if isinstance(value, Mapping):
        return {
            key: without_token(item, token) for key, item in value.items() if key != "access_token"
        }
    if isinstance(value, list):
        return [without_token(item, token) for item in value]
    if isinstance(value, str):
        text = _PARAMETER.sub(lambda found: found[1] if found[2] else "", value)
        text = _ENCODED.sub("", text)
        return text.replace(token, "") if token else text
    return value


def _id_in(line: bytes) -> str | None:
    if not line.endswith(b"\n"):
        return None
    try:
        ad = json.loads(line)
    except ValueError:
        return None
    return ad["id"] if isinstance(ad, dict) and isinstance(ad.get("id"), str) else None
