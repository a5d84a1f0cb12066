from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Locale, Page

from localization.deciding.selectors import copied_locales, copied_pairs, live_targets, may_follow
from localization.models import BackgroundRun, Translation
from localization.problems import problem, register_sentence
from localization.refusing import NotAllowed
from localization.runs import Cancelled, Steps, register_run, run_start
from localization.stages import source_gone_sentence
from localization.syncing import source_become, sync_start, sync_stop, translations_copy
from localization.syncing.lifecycle import NotPossible

KIND = "copies"


@transaction.atomic
def with_source_unpublish(*, key: UUID, user: Any) -> int:
    """Unpublish the translations of a source that this person may unpublish; return how many. Words stay."""
    found = live_targets(key, user)
    for _row, target in found:
        target.unpublish(user=user)
    return len(found)


def place_take(*, translation: Translation, user: Any) -> list[Translation]:
    """Let a translation take the place of its deleted source; return those that are translated from it now. Raises NotAllowed."""
    _must_lead(translation, user)
    try:
        return source_become(translation, user=user)
    except NotPossible as error:
        raise NotAllowed(str(error)) from error


def following_choose(*, translation: Translation, user: Any, wanted: bool) -> None:
    """Let a translation follow its source again, or be written freely. Raises NotAllowed."""
    _must_lead(translation, user)
    if wanted and translation.is_source_gone:
        raise NotAllowed(source_gone_sentence())
    if wanted:
        sync_start(translation, user=user)
    else:
        sync_stop(translation, user=user)


def copies_translate(*, original: Page, copy: Page, user: Any) -> BackgroundRun:
    """Give a copied page, with those below it, the translations of its original, as drafts; return the run.

    One page is done at once, more by the worker. Raises NotAllowed where there is nothing to copy (for this person), and
    AlreadyRunning.
    """
    pairs = copied_pairs(original, copy, user)
    locales = copied_locales(pairs, user)
    if not locales:
        raise NotAllowed(gettext("There are no translations to be copied, or they are not for you."))
    is_one = len(pairs) == 1
    return run_start(
        kind=KIND,
        title=problem("copies_one" if is_one else "copies_all", title=original.title[:150]),
        parameters={
            "pairs": [[one.pk, two.pk] for one, two in pairs],
            "locales": [each.language_code for each in locales],
        },
        open_key=f"{KIND} {copy.pk}",
        user=user,
        total=len(pairs),
        is_at_once=is_one,
    )


def copies_work(run: BackgroundRun, steps: Steps) -> None:
    """Copy page by page, parents first. Safe to do again."""
    user = get_user_model()._default_manager.filter(pk=run.user_id or 0).first()
    if user is None:
        raise Cancelled  # whose rights would count is gone
    locales = list(Locale.objects.filter(language_code__in=run.parameters["locales"]))
    for one, two in run.parameters["pairs"]:
        pages = {page.pk: page for page in Page.objects.filter(pk__in=[one, two]).specific()}
        if len(pages) == 2:
            translations_copy(pages[one], pages[two], user=user, locales=locales)
        steps.done(skipped=0 if len(pages) == 2 else 1)


def register() -> None:
    """Say what these runs do; called once when the room is ready."""
    register_sentence("copies_one", gettext_noop("Copy the translations of “%(title)s”"))
    register_sentence("copies_all", gettext_noop("Copy those of “%(title)s” and all below"))
    register_run(KIND, copies_work)


def _must_lead(translation: Translation, user: Any) -> None:
    if not may_follow(user, translation):
        raise NotAllowed(gettext("Only leads of this language choose that."))
