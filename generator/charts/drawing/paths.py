"""The path data of an SVG: moved, and written with as few characters as the eye needs."""

import re

_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?")
_BLANK = re.compile(r"(?:M-?[\d.]+,-?[\d.]+(?:h0v-?[\d.]+h0|h-?[\d.]+v0h-?[\d.]+)Z)*")
_PAIRED = "MLCSQT"


def shorten_number(value: float) -> str:
    """A tenth of a unit is less than any screen shows: "12.3", ".5", "-4", "0"."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    if text in ("-0", "0"):
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def shorten_path(d: str) -> str:
    """The same path with short numbers."""
    return _NUMBER.sub(lambda match: shorten_number(float(match[0])), d)


def line_path(x1: float, y1: float, x2: float, y2: float) -> str:
    """A straight line as a path."""
    if y1 == y2:
        return f"M{x1},{y1}h{x2 - x1}"
    return f"M{x1},{y1}v{y2 - y1}" if x1 == x2 else f"M{x1},{y1}L{x2},{y2}"


def move_path(d: str, dx: float, dy: float) -> str | None:
    """The path moved by ``dx`` and ``dy``, or None if it has a command that this cannot move."""
    moved = []
    for command, text in _COMMAND.findall(d):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        if command in _PAIRED:
            numbers = [n + (dy if i % 2 else dx) for i, n in enumerate(numbers)]
        elif command in "HV":
            numbers = [n + (dx if command == "H" else dy) for n in numbers]
        elif command == "A" or (command == "m" and not moved):
            return None
        moved.append(command + ",".join(f"{number:.4f}" for number in numbers))
    return "".join(moved)


def is_blank(d: str) -> bool:
    """Whether a filled path has no area: rectangles without width or height, or nothing at all."""
    return _BLANK.fullmatch(d) is not None
