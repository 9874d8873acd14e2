"""What a person has told of a file whose name does not say it: country, window, region.

Kept in the ``snapshot.json`` beside the file, as keys of the whole record or of the file's own entry
in its list ``files``.
"""

import json
from collections.abc import Mapping

from generator.archives.files import RawFile

RECORD = "snapshot.json"
FACTS = ("country", "window", "place")
"""The keys that are read."""


def told_of(file: RawFile) -> Mapping[str, str]:
    """By key, what the record beside the file says. A record that cannot be read says nothing here:
    it is told where the day is read."""
    path = file.path.parent / RECORD
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    if not isinstance(record, Mapping):
        return {}
    files = record.get("files")
    entries = (
        [item for item in files if isinstance(item, Mapping)] if isinstance(files, list) else []
    )
    own = next((item for item in entries if item.get("name") == file.path.name), {})
    both = {**record, **own}
    return {key: both[key].strip() for key in FACTS if isinstance(both.get(key), str)}
