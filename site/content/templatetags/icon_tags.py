"""Icons, for the blocks every room shows; `theme_tags` brings them along for whole pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from content.icon_paths import ICONS, MIRRORED

register = template.Library()


@register.simple_tag
def icon(name: str, *, mirror: bool | None = None, cls: str = "") -> SafeString:
    """Return an inline picture that says nothing to screen readers: the words beside it do.

    `mirror` turns it in languages that run from right to left; left out, the icon knows. An unknown name gives a page.
    """
    turned = name in MIRRORED if mirror is None else mirror
    classes = " ".join(filter(None, ["icon", "mirror" if turned else "", cls]))
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        classes,
        mark_safe(ICONS.get(name, ICONS["page"])),  # noqa: S308  # nosec B308 # our own drawings
    )
