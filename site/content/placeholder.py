"""Stands in for a block whose type is unknown, for example of a plugin that is switched off: keeps the data, shows nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock

# In the form every placeholder travels under this one type, so that the editor's script needs to know no other.
MISSING = "missing_block"
SALT = "content.placeholder"


class PlaceholderBlock(Block):
    """A value that is raw JSON from beginning to end."""

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def normalize(self, value: Any) -> Any:
        return value

    def clean(self, value: Any) -> Any:
        return value

    def render(self, value: Any, context: Any = None) -> str:
        return ""

    def get_form_state(self, value: Any) -> str:
        return signing.dumps([self.name, value], salt=SALT, compress=True)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        return value


class TamperedBlock(PlaceholderBlock):
    """What comes out of a form whose sealed data was changed on the way: refuses to be saved."""

    def clean(self, value: Any) -> Any:
        raise ValidationError(_("The stored data of this block did not come back unharmed. Reload the page and edit again."))


class MissingBlock(CharBlock):
    """The form of every placeholder: the sealed data in a hidden field, and a sentence that says why."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label=_("Block of a part that is switched off"), icon="warning", **kwargs)
        self.field.widget = forms.HiddenInput()

    class Meta:
        help_text = _("Its content is kept as it is. Switch the plugin on to edit or show it.")


@lru_cache(maxsize=256)
def placeholder(name: str) -> PlaceholderBlock:
    """Return the placeholder for a type name."""
    block = PlaceholderBlock()
    block.set_name(name)
    return block


def unseal(sealed: str) -> tuple[str, Any] | None:
    """Return type name and raw value from a form's hidden field, or None when it was tampered with."""
    try:
        name, value = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(name), value
