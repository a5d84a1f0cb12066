"""Settings of plugins: a form that says which there are, a page in the admin to change them, an object to read them from.

    from django import forms
    from sanad import SecretField, SettingsForm, plugin_settings, register_settings

    @register_settings
    class Settings(SettingsForm):
        text = forms.CharField(label=_("Text"), initial=_("Welcome"))
        colour = forms.ChoiceField(label=_("Colour"), choices=[("green", _("Green")), ("red", _("Red"))], initial="green")
        token = SecretField(label=_("Token"), required=False)

        class Meta:
            translatable = ("text",)

    plugin_settings("banner").text

What was never set has the `initial` of its field. A translatable text can be set for each language; where it is not, that
for all languages counts. Reading costs no query but the first one after a change: processes learn of changes as they learn
of plugins that are switched.
"""

from plugins.settings.reading import plugin_settings
from plugins.settings.schema import SecretField, SettingsForm, register_settings, schema_of

__all__ = ["SecretField", "SettingsForm", "plugin_settings", "register_settings", "schema_of"]
