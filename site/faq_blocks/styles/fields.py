"""Choosing a style in forms: for blocks, and for the list of a whole page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from faq_blocks.styles.base import SETTINGS
from faq_blocks.styles.registry import LENGTH, SEPARATOR, heeded, labels, style_entries


class StyleSelect(forms.Select):
    """A choice among the styles of now. What is stored stays chosen while its plugin is switched off."""

    def __init__(self, *, empty_label: Any, own_style: str = "", **kwargs: Any) -> None:
        """`own_style` is the style that an empty choice stands for, "" where that is not known here."""
        super().__init__(**kwargs)
        self.empty_label, self.own_style = empty_label, own_style

    def offered(self, chosen: str = "") -> list[tuple[str, str]]:
        """Return the names and labels to choose from, `chosen` always among them."""
        found = [("", str(self.empty_label)), *labels()]
        return found if chosen in dict(found) else [*found, (chosen, switched_off(chosen))]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        self.choices = self.offered(value[0] if value else "")
        return super().optgroups(name, value, attrs)


def switched_off(name: str) -> str:
    """Return the label of a style that is stored and not there."""
    return _("%(name)s (switched off)") % {"name": name}


class StyleSelectAdapter(WidgetAdapter):
    """For blocks, whose one form in the page serves all values; faq_blocks/js/style.js adds what is stored."""

    js_constructor = "sanad.FaqStyleSelect"

    def js_args(self, widget: StyleSelect) -> list[Any]:
        return [widget.offered(), switched_off("%s"), {"all": list(SETTINGS), "heeded": heeded(), "own": widget.own_style}]

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(js=[versioned_static("wagtailadmin/js/telepath/widgets.js"), "faq_blocks/js/style.js"])


register(StyleSelectAdapter(), StyleSelect)


class StyleField(forms.CharField):
    """The form field of a style: a name that is there, or one that a plugin may bring back."""

    def __init__(self, *, empty_label: Any, own_style: str = "", **kwargs: Any) -> None:
        widget = StyleSelect(empty_label=empty_label, own_style=own_style)
        super().__init__(max_length=LENGTH, required=False, widget=widget, **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (any(each.name == value for each in style_entries()) or (value.isidentifier() and SEPARATOR in value)):
            raise forms.ValidationError(_("There is no such style."))
