"""The form in which pages are edited."""

from __future__ import annotations

from typing import Any

from django.forms import Textarea, TextInput
from django.utils.translation import gettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from content.addresses import is_reserved

MOST_TRIES = 1000


class HelpPageForm(WagtailAdminPageForm):
    """Says of an address that is taken what is free instead."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, (TextInput, Textarea)):
                field.widget.attrs.setdefault("dir", "auto")  # texts are in the page's language, not in the editor's
        if audience := self.fields.get("audience"):
            # A page of the wiki is never for everybody, whatever is stored.
            least = self.instance.minimum_audience
            audience.choices = [choice for choice in audience.choices if choice[0] == "" or int(choice[0]) >= least]
            self.initial["audience"] = max(self.initial.get("audience") or 0, least)

    def clean(self) -> Any:
        """Look at the slug in its place."""
        slug = self.cleaned_data.get("slug")
        cleaned = super().clean()
        if slug and self.parent_page is not None:
            if self._is_taken(slug):
                words = gettext("Another page here has the address “%(slug)s” already. “%(free)s” is free.")
            elif is_reserved(self.parent_page, slug):
                words = gettext("“%(slug)s” is an address of the site itself. “%(free)s” is free.")
            else:
                return cleaned
            self.cleaned_data.pop("slug", None)
            self._errors["slug"] = self.error_class([words % {"slug": slug, "free": self._free(slug)}])
        return cleaned

    def _is_taken(self, slug: str) -> bool:
        return not Page._slug_is_available(slug, self.parent_page, self.instance)

    def _free(self, slug: str) -> str:
        numbered = (f"{slug[:240]}-{number}" for number in range(2, MOST_TRIES))
        return next((each for each in numbered if not self._is_taken(each)), slug)
