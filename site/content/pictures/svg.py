"""SVG files are programs to a browser: only those that draw, and nothing else, are taken."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError  # nosec B405 # types alone; defusedxml reads

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SVG_MOST_BYTES = 2 * 1024 * 1024
MOST_ELEMENTS = 20_000

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"

_DRAWING_NAMES = (
    "svg g defs symbol use path rect circle ellipse line polyline polygon text tspan textPath title desc metadata"
    " linearGradient radialGradient stop clipPath mask pattern image marker style filter switch view"
    " feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
    " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology"
    " feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)
_DRAWING = frozenset(_DRAWING_NAMES.split())
# Read without zeros, for in UTF-16 they stand between the letters.
_STYLESHEET = re.compile(rb"<\?xml-stylesheet", re.IGNORECASE)
_WITHIN = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|webp|gif);base64,)", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^)\"']*)", re.IGNORECASE)
_ACTIVE_STYLE = re.compile(r"@import|expression\s*\(|-moz-binding|behavior\s*:", re.IGNORECASE)


def svg_problem(data: bytes) -> str | Promise | None:
    """Return why an SVG file is not taken, or None. Its text is read as XML, so that no encoding hides anything.

    Refused: entities and other bombs, scripts, event handlers, HTML in it, animation, and whatever lies outside the file.
    """
    if len(data) > SVG_MOST_BYTES:
        return _("This SVG file is larger than 2 MB. Save it as PNG or WebP instead.")
    try:
        root = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        return _("This SVG file defines entities, which can burst or read other files. Export it again as plain SVG.")
    except (ParseError, ValueError, LookupError, RecursionError):
        return _("This file is no readable SVG. Export it again, or save the picture as PNG.")
    if _parts(root.tag)[1] != "svg":
        return _("This file is no readable SVG. Export it again, or save the picture as PNG.")
    if _STYLESHEET.search(data.replace(b"\x00", b"")):
        return _("This SVG file takes its styles from another file. Export it with everything inside.")
    for number, element in enumerate(root.iter()):
        if number > MOST_ELEMENTS:
            return _("This SVG file has too many parts. Save it as PNG or WebP instead.")
        if problem := _element_problem(element):
            return problem
    return None


def _element_problem(element: Element) -> str | Promise | None:
    if not isinstance(element.tag, str):
        return None  # a comment
    space, name = _parts(element.tag)
    # What drawing programs note in namespaces of their own does nothing in a browser.
    if space == XHTML or (space in ("", SVG) and name not in _DRAWING):
        text = _("This SVG file holds more than a drawing (<%(element)s>), which could act in readers' browsers. Remove it.")
        return text % {"element": name[:30]}
    for key, value in element.attrib.items():
        attribute = _parts(key)[1].lower()
        if attribute.startswith("on"):
            text = _("This SVG file holds a script (%(attribute)s), which could act in readers' browsers. Remove it.")
            return text % {"attribute": attribute[:30]}
        if attribute in ("href", "src") and not _WITHIN.match(value):
            return _outside(value)
        if outside := _outside_in_style(value):
            return outside
    return _outside_in_style(element.text or "") if name == "style" else None


def _outside_in_style(value: str) -> str | Promise | None:
    if _ACTIVE_STYLE.search(value):
        return _outside(value)
    return next((_outside(each) for each in _URL.findall(value) if not _WITHIN.match(each)), None)


def _outside(value: str) -> str | Promise:
    text = _("This SVG file points outside itself (%(address)s). Export it with everything inside.")
    return text % {"address": value.strip()[:60]}


def _parts(tag: str) -> tuple[str, str]:
    space, _brace, name = tag.rpartition("}")
    return space.lstrip("{"), name
