"""How questions and answers look: the accordion, and what plugins bring besides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter

from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry
from plugins.shield import shielded

ACCORDION = "accordion"
SEPARATOR = "__"
LENGTH = 100


@dataclass(frozen=True, slots=True)
class FaqStyle:
    """A way to show a list of questions and answers.

    `name` is stored with the content and must never change. `template` shows one list: it gets `value` with heading,
    first_open and one_open, `entries` with anchor, question and answer (rich text) each, and `group`, a name that the
    questions share where only one may be open. Answers must be readable without scripts, and keep their anchors as ids.
    `css` and `js` are names of static files that pages with this style load; scripts are loaded as modules.
    """

    name: str
    label: Any
    template: str
    css: tuple[str, ...] = ()
    js: tuple[str, ...] = ()


styles: Registry[FaqStyle] = Registry("FAQ styles")


def register_faq_style(style: FaqStyle, *, order: int = 100) -> None:
    """Offer a style to editors. A plugin calls this in its `ready()`, with a name that begins with its slug: `river__tabs`.

    Lists that have chosen it are shown as accordions while the plugin is not active. Raises DuplicateEntryError when the
    name is taken, and ValueError when it does not begin with the plugin's slug or is too long.
    """
    owner = owner_for(style)
    own_name(style.name, owner, separator=SEPARATOR, what="FAQ style")
    if not style.name.isidentifier() or len(style.name) > LENGTH:
        raise ValueError(f"The name of a FAQ style must be made of up to {LENGTH} letters, digits and _; {style.name!r} is not.")
    styles.add(style, name=style.name, order=order, owner=owner)


def style_named(*names: str) -> Entry[FaqStyle]:
    """Return the style of the first of these names that is there, or else the accordion, with its owner."""
    there = {each.name: each for each in styles.entries()}
    return next(there[name] for name in (*names, ACCORDION) if name in there)


class StyleSelect(forms.Select):
    """A choice among the styles of now. What is stored stays chosen while its plugin is switched off."""

    def __init__(self, *, empty_label: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty_label = empty_label

    def offered(self, chosen: str = "") -> list[tuple[str, str]]:
        """Return the names and labels to choose from, `chosen` always among them."""
        found = [("", str(self.empty_label)), *((each.name, label_of(each)) for each in styles.entries())]
        return found if chosen in dict(found) else [*found, (chosen, switched_off(chosen))]

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        self.choices = self.offered(value[0] if value else "")
        return super().optgroups(name, value, attrs)


def label_of(style: Entry[FaqStyle]) -> str:
    """Return the label as text; the name where making it fails: a lazy label is code of a plugin, in every form."""
    return shielded(style.owner, f"label of the FAQ style {style.name}", partial(str, style.entry.label), style.name)


def switched_off(name: str) -> str:
    """Return the label of a style that is stored and not there."""
    return _("%(name)s (switched off)") % {"name": name}


class StyleSelectAdapter(WidgetAdapter):
    """For blocks, whose one form in the page serves all values; faq_blocks/js/style.js adds what is stored."""

    js_constructor = "sanad.FaqStyleSelect"

    def js_args(self, widget: StyleSelect) -> list[Any]:
        return [widget.offered(), switched_off("%s")]

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(js=[versioned_static("wagtailadmin/js/telepath/widgets.js"), "faq_blocks/js/style.js"])


register(StyleSelectAdapter(), StyleSelect)


class StyleField(forms.CharField):
    """The form field of a style: a name that is there, or one that a plugin may bring back."""

    def __init__(self, *, empty_label: Any, **kwargs: Any) -> None:
        super().__init__(max_length=LENGTH, required=False, widget=StyleSelect(empty_label=empty_label), **kwargs)

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not (styles.get(value) or (value.isidentifier() and SEPARATOR in value)):
            raise forms.ValidationError(_("There is no such style."))
