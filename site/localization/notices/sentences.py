"""What notices say, in the language that is active."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from content.templatetags.date_tags import local_date
from localization.languages import language_info
from localization.links import link_to
from localization.models import Notice
from localization.notices.selectors import actors_of
from localization.notices.telling import Told

FSI, PDI = "\u2068", "\u2069"


@dataclass(frozen=True)
class Said:
    """A notice for its reader: `link` is a path, "" where there is nothing to open."""

    notice: Notice
    sentence: str
    note: str
    link: str


def said_of(notices: list[Notice]) -> list[Said]:
    """Return the notices in words. One query for all their names."""
    names = actors_of(notices)
    return [_said(each, names.get(each.details.get("actor"), "")) for each in notices]


def _said(notice: Notice, name: str) -> Said:
    row = notice.translation
    values: dict[str, Any] = {"person": f"{FSI}{name or gettext('Somebody')}{PDI}"}
    if row is not None:
        language = language_info(row.locale.language_code).name
        title = " ".join(row.title.split()) or gettext("a page without a title")  # it may stand in the subject of a mail
        values |= {"title": f"{FSI}{title}{PDI}", "language": f"{FSI}{language}{PDI}"}
    if day := notice.details.get("due"):
        values["day"] = local_date(date.fromisoformat(day))
    if notice.job is not None:
        values["job"] = f"{FSI}{' '.join(notice.job.title.split())}{PDI}"
    return Said(notice, _words(notice, values), notice.details.get("note", ""), _link(notice))


def _words(notice: Notice, values: dict[str, Any]) -> str:
    if notice.kind == Told.REQUESTED:
        count = notice.details.get("count", 0)
        words = ngettext(
            "%(person)s asks you for %(count)d translation: %(job)s",
            "%(person)s asks you for %(count)d translations: %(job)s",
            count,
        )
        return words % {"person": values["person"], "job": values.get("job", ""), "count": count}
    sentences: dict[str, str] = {
        Told.ASSIGNED: gettext("%(person)s assigned to you: %(title)s (%(language)s)"),
        Told.RELEASED: gettext("%(person)s gave back to the team: %(title)s (%(language)s)"),
        Told.SUBMITTED: gettext("%(person)s asks for a review: %(title)s (%(language)s)"),
        Told.RETURNED: gettext("%(person)s sent back: %(title)s (%(language)s)"),
        Told.PUBLISHED: gettext("Approved and published: %(title)s (%(language)s)"),
        Told.SOURCE_CHANGED: gettext("The source has changed: %(title)s (%(language)s)"),
        Told.CLOSED: gettext("Unpublished, for fewer people may read its source now: %(title)s (%(language)s)"),
        Told.DUE_SOON: gettext("Due on %(day)s: %(title)s (%(language)s)"),
        Told.OVERDUE: gettext("Overdue since %(day)s: %(title)s (%(language)s)"),
    }
    return sentences.get(notice.kind, "%(title)s (%(language)s)") % ({"title": "", "language": "", "day": ""} | values)


def _link(notice: Notice) -> str:
    if notice.job_id is not None:
        return link_to("job", notice.job_id)
    if notice.translation_id is None:
        return ""
    return link_to("review" if notice.kind == Told.SUBMITTED else "edit", notice.translation_id) or link_to("queue")
