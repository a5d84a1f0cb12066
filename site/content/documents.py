"""What is told of a document, and to whom."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _
from wagtail.models import CollectionViewRestriction

from content.audiences import Audience, Reader
from content.digits import in_digits_of

# By the ending of the file; what is not here is told by its ending alone.
_KINDS = {
    "csv": _("CSV table"),
    "doc": _("Word document"),
    "docx": _("Word document"),
    "gz": _("archive"),
    "ics": _("calendar file"),
    "md": _("text"),
    "mp3": _("sound"),
    "mp4": _("video"),
    "odp": _("presentation"),
    "ods": _("spreadsheet"),
    "odt": _("text document"),
    "ogg": _("sound"),
    "ppt": _("PowerPoint presentation"),
    "pptx": _("PowerPoint presentation"),
    "rtf": _("text document"),
    "txt": _("text"),
    "webm": _("video"),
    "xls": _("Excel spreadsheet"),
    "xlsx": _("Excel spreadsheet"),
    "zip": _("ZIP archive"),
}


def kind_words(document: Any) -> str:
    """Return what sort of file it is, in the active language: "Word document", or "PDF" for what has no other name."""
    ending = str(document.file_extension).lower()
    return str(_KINDS.get(ending, ending.upper()))


def size_words(document: Any, language: str) -> str:
    """Return the size as "1.2 MB" in the digits of a language; "" when the file is not there."""
    size = document.get_file_size()
    return in_digits_of(filesizeformat(size).replace("\xa0", " "), language) if size else ""


def may_download(document: Any, reader: Reader) -> bool:
    """Tell whether a reader gets this document, by the rules of its collection and those above it.

    A password lets everybody try: Wagtail asks for it. Two queries.
    """
    if reader.sees_all:
        return True
    rules = CollectionViewRestriction.objects.filter(
        collection__in=document.collection.get_ancestors(inclusive=True)
    ).prefetch_related("groups")
    return all(_admits(each, reader) for each in rules)


def _admits(rule: CollectionViewRestriction, reader: Reader) -> bool:
    if rule.restriction_type == CollectionViewRestriction.LOGIN:
        return reader.level >= Audience.CUSTOMER
    if rule.restriction_type == CollectionViewRestriction.GROUPS:
        return any(group.pk in reader.group_ids for group in rule.groups.all())
    return True
