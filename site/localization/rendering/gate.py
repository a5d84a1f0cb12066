"""No button of Wagtail's publishes a translation that is not ready: its editor, a list, its API, a workflow or a date."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.locales import code_of
from content.publishing import register_publish_gate, register_thing_gate
from localization.models import Translation
from localization.openness import is_more_open
from localization.rendering.publishing import too_open_sentence
from localization.snapshots import source_of


def refusal(target: Any, user: Any, revision: Any) -> str:
    """Return why what follows a source is not to be published; "" for all others.

    What was written in the page's own editor counts: it becomes words of the translation first. `revision` is None where it
    is asked whether a button should be offered; what nobody has taken over yet is looked at when it is pressed. Offering costs
    no query in the main language: few of its pages are translations, and pressing asks.
    """
    locale_id = getattr(target, "locale_id", None)
    if target.pk is None or locale_id is None or (revision is None and code_of(locale_id) == settings.LANGUAGE_CODE):
        return ""
    row = _translation_of(target)
    if row is None or (revision is not None and revision.approved_go_live_at is not None):
        return ""  # it was complete when it was given a date; refusing now would keep all from coming that wait for theirs
    return _unfinished(row, target, revision) or ("" if revision is None else _too_open(row, target))


def _too_open(row: Translation, target: Any) -> str:
    """What readers get is closed again at once where its source is closed to them: it is said before."""
    source = source_of(row) if isinstance(target, Page) else None
    if source is None:
        return ""
    is_wider = getattr(target, "audience", 0) < getattr(source, "audience", 0) or is_more_open(target, than=source)
    return too_open_sentence() if is_wider else ""


def _unfinished(row: Translation, target: Any, revision: Any) -> str:
    if row.units_done >= row.units_total:
        return ""
    if _is_written_in(row, target):
        if revision is None:
            return ""
        _harvest(row)
        if row.units_done >= row.units_total:
            return ""
    words = _("Not published: %(missing)d of %(total)d segments are not translated or not checked. Finish the translation first.")
    return words % {"missing": row.units_total - row.units_done, "total": row.units_total}


def _translation_of(target: Any) -> Translation | None:
    rows = Translation.objects.filter(is_synced=True).select_related("content_type")
    if isinstance(target, Page):
        return rows.filter(page_id=target.pk).first()
    kind = ContentType.objects.get_for_model(target, for_concrete_model=True)
    return rows.filter(content_type=kind, object_id=str(target.pk)).first()


def _is_written_in(row: Translation, target: Any) -> bool:
    """Tell whether there is a version that nobody has looked at for words. 0 is the first one."""
    latest = target.latest_revision_id
    return row.harvested != latest if row.harvested else bool(target.revisions.exclude(pk=latest).exists())


def _harvest(row: Translation) -> None:
    from localization.syncing.sync import translation_harvest

    translation_harvest(row)
    row.refresh_from_db(fields=["units_done", "units_total"])


def register() -> None:
    """Put the gate in; called once when the room is ready."""
    register_publish_gate(refusal, lambda _page, _user: False)
    register_thing_gate(refusal)
