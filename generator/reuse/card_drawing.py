"""Draws the pictures that other sites show beside links: 1200 × 630 pixels, few colours.

The font is Noto Sans (SIL Open Font License), from the package ``fontpkg-noto-sans``: nothing
depends on the fonts of the machine. It has Latin, Greek and Cyrillic letters. A name in another
script is left out rather than drawn as boxes; the card then says what kind of page it is.
"""

import hashlib
import importlib.metadata
import io
import json
import multiprocessing
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import as_file, files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from generator.pages.card import Card
from generator.text.plain import plain

SIZE = (1200, 630)
_MARGIN, _INNER = 72, 1200 - 2 * 72
_GREYS = 8
"""From paper to ink; more are not seen at this size, and make the file larger."""
_ACCENT = _GREYS
"""The colour after the greys."""
_PAPER, _INK, _GREEN = (253, 252, 249), (29, 28, 25), (15, 94, 87)
_PALETTE = [
    value
    for step in range(_GREYS)
    for value in (
        round(p + (i - p) * step / (_GREYS - 1)) for p, i in zip(_PAPER, _INK, strict=True)
    )
] + list(_GREEN)
_MUTED, _BLACK, _LINE = 165, 255, 40
_FONT = "NotoSans[wdth,wght].ttf"
_VERSION = "2"
"""Raised when the drawing changes, so that no picture of before is kept."""
_FEW, _CHUNK = 40, 32
"""Up to so many cards it is quicker to draw them here; so many are given away at once."""
_LETTERS = ((0x20, 0x24F), (0x370, 0x3E1), (0x3F0, 0x52F), (0x1E00, 0x1FFF), (0x2010, 0x2027), (0x2030, 0x205E),
            (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122))  # fmt: skip
"""Code points that the font draws one by one, without joining or turning them around."""


@dataclass(frozen=True)
class CardFrame:
    """What stands on every card: the site's name and address, and a warning if all is made up."""

    site_name: str
    address: str
    warning: str = ""


def draw_card(card: Card, frame: CardFrame, until: str) -> bytes:
    """The picture as PNG: the same card gives the same bytes. ``until`` says to which day the data
    of the card reach."""
    image = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(image)
    kind, name = plain(card.kind), unicodedata.normalize("NFC", plain(card.name))
    if is_drawable(name):
        draw.text((_MARGIN, 88), _cut(_safe(kind), _font(30, 400), _INNER), _MUTED, _font(30, 400))
    bottom = _name(draw, name if is_drawable(name) else _safe(kind), 144)
    if card.figures:
        _figures(draw, card, max(bottom + 26, 330))
    elif card.note:
        lines = _wrapped(plain(card.note), _font(34, 400), _INNER, 3)
        for number, line in enumerate(lines):
            draw.text((_MARGIN, bottom + 26 + 48 * number), line, _MUTED, _font(34, 400))
    _foot(draw, frame, until)
    final = image.point([round(level * (_GREYS - 1) / 255) for level in range(256)])
    final = final.convert("P")
    final.putpalette(_PALETTE)
    ImageDraw.Draw(final).rectangle((0, 0, SIZE[0], 18), fill=_ACCENT)
    stream = io.BytesIO()
    final.save(stream, "PNG", bits=4, compress_level=6)
    return stream.getvalue()


def is_drawable(text: str) -> bool:
    """True if the font has every mark of the text."""
    return all(any(lo <= ord(mark) <= hi for lo, hi in _LETTERS) for mark in text)


def card_key(card: Card, frame: CardFrame, until: str) -> str:
    """Names the picture by everything that it is made from."""
    parts = [_VERSION, *_versions(), asdict(card), asdict(frame), until]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=1)
def _versions() -> tuple[str, ...]:
    return tuple(importlib.metadata.version(name) for name in ("pillow", "fontpkg-noto-sans"))


