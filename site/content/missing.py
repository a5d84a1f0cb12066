"""How a placeholder looks in the editor: what it is, how its content begins, and a hidden field that carries it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import register
from wagtail.admin.telepath.widgets import WidgetAdapter
from wagtail.blocks import FieldBlock


class SealedWidget(forms.HiddenInput):
    """The sealed data of a placeholder; content/js/stream.js shows what it is."""

    show_add_comment_button = False

    def format_value(self, value: Any) -> Any:
        return value


class SealedWidgetAdapter(WidgetAdapter):
    js_constructor = "sanad.SealedWidget"

    def js_args(self, widget: SealedWidget) -> list[Any]:
        return []

    @cached_property
    def media(self) -> forms.Media:
        return forms.Media(
            js=[versioned_static("wagtailadmin/js/telepath/widgets.js"), "content/js/stream.js"],
            css={"all": ["content/css/placeholder.css"]},
        )


register(SealedWidgetAdapter(), SealedWidget)


class MissingBlock(FieldBlock):
    """The form of every placeholder, whatever it stands for."""

    def __init__(self, **kwargs: Any) -> None:
        self.field = forms.CharField(
            required=False,
            widget=SealedWidget,
            help_text=_("Its content is kept as it is. Switch the plugin on to edit or show it."),
        )
        super().__init__(label=_("Block of a part that is switched off"), icon="warning", **kwargs)

    def get_default(self) -> dict[str, str]:
        return {}

    def get_form_state(self, value: Any) -> Any:
        return value or {}
