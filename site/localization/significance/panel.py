"""The questions about translation in the form of a source."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import DraftStateMixin

from localization.models import Level
from localization.significance.asking import LEVELS, PREFIX, Said, is_asked_about, said_before, said_in
from localization.significance.comparing import Difference, difference_of
from localization.significance.outdating import Outdating, names_of, outdated_by_publishing

HINTS = {
    Level.TYPO: _("spelling, punctuation, style: translations stay as they are"),
    Level.MEDIUM: _("something is said otherwise: translations are listed as outdated"),
    Level.MAJOR: _("readers would do something wrong: they are told, too, that the original is newer"),
}


class SignificancePanel(Panel):
    """How much the change matters, and whether translators may begin. It is not there for translations themselves."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("heading", _("Translations"))
        kwargs.setdefault("icon", "wagtail-localize-language")
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        """The panel of one page or snippet."""

        template_name = "localization/admin/significance_panel.html"

        @cached_property
        def is_asked(self) -> bool:
            """Whether there is something to translate from; Wagtail asks several times whether a panel is shown."""
            return self.request is not None and is_asked_about(self.instance)

        def is_shown(self) -> bool:
            """Not where there is nothing to translate from."""
            return bool(super().is_shown() and self.is_asked)

        @cached_property
        def said(self) -> Said:
            """What the form begins with: what was sent, where that is shown again."""
            return said_in(self.request.POST) or said_before(self.instance)

        @cached_property
        def outdating(self) -> Outdating:
            """The translations that a publishing leaves behind."""
            if not self.instance.pk:
                return Outdating([], [])
            return outdated_by_publishing(self.instance.translation_key, self.request.user)

        @cached_property
        def difference(self) -> Difference | None:
            """How the newest draft differs from what is published; None where there is nothing to compare."""
            instance = self.instance
            if not (instance.pk and isinstance(instance, DraftStateMixin) and instance.has_unpublished_changes):
                return None
            live = type(instance)._base_manager.filter(pk=instance.pk, live=True).first()
            return difference_of(live, instance) if live is not None else None

        @property
        def media(self) -> Media:
            """How it looks."""
            return Media(css={"all": [static("localization/css/admin-translations.css")]})

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The questions with their answers so far."""
            outdating, difference = self.outdating, self.difference
            return {
                **super().get_context_data(parent_context),
                "prefix": PREFIX,
                "said": self.said,
                "levels": [(each.value, each.label, HINTS[each]) for each in LEVELS],
                "has_translations": bool(outdating.fresh or outdating.already),
                "fresh": len(outdating.fresh),
                "fresh_names": names_of(outdating.fresh),
                "already": len(outdating.already),
                "already_names": names_of(outdating.already),
                "difference": difference,
                "suggested": difference.level if difference else None,
            }
