"""How the translations of a page or snippet stand, beside its form."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import TranslatableMixin

from localization.dashboards.cells import OUTDATED, SOURCE, cells_of
from localization.dashboards.sources import site_locales
from localization.deciding.selectors import offers_for
from localization.links import link_to
from localization.models import Level, SourceChange
from localization.significance.asking import LEVELS
from localization.significance.saying import changes_since, last_published
from localization.targets import translation_of


class TranslationsSidePanel(BaseSidePanel):
    """All languages with their states; for a translation also what changed in its original since."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle translations")
        icon_name = "wagtail-localize-language"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """With the number of what is outdated."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            cells = self.panel.cells
            return {**context, "count": sum(cell.state == OUTDATED for cell in cells)}

    name = "translations"
    title = _("Translations")
    template_name = "localization/admin/side_panel.html"
    order = 150

    def __init__(self, instance: Any, request: Any) -> None:
        super().__init__(instance, request)
        locales = site_locales()
        found = cells_of([instance], user=request.user, locales=locales)
        self.cells = list(found[instance.translation_key].values())

    @property
    def media(self) -> Media:
        """How it looks."""
        return Media(css={"all": [static("localization/css/admin-translations.css")]})

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The states, and what may be done."""
        row = translation_of(self.object)
        # What took the place of its source is one itself, though it has a row.
        translation = row if row is not None and row.source_locale_id != row.locale_id else None
        return {
            **super().get_context_data(parent_context),
            "origin": next((cell for cell in self.cells if cell.state == SOURCE), None),
            "cells": [cell for cell in self.cells if cell.state != SOURCE],
            "own_locale": self.object.locale_id,
            "translation": translation,
            "changes": told_changes(changes_since(translation)) if translation is not None and translation.based_on else [],
            "offers": offers_for(self.object, translation, self.request.user),
            **({} if translation is not None else self._published()),
            "csrf_token": get_token(self.request),
            "here": self.request.path,
        }

    def _published(self) -> dict[str, Any]:
        """What was said of what readers have, and where to say it otherwise."""
        change = last_published(self.object.translation_key)
        if change is None:
            return {}
        key = self.object.translation_key
        return {
            "published": change,
            "levels": LEVELS,
            "level_url": link_to("correct_level", key) if any(cell.translation for cell in self.cells) else "",
            "ready_url": "" if change.is_ready else link_to("say_ready", key),
        }


def told_changes(changes: list[SourceChange]) -> list[SourceChange]:
    """Leave out what is not worth a line: publishings without a change that matters, and without a note."""
    return [each for each in changes if each.level >= Level.MEDIUM or each.note]


def panel_for(instance: Any, request: Any) -> list[TranslationsSidePanel]:
    """Return the panel as a list, for the panels of a view; an empty one for what has no translations."""
    if not isinstance(instance, TranslatableMixin) or not instance.pk or getattr(instance, "alias_of_id", None):
        return []
    return [TranslationsSidePanel(instance, request)]


class TranslationsBeside:
    """For the edit view of a snippet: the panel after that of the status. What is saved while typing is answered without it."""

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's and ours."""
        panels: MediaContainer = super().get_side_panels()  # type: ignore[misc]
        if self.expects_json_response:  # type: ignore[attr-defined]
            return panels
        ours = panel_for(self.object, self.request)  # type: ignore[attr-defined]
        return MediaContainer([*panels[:1], *ours, *panels[1:]])
