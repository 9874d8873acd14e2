"""The colours of the charts: told apart by everybody, in both modes, and of no party."""

import colorsys
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from colorspacious import cspace_convert

from generator.charts.theme import COLOURS, DARK_COLOURS, Token, estimate_width

MODES = {"light": COLOURS, "dark": DARK_COLOURS}
SIGHTS = [None, "protanomaly", "deuteranomaly", "tritanomaly"]
"""Normal sight, and what the three kinds of colour blindness see at their strongest."""

IN_DEJAVU_SANS = {
    "US$300,000": 6.138,
    "R$1.25 m": 4.849,
    "MX$80,000": 5.683,
    "menos de 20,000": 8.74,
    "under 500,000": 7.381,
    "28 Nov 2020": 6.404,
    "WMO@%": 4.588,
}
"""Widths in ems that a browser measured: it is what ``system-ui`` is on many Linux machines."""


def rgb(colour: str) -> list[float]:
    return [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def seen(colour: str, sight: str | None) -> np.ndarray:
    if sight is None:
        return np.array(rgb(colour))
    space = {"name": "sRGB1+CVD", "cvd_type": sight, "severity": 100}
    return np.clip(cspace_convert(rgb(colour), space, "sRGB1"), 0, 1)


def distance(one: np.ndarray, other: np.ndarray) -> float:
    """In CAM02-UCS, where 1 is about the least that can be noticed side by side."""
    points = [cspace_convert(colour, "sRGB1", "CAM02-UCS") for colour in (one, other)]
    return float(np.linalg.norm(points[0] - points[1]))


def contrast(one: str, other: str) -> float:
    linear = [
        [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb(colour)]
        for colour in (one, other)
    ]
    dark, light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in linear)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("mode", MODES)
def test_exact_amounts_and_ranges_are_told_apart_by_every_eye(mode: str, sight: str | None) -> None:
    colours = MODES[mode]
    solid = seen(colours[Token.ACCENT], sight)
    for other in (Token.ACCENT_SOFT, Token.RANGE, Token.PAPER):
        assert distance(solid, seen(colours[other], sight)) > 15, other


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("mode", MODES)
def test_the_hatch_stands_out_from_its_ground_for_every_eye(mode: str, sight: str | None) -> None:
    colours = MODES[mode]
    line, ground = (seen(colours[token], sight) for token in (Token.RANGE, Token.ACCENT_SOFT))
    assert distance(line, ground) > 15


@pytest.mark.parametrize("colours", MODES.values(), ids=MODES)
def test_words_and_figures_have_the_contrast_that_wcag_asks_for(
    colours: Mapping[Token, str],
) -> None:
    paper = colours[Token.PAPER]
    assert contrast(colours[Token.INK], paper) >= 7
    assert contrast(colours[Token.MUTED], paper) >= 4.5
    assert contrast(colours[Token.ACCENT], paper) >= 4.5
    assert contrast(colours[Token.RANGE], paper) >= 3


@pytest.mark.parametrize("colours", MODES.values(), ids=MODES)
def test_no_colour_is_the_red_or_the_blue_of_a_party(colours: Mapping[Token, str]) -> None:
    for token, colour in colours.items():
        hue, _, saturation = colorsys.rgb_to_hls(*rgb(colour))
        degrees = hue * 360
        is_neutral = saturation < 0.25 or token in (Token.INK, Token.PAPER)
        assert is_neutral or 120 <= degrees <= 190, f"{token}: hue {degrees:.0f}"


@pytest.mark.parametrize(("mode", "block"), [("light", 0), ("dark", 1)])
def test_both_modes_are_those_of_the_page(repo_root: Path, mode: str, block: int) -> None:
    css = (repo_root / "site_src/assets/css/site.css").read_text(encoding="utf-8")
    rules = re.findall(r"\{([^{}]*--pfb-ink:[^{}]*)\}", css)[block]
    found = dict(re.findall(r"(--pfb-[\w-]+):\s*(#[0-9a-f]{6})", rules))
    assert {token: found[token] for token in Token} == dict(MODES[mode])


@pytest.mark.parametrize("text", IN_DEJAVU_SANS)
def test_no_text_is_wider_than_its_estimate_in_the_widest_system_font(text: str) -> None:
    assert IN_DEJAVU_SANS[text] <= estimate_width(text, 1) <= 1.12 * IN_DEJAVU_SANS[text]
