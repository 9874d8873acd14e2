"""Split a line in which a text begins with a quotation mark that does not quote it.

Meta quotes a text that holds a comma, and no other: a page named ``"Hope." A. N. Other`` stands
bare. So in such a line a comma can only stand in a quoted field or in the bare one itself.
"""

import re

_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=,|$)')


def split_bare(line: str, width: int) -> list[str] | None:
    """The ``width`` fields of one physical line that holds a bare quotation mark.

    None if the line has no such field, has several of them and commas too many, or ends within
    a quoted field because the file was cut off.
    """
    text = line.rstrip("\r\n")
    if text == line and text.count('"') % 2:
        return None
    fields, bare, quoted = _fields(text)
    surplus = len(fields) - width
    if not bare or surplus < 0 or (surplus and len(bare) > 1):
        return None
    start, end = bare[0], bare[0] + surplus + 1
    if quoted & set(range(start, end)):
        return None
    return [*fields[:start], ",".join(fields[start:end]), *fields[end:]]


def _fields(text: str) -> tuple[list[str], list[int], set[int]]:
    """The fields of a line; which begin with a bare quotation mark; which are quoted."""
    fields: list[str] = []
    bare: list[int] = []
    quoted: set[int] = set()
    position = 0
    while True:
        if found := _QUOTED.match(text, position):
            quoted.add(len(fields))
            fields.append(found[1].replace('""', '"'))
            position = found.end()
        else:
            end = text.find(",", position)
            end = len(text) if end < 0 else end
            if text.startswith('"', position):
                bare.append(len(fields))
            fields.append(text[position:end])
            position = end
        if position >= len(text):
            return fields, bare, quoted
        position += 1