class CardShelf:
    """Keeps the pictures of earlier builds, so that only new ones are drawn."""

    def __init__(self, folder: Path, frame: CardFrame) -> None:
        self._folder = folder
        self._frame = frame

    def draw(self, cards: Sequence[tuple[Card, str]], processes: int) -> None:
        """Draw what is not there yet. Each card comes with the words for the days of its data; what
        no card asks for is removed."""
        self._folder.mkdir(parents=True, exist_ok=True)
        wanted = {self._path(card, until): (card, until) for card, until in cards}
        for path in self._folder.iterdir():
            if path not in wanted:
                path.unlink()
        missing = sorted(path for path in wanted if not path.is_file())
        jobs = [(path, *wanted[path], self._frame) for path in missing]
        if processes <= 1 or len(jobs) <= _FEW:
            list(map(_draw_to, jobs))
            return
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(max_workers=processes, mp_context=context) as pool:
            list(pool.map(_draw_to, jobs, chunksize=_CHUNK))

    def picture(self, card: Card, until: str) -> bytes:
        """The picture of a card that was drawn."""
        return self._path(card, until).read_bytes()

    def _path(self, card: Card, until: str) -> Path:
        return self._folder / f"{card_key(card, self._frame, until)}.png"


def _draw_to(job: tuple[Path, Card, str, CardFrame]) -> None:
    path, card, until, frame = job
    fresh = path.with_suffix(".new")
    fresh.write_bytes(draw_card(card, frame, until))
    fresh.replace(path)


def _name(draw: ImageDraw.ImageDraw, name: str, top: int) -> int:
    """Draw the name as large as it fits in two lines; return where it ends."""
    for size in (76, 64, 52, 44):
        font = _font(size, 700)
        lines = _wrapped(name, font, _INNER, 2)
        if not lines[-1].endswith("…"):
            break
    for number, line in enumerate(lines):
        draw.text((_MARGIN, top + round(size * 1.18) * number), line, _BLACK, font)
    return top + round(size * 1.18) * len(lines)


def _figures(draw: ImageDraw.ImageDraw, card: Card, top: int) -> None:
    count = len(card.figures)
    gap = 40
    width = (_INNER - gap * (count - 1)) // count
    for number, figure in enumerate(card.figures):
        left = _MARGIN + number * (width + gap)
        draw.rectangle((left, top, left + width, top + 3), fill=_BLACK)
        small, detail = _font(24, 600), _font(22, 400)
        draw.text((left, top + 16), _cut(_safe(figure.label), small, width), _BLACK, small)
        amount = _safe(figure.amount)
        size = next(
            (s for s in (52, 44, 36, 30, 26) if _font(s, 700).getlength(amount) <= width), 26
        )
        large = _font(size, 700)
        draw.text((left, top + 104), _cut(amount, large, width), _BLACK, large, anchor="ls")
        for line_number, line in enumerate(_wrapped(_safe(figure.detail), detail, width, 2)):
            draw.text((left, top + 120 + 28 * line_number), line, _MUTED, detail)


def _foot(draw: ImageDraw.ImageDraw, frame: CardFrame, until: str) -> None:
    """Two lines: the site and perhaps a warning, its address and the days of the data."""
    top = 548
    draw.rectangle((_MARGIN, top - 14, SIZE[0] - _MARGIN, top - 13), fill=_LINE)
    bold, light = _font(28, 700), _font(24, 400)
    for bottom, left, font, shade, right in (
        (top + 30, frame.site_name, bold, _BLACK, frame.warning),
        (top + 62, frame.address, light, _MUTED, until),
    ):
        said = _cut(_safe(right), light, _INNER)
        draw.text((SIZE[0] - _MARGIN, bottom), said, _MUTED, light, anchor="rs")
        room = int(_INNER - light.getlength(said) - 40)
        draw.text((_MARGIN, bottom), _cut(_safe(left), font, room), shade, font, anchor="ls")


def _safe(text: str) -> str:
    return "".join(mark for mark in plain(text) if is_drawable(mark))


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int, limit: int) -> Sequence[str]:
    """The text in at most ``limit`` lines; the last is cut if the text is longer."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    lines = [_cut(line, font, width) for line in lines]
    if len(lines) > limit:
        lines = [*lines[: limit - 1], _cut(f"{lines[limit - 1]}…", font, width, is_cut=True)]
    return lines


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int, is_cut: bool = False) -> str:
    """The text, shortened until it fits, with an ellipsis where it was cut."""
    if font.getlength(text) <= width:
        return text
    text = text.removesuffix("…") if is_cut else text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


@lru_cache(maxsize=32)
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    with as_file(files("fontpkg_noto_sans") / "files" / _FONT) as path:
        # The plain layout: that of raqm depends on a library of the machine.
        font = ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
    axes = {b"Weight": weight, b"Width": 100}
    font.set_variation_by_axes([axes[axis["name"]] for axis in font.get_variation_axes()])
    return font
