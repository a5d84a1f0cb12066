"""Draws a card: the title on the accent's dark shade, the bracket that holds the dot, and the name of the site."""

from __future__ import annotations

import colorsys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont, features

from theme.social.cards import Card

SIZE = WIDTH, HEIGHT = 1200, 630  # what other sites show whole: 1.91 to 1
MARGIN = 84
BIGGEST, SMALLEST, STEP = 88, 44, 4
LINES = 4
LEADING = 1.34  # Arabic needs more than Latin
TITLE_HEIGHT = 370
WHITE, DOT, FAINT = (255, 255, 255), (240, 166, 58), (226, 236, 231)
DEEP, LINE = 0.19, 0.34  # lightness of the ground and of the bracket


def png_of(card: Card) -> bytes:
    """Return the card as a PNG of 1200 by 630."""
    image = Image.new("RGB", SIZE, _shade(card.accent, DEEP))
    draw = ImageDraw.Draw(image)
    _draw_mark(draw, card)
    _draw_title(draw, card)
    if card.site_name:
        font = ImageFont.truetype(card.name_font, 34)
        at = (_edge(card, 74), HEIGHT - MARGIN + 2)
        draw.text(at, card.site_name, font=font, fill=FAINT, anchor=_anchor(card, "m"), **_shaping(card.direction))
    out = BytesIO()
    image.quantize(96).save(out, "PNG", optimize=True)
    return out.getvalue()


def wrapped(text: str, width: float, length: Callable[[str], float]) -> list[str]:
    """Break a text into lines no longer than `width`: between words, and within words that are too long for a line."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if length(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        while length(word) > width and len(word) > 1:
            cut = next(end for end in range(len(word) - 1, 0, -1) if end == 1 or length(word[:end]) <= width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line else lines


def _draw_title(draw: ImageDraw.ImageDraw, card: Card) -> None:
    shaping = _shaping(card.title_direction)
    width = WIDTH - 2 * MARGIN
    for size in range(BIGGEST, SMALLEST - 1, -STEP):
        font = ImageFont.truetype(card.title_font, size)
        length = partial(draw.textlength, font=font, **shaping)
        lines = wrapped(card.title, width, length)
        if len(lines) <= LINES and len(lines) * size * LEADING <= TITLE_HEIGHT:
            break
    else:
        lines = lines[: int(TITLE_HEIGHT // (SMALLEST * LEADING))]
        lines[-1] = _shortened(lines[-1], width, length)
    top = MARGIN + size * LEADING / 2
    for number, line in enumerate(lines):
        at = (_edge(card, 0), top + number * size * LEADING)
        draw.text(at, line, font=font, fill=WHITE, anchor=_anchor(card, "m"), **shaping)


def _shortened(line: str, width: float, length: Callable[[str], float]) -> str:
    while line and length(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _draw_mark(draw: ImageDraw.ImageDraw, card: Card) -> None:
    """The bracket along the edge where lines begin, and below; the dot that it holds stands before the site's name."""
    ink = _shade(card.accent, LINE)
    thick = 18
    side = (0, 0, thick, HEIGHT) if card.direction == "ltr" else (WIDTH - thick, 0, WIDTH, HEIGHT)
    draw.rectangle(side, fill=ink)
    draw.rectangle((0, HEIGHT - thick, WIDTH, HEIGHT), fill=ink)
    x, y, r = _edge(card, 24), HEIGHT - MARGIN, 22
    arm = 11 if card.direction == "ltr" else -11
    draw.line([(x - 3 * arm, y - 26), (x - 3 * arm, y + 30), (x + 3 * arm, y + 30)], fill=WHITE, width=10)
    draw.ellipse((x - r + arm / 3, y - r - 2, x + r + arm / 3, y + r - 2), fill=DOT)


def _edge(card: Card, inset: float) -> float:
    return MARGIN + inset if card.direction == "ltr" else WIDTH - MARGIN - inset


def _anchor(card: Card, vertical: str) -> str:
    return ("l" if card.direction == "ltr" else "r") + vertical


def _shaping(direction: str) -> dict[str, Any]:
    # Only raqm takes a direction; without it there are no pictures of texts that need one.
    return {"direction": direction} if features.check("raqm") else {}


def _shade(accent: str, lightness: float) -> tuple[int, int, int]:
    """The accent's hue at a lightness that white text can be read on, whatever the accent is."""
    red, green, blue = (int(accent[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, _lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    shade = colorsys.hls_to_rgb(hue, lightness, min(saturation, 0.55))
    return (round(shade[0] * 255), round(shade[1] * 255), round(shade[2] * 255))
