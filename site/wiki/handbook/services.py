from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from content.locales import code_of
from content.private_files.storage import PRIVATE
from localization.languages import direction_of
from wiki.handbook.chapters import Chapter, chapters_of, space_for
from wiki.handbook.pdf import PangoMissing, pdf_from
from wiki.handbook.texts import chapters_write
from wiki.marks.pages import readable
from wiki.models import HandbookFile, SpacePage

logger = logging.getLogger(__name__)

KEPT = timedelta(days=1)
TAKES_AT_MOST = timedelta(hours=1)
"""After that a file still being made was given up: the worker that made it is gone."""
FOLDER = f"{PRIVATE}handbooks"
State = HandbookFile.State


def file_name(file: HandbookFile) -> str:
    """Where a file lies in the storage: in the folder of private files, at an address that nothing answers."""
    return f"{FOLDER}/{file.key}.pdf"


def handbook_ask(*, space: SpacePage, user: Any) -> HandbookFile:
    """Ask for a PDF; return the one that is being made, or the new one."""
    from wiki.handbook.tasks import handbook_make

    recent = HandbookFile.objects.filter(user=user, space_id=space.pk, asked__gt=timezone.now() - TAKES_AT_MOST)
    with transaction.atomic():
        known = recent.filter(state__in=[State.WAITING, State.RUNNING]).first()
        if known is not None:
            return known
        made = HandbookFile.objects.create(user=user, space_id=space.pk)
        transaction.on_commit(lambda: handbook_make.enqueue(made.pk))
    return made


def handbook_write(*, file_id: int) -> None:
    """Make a PDF that was asked for, as its reader may see the space now. Done twice it is made anew."""
    file = HandbookFile.objects.filter(pk=file_id).exclude(state=State.DONE).select_related("user").first()
    if file is None:
        return
    user = file.user
    space = space_for(pk=file.space_id, user=user)
    if space is None or not user.is_active:
        _note(file, state=State.FAILED, problem="closed")
        return
    try:
        pdf, page_ids = _pdf(file, space)
    except PangoMissing as error:
        logger.warning("A handbook could not be made: %s", error)
        _note(file, state=State.FAILED, problem="pango")
        return
    except Exception:
        logger.exception("A handbook could not be made.")
        _note(file, state=State.FAILED, problem="failed")
        return
    default_storage.delete(file_name(file))
    default_storage.save(file_name(file), ContentFile(pdf))
    _note(file, state=State.DONE, page_ids=page_ids)


def handbook_html(*, space: SpacePage, chapters: list[Chapter]) -> str:
    """Return the document that is printed, whose chapters have been written. The active language is that of the space."""
    language = code_of(space.locale_id)
    context = {"space": space, "chapters": chapters, "language": language, "direction": direction_of(language)}
    return render_to_string("wiki/handbook/document.html", {**context, "made": timezone.now()})


def _pdf(file: HandbookFile, space: SpacePage) -> tuple[bytes, list[int]]:
    with override(code_of(space.locale_id)):
        chapters = chapters_of(space=space, user=file.user)
        _note(file, state=State.RUNNING, total=len(chapters), done=0)
        chapters_write(chapters, user=file.user, told=lambda done: _note(file, done=done))
        html = handbook_html(space=space, chapters=chapters)
        ids = [space.pk, *(each.page.pk for each in chapters)]
        return pdf_from(html, user=file.user), [*ids, *(one.pk for each in chapters for one in each.exceptions)]


def _note(file: HandbookFile, **fields: Any) -> None:
    HandbookFile.objects.filter(pk=file.pk).update(**fields)


def may_still_have(file: HandbookFile) -> bool:
    """Tell whether its reader may still read every page that is in a file."""
    ids = set(file.page_ids)
    return readable(file.user).filter(pk__in=ids).count() == len(ids)


def problem_sentence(file: HandbookFile) -> str:
    """Return why there is no file."""
    if file.problem == "pango":
        return _("The server lacks the Pango library. Ask its administrator to install the packages named in the README.")
    if file.problem == "closed":
        return _("Some of the pages are not open to you any more.")
    return _("Something went wrong while it was made. The server’s log tells what.")


def handbooks_prune(*, now: datetime | None = None) -> None:
    """Delete files that are older than a day, and those whose row is gone."""
    limit = (now or timezone.now()) - KEPT
    for file in HandbookFile.objects.filter(asked__lte=limit):
        default_storage.delete(file_name(file))
        file.delete()
    try:
        names = default_storage.listdir(FOLDER)[1]
    except OSError:
        return
    known = set(HandbookFile.objects.values_list("key", flat=True))
    for name in names:
        if name.removesuffix(".pdf") not in known:
            default_storage.delete(f"{FOLDER}/{name}")
