"""Imports run in the background: five thousand questions take longer than a request may."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import DatabaseError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.users.models import UserProfile

from faq_blocks.exchange.planning import plan_make
from faq_blocks.exchange.reading import UnreadableFile, records_of
from faq_blocks.exchange.rights import may_import, rights_of
from faq_blocks.exchange.writing import RefusedImport, plan_carry_out
from faq_blocks.models import QuestionImport
from faq_blocks.models.exchange import KEPT_FOR
from plugins.hooks import add_action

logger = logging.getLogger(__name__)

TOLD_EVERY = 25
"""Rows between two words about the progress."""


@task()
def questions_import(import_id: int) -> None:
    """Import one uploaded file, planned anew: the library may have changed since the dry run."""
    each = QuestionImport.objects.select_related("user").filter(pk=import_id, state=QuestionImport.State.WAITING).first()
    if each is None:
        return
    with translation.override(UserProfile.get_for_user(each.user).get_preferred_language()):
        try:
            written = _import(each)
        except (RefusedImport, UnreadableFile) as error:
            reason = error.messages[0] if isinstance(error, UnreadableFile) else str(error)
            _end(each, QuestionImport.State.FAILED, message=reason)
        except (DatabaseError, ValidationError) as error:
            logger.warning("An import of questions gave way to another change: %s", type(error).__name__)
            text = _("Nothing was imported: somebody else changed the library at the same time. Check the file again.")
            _end(each, QuestionImport.State.FAILED, message=text)
        except Exception:
            # Whatever it was: whoever waits is told, and may try again.
            logger.exception("An import of questions failed")
            text = _("Nothing was imported, for an unforeseen reason. It is in the log of the server.")
            _end(each, QuestionImport.State.FAILED, message=text)
        else:
            _end(each, QuestionImport.State.DONE, written=written)


def imports_forget() -> int:
    """Take away the files that nobody came back for within a week, imported or not; return how many. Safe to call again."""
    return QuestionImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def connect() -> None:
    """Have it done every day; called once when the room is ready."""
    add_action("scheduled_jobs", lambda register: register("faq_blocks.imports", every=timedelta(days=1), run=imports_forget))


def progress_of(import_id: int) -> int | None:
    """Return how many rows are done; None where that is not known, as without a cache that the processes share."""
    return cache.get(_key(import_id))


def _import(each: QuestionImport) -> int:
    if not may_import(each.user):
        raise RefusedImport(_("Nothing was imported: you may no longer add questions."))
    records = records_of(bytes(each.content), each.file_name)
    plan = plan_make(records, language=each.language, update=each.update_existing, rights=rights_of(each.user))

    def tell(done: int) -> None:
        # Not in the database: nobody sees a row of this transaction before its end.
        if done % TOLD_EVERY == 0:
            cache.set(_key(each.pk), done, timeout=3600)

    return plan_carry_out(plan, user=each.user, progress=tell)


def _end(each: QuestionImport, state: QuestionImport.State, *, written: int = 0, message: str = "") -> None:
    content = b"" if state == QuestionImport.State.DONE else each.content
    QuestionImport.objects.filter(pk=each.pk).update(state=state, written=written, message=message, content=content)
    cache.delete(_key(each.pk))


def _key(import_id: int) -> str:
    return f"faq-import-{import_id}"
