from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, BinaryIO

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import Image

from content.pictures.svg import SVG_MOST_BYTES, svg_problem

Words = str | Promise

MILLION = 1_000_000
_HEAD = 2048

# How files begin that are taken for pictures by mistake. Names are those people know.
_NO_PICTURES: list[tuple[str, Callable[[bytes], bool]]] = [
    ("PDF", lambda head: head.startswith(b"%PDF")),
    ("ZIP", lambda head: head.startswith(b"PK\x03\x04")),
    ("Photoshop", lambda head: head.startswith(b"8BPS")),
    ("MP4", lambda head: head[4:8] == b"ftyp" and head[8:12] not in (b"avif", b"avis", b"heic", b"heix", b"mif1", b"msf1")),
    ("HEIC", lambda head: head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix")),
    ("HTML", lambda head: head.lstrip().lower().startswith((b"<!doctype html", b"<html"))),
    ("EPS", lambda head: head.startswith(b"%!PS")),
]


def picture_problem(name: str, file: BinaryIO) -> Words | None:
    """Return why a file is not taken as a picture, or None. Nothing of it is decoded: the header tells the size.

    `file` is read from its beginning and left there. A file that no one recognises is not told of: who opens it does that.
    """
    file.seek(0)
    head = file.read(_HEAD)
    try:
        for kind, is_of_kind in _NO_PICTURES:
            if is_of_kind(head):
                text = _("“%(name)s” is a file of the kind %(kind)s, not a picture. Save it as PNG or JPEG first.")
                return text % {"name": name, "kind": kind}
        if name.lower().endswith(".svg"):
            file.seek(0)
            return svg_problem(file.read(SVG_MOST_BYTES + 1))
        file.seek(0)
        return _too_many_pixels(file)
    finally:
        file.seek(0)


def most_pixels() -> int:
    """Return how many pixels a picture may have."""
    return int(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)


def _too_many_pixels(file: BinaryIO) -> Words | None:
    most = most_pixels()
    try:
        width, height = _size(file)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        text = _("This picture has far too many pixels; %(most)d million are allowed. Make it smaller, then upload it again.")
        return text % {"most": most // MILLION}
    except Exception:
        return None  # it is none that Pillow knows, or broken: who opens it says so
    if width * height <= most:
        return None
    text = _(
        "This picture has %(pixels)d million pixels (%(width)d × %(height)d); %(most)d million are allowed. "
        "Make it smaller, then upload it again: a width of 2,000 pixels is plenty."
    )
    return text % {"pixels": round(width * height / MILLION), "width": width, "height": height, "most": most // MILLION}


def _size(file: Any) -> tuple[int, int]:
    with warnings.catch_warnings():
        # The warning says what is found out here.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(file) as opened:  # reads the header only
            width, height = opened.size
            opened.fp = None  # the file is the caller's: it stays open
    return width, height
