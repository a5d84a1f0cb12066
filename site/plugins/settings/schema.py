"""What a plugin says of its settings: a form of Django's, with a few things more."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, TypeVar

from django import forms
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from plugins.naming import owner_for
from plugins.registry import Registry
from plugins.shield import describe

CLEAR = "-clear"  # ends the name of the box by which a secret is removed


class SecretField(forms.CharField):
    """A text that is never shown again once it is stored, such as a password. Left empty, it stays.

    A CharField whose widget is a PasswordInput is treated alike.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.PasswordInput(attrs={"autocomplete": "new-password"}))
        super().__init__(**kwargs)


# Files, rows of the database, and what is sent in several parts.
_NOT_KEPT = (forms.FileField, forms.ModelChoiceField, forms.MultiValueField)
_ALWAYS_LEFT_TO_RIGHT = (forms.URLField, forms.EmailField, SecretField)

schemas: Registry[type[SettingsForm]] = Registry("settings")
Schema = TypeVar("Schema", bound="type[SettingsForm]")


class SettingsForm(forms.Form):
    """The settings of a plugin. `Meta.translatable` names the texts that can differ between languages.

    Values are kept as JSON: all fields but those for files and for rows of the database can be used. `clean()` is asked
    for the values of all languages, the `clean_<field>()` of a translatable text also for those of each.
    """

    class Meta:
        translatable: tuple[str, ...] = ()

    def __init__(self, *args: Any, language: str = "", stored: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        """`language` is empty for all; `stored` is what the database holds for it."""
        self.language = language
        self.stored = dict(stored or {})
        initial = {name: self._shown(name) for name in self.stored if name not in secret_fields(type(self))}
        kwargs.setdefault("prefix", language or None)
        kwargs["initial"] = initial
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.CharField):
                field.widget.attrs.setdefault("dir", "ltr" if isinstance(field, _ALWAYS_LEFT_TO_RIGHT) else "auto")
        if language:
            self._be_of_language()
        else:
            self._keep_secrets()

    def _shown(self, name: str) -> Any:
        """What is stored, as the form takes it. A moment is text in UTC there, and to be shown in the zone of whoever looks."""
        value, field = self.stored[name], type(self).base_fields.get(name)
        if isinstance(field, forms.DateTimeField):
            with suppress(forms.ValidationError):
                return field.to_python(value)
        return value

    def _be_of_language(self) -> None:
        right_to_left = get_language_info(self.language)["bidi"]
        self.fields = {name: self.fields[name] for name in translatable_fields(type(self))}
        for name, field in self.fields.items():
            field.required = False
            field.initial = None
            field.widget.attrs["lang"] = self.language
            if not isinstance(field, _ALWAYS_LEFT_TO_RIGHT):
                field.widget.attrs["dir"] = "rtl" if right_to_left else "ltr"
            self.initial.setdefault(name, "")

    def _keep_secrets(self) -> None:
        for name in secret_fields(type(self)):
            if self.stored.get(name):
                field = self.fields[name]
                if not field.required:
                    self.fields[name + CLEAR] = forms.BooleanField(
                        required=False, label=_("Remove: %(name)s") % {"name": field.label or name}
                    )
                field.required = False
                field.help_text = _("Something is stored, and not shown. Leave this empty to keep it.")

    def _clean_form(self) -> None:
        if not self.language:  # a part of the values would be too few for the plugin's clean()
            super()._clean_form()  # type: ignore[misc]

    def storable(self) -> dict[str, Any]:
        """Return the values of a valid form as they are stored: what JSON can hold.

        What was never set and is as it was shown is left out. It stays what the plugin proposes, in each language its own.
        """
        values = {}
        for name in [name for name in type(self).base_fields if name in self.fields]:
            value = self.cleaned_data.get(name)
            if name in secret_fields(type(self)) and not value:
                value = "" if self.cleaned_data.get(name + CLEAR) else self.stored.get(name, "")
            if value not in ("", None) if self.language else name in self.stored or name in self.changed_data:
                field = self.fields[name]
                # A form shows times in the zone of whoever looks; stored is the moment.
                values[name] = value if isinstance(field, forms.DateTimeField) else field.prepare_value(value)
        return values


def register_settings(schema: Schema) -> Schema:
    """Let this be the settings of the plugin whose code it stands in. Returns it, so that it can decorate a class.

    Raises ValueError for fields that cannot be kept, and when it belongs to no plugin.
    """
    slug = owner_for(schema)
    if not slug:
        raise ValueError(f"{describe(schema)} belongs to no plugin.")
    if not issubclass(schema, SettingsForm):
        raise ValueError(f"{describe(schema)} must be derived from sanad.SettingsForm.")
    for name, field in schema.base_fields.items():
        if isinstance(field, _NOT_KEPT):
            raise ValueError(f"{describe(schema)}.{name}: {type(field).__name__} cannot be a setting; keep a name or an id.")
    for name in translatable_fields(schema):
        if not isinstance(schema.base_fields.get(name), forms.CharField):
            raise ValueError(f"{describe(schema)}.Meta.translatable names {name!r}, which is no CharField of it.")
        if name in secret_fields(schema):
            raise ValueError(f"{describe(schema)}.{name} is secret, so it cannot be translatable.")
    schemas.add(schema, name=slug, owner=slug)
    return schema


def schema_of(slug: str) -> type[SettingsForm] | None:
    """Return what the settings of a plugin are, active or not; None when it has none, or is not loaded."""
    return next((each.entry for each in schemas.entries_of(slug)), None)


def translatable_fields(schema: type[SettingsForm]) -> tuple[str, ...]:
    """Return the names of the fields that can differ between languages."""
    return tuple(getattr(schema.Meta, "translatable", ()))


def secret_fields(schema: type[SettingsForm]) -> frozenset[str]:
    """Return the names of the fields whose values are not shown."""
    return frozenset(name for name, field in schema.base_fields.items() if isinstance(field.widget, forms.PasswordInput))
