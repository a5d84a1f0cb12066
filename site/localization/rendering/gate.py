"""No button of Wagtail's publishes a translation that is not ready: its editor, a list, its API, a workflow or a date."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.locales import code_of
from content.publishing import register_publish_gate
from localization.models import Translation


def refusal(page: Page, user: Any, revision: Any) -> str:
    """Return why a page that follows a source is not to be published; "" for all others. No query in the main language."""
    if page.pk is None or code_of(page.locale_id) == settings.LANGUAGE_CODE:
        return ""
    rows = Translation.objects.filter(page_id=page.pk, is_synced=True).values_list("units_done", "units_total")
    done, total = rows.first() or (0, 0)
    if done >= total:
        return ""
    words = _("Not published: %(missing)d of %(total)d segments are not translated or not checked. Finish the translation first.")
    return words % {"missing": total - done, "total": total}


def register() -> None:
    """Put the gate in; called once when the room is ready."""
    register_publish_gate(refusal, lambda _page, _user: False)
