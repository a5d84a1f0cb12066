"""Writes of jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.models import Locale

from localization.jobs.rights import AT_ONCE, may_manage
from localization.jobs.sources import Sources
from localization.models import BackgroundRun, JobItem, JobLanguage, Notice, Stage, Translation, TranslationEvent, TranslationJob
from localization.notices.telling import Told, tell_of_job
from localization.public import is_for_all
from localization.refusing import NotAllowed
from localization.rights import may_lead, may_translate
from localization.runs import OPEN, AlreadyRunning, run_cancel
from localization.stages import KEEP, assign
from localization.teams import members_of


def job_request(
    *,
    sources: Sources,
    assignees: Mapping[Locale, Any],
    title: str,
    user: Any,
    note: str = "",
    due: date | None = None,
    priority: int = 0,
) -> TranslationJob:
    """Ask for translations into the languages of `assignees`, each for a person or (None) for the team, and have them made.

    One page is made at once, more in the worker. Raises NotAllowed: nothing to translate, a day that has passed, somebody
    who does not translate into a language, and when the same is being made already.
    """
    from localization.requests import translations_request

    _check(sources, assignees, due)
    with transaction.atomic():
        job = TranslationJob.objects.create(
            title=title.strip()[:255] or _title(sources), note=note, due=due, priority=priority, user=user, sources=sources.keys
        )
        JobLanguage.objects.bulk_create(JobLanguage(job=job, locale=locale, assignee=who) for locale, who in assignees.items())
    try:
        run = translations_request(sources=sources.all, locales=list(assignees), with_descendants=False, user=user, job=job)
    except AlreadyRunning as error:
        job.delete()
        raise NotAllowed(gettext("The same translations are being made already. Wait until that is done.")) from error
    TranslationJob.objects.filter(pk=job.pk).update(run=run)
    job.refresh_from_db()
    job_attach(job=job)
    return job


@transaction.atomic
def job_attach(*, job: TranslationJob) -> int:
    """Take up what was made for a job since: its items, day, priority and people; return how many are new. Safe to call again.

    The worker may call it after each part. Once the worker is through, those who are asked are told, each once.
    """
    if job.is_cancelled:
        return 0
    made = 0
    for language in job.languages.select_related("locale", "assignee"):
        rows = _not_yet(job, language)
        JobItem.objects.bulk_create([_item(job, row) for row in rows], ignore_conflicts=True, batch_size=AT_ONCE)
        _ask([row for row in rows if not _is_done(row)], job, language)
        made += len(rows)
    run = BackgroundRun.objects.filter(pk=job.run_id or 0).first()
    if run is not None and run.state not in OPEN:
        _tell(job)
    return made


def jobs_attach() -> int:
    """Do so for all that are open, and close those of which everything is published; for the scheduler."""
    made = sum(job_attach(job=job) for job in TranslationJob.objects.filter(closed=None))
    items = JobItem.objects.filter(job=OuterRef("pk"))
    is_made = Q(run=None) | ~Q(run__state__in=OPEN)
    done = TranslationJob.objects.filter(is_made, Exists(items), ~Exists(items.filter(done=None)), closed=None)
    TranslationJob.objects.filter(pk__in=list(done.order_by().values_list("pk", flat=True))).update(closed=timezone.now())
    return made


def items_edit(
    *, job: TranslationJob, items: Sequence[int], user: Any, due: Any = None, clear_due: bool = False, to: Any = None,
    to_team: bool = False, priority: int | None = None,
) -> tuple[int, list[str]]:  # fmt: skip
    """Change day, person and priority of many items (their ids) at once; return how many were changed, and why others were not.

    What is None stays as it is. All of it is written together, so that a person gets one mail and not one for each.
    """
    changed, refusals = 0, []
    with transaction.atomic():
        rows = Translation.objects.filter(job_items__job=job, job_items__in=items)
        for row in rows:
            try:
                assign(
                    row,
                    user=user,
                    to=None if to_team else to or KEEP,
                    due=None if clear_due else due or KEEP,
                    priority=KEEP if priority is None else priority,
                )
                changed += 1
            except NotAllowed as refused:
                refusals.append(refused.sentence)
    return changed, sorted(set(refusals))


def job_close(*, job: TranslationJob, user: Any) -> None:
    """End a job: it leaves the list. Its translations stay as they are. Raises NotAllowed."""
    _must_manage(job, user)
    TranslationJob.objects.filter(pk=job.pk, closed=None).update(closed=timezone.now())


@transaction.atomic
def job_cancel(*, job: TranslationJob, user: Any) -> None:
    """Take a request back: no more is made for it, and what nobody has begun has no day and no person of it. Raises NotAllowed.

    Drafts that were made already stay, with all words in them.
    """
    _must_manage(job, user)
    # First of all: when its run ends, nobody is told of a job that is cancelled.
    TranslationJob.objects.filter(pk=job.pk).update(is_cancelled=True, closed=timezone.now())
    run = BackgroundRun.objects.filter(pk=job.run_id or 0, state__in=OPEN).first()
    if run is not None:
        run_cancel(run)
    waiting = Translation.objects.filter(job_items__job=job, job_items__done=None, stage=Stage.TO_DO)
    others = JobItem.objects.filter(job__closed=None, done=None).exclude(job=job).values("translation")
    keys = list(waiting.exclude(pk__in=others).values_list("pk", flat=True))
    rows = Translation.objects.filter(pk__in=keys)
    # What is not as the job asked for it was set by somebody else, and stays.
    rows.filter(due=job.due).update(due=None)
    rows.filter(priority=job.priority).update(priority=0)
    for language in job.languages.exclude(assignee=None):
        rows.filter(locale=language.locale_id, assignee=language.assignee_id).update(assignee=None)


def _check(sources: Sources, assignees: Mapping[Locale, Any], due: date | None) -> None:
    if not sources.all:
        raise NotAllowed(gettext("There is nothing to translate: the pages were deleted, or are not for you."))
    if not assignees:
        raise NotAllowed(gettext("Choose at least one language."))
    if due is not None and due < timezone.localdate():
        raise NotAllowed(gettext("This day has passed. Choose a later one, or leave it empty."))
    for locale, who in assignees.items():
        if who is not None and not may_translate(who, locale):
            words = gettext("%(person)s does not translate into this language. Choose somebody of its team.")
            raise NotAllowed(words % {"person": who.display_name()})


def _title(sources: Sources) -> str:
    """What a job is called that nobody named. Whoever has a part in it reads that: of what is not for all, only the number."""
    first, count = sources.all[0], len(sources.all)
    if not is_for_all(first):
        return ngettext("%(count)d page", "%(count)d pages", count) % {"count": count}
    title = str(first)
    if count > 1:
        title = gettext("%(title)s and %(count)d more") % {"title": title[:200], "count": count - 1}
    return title[:255]


def _not_yet(job: TranslationJob, language: JobLanguage) -> list[Translation]:
    """Rows that are new for a job, locked: nobody claims one while it is asked of somebody else."""
    rows: list[Translation] = []
    for start in range(0, len(job.sources), AT_ONCE):
        found = Translation.objects.filter(locale=language.locale_id, translation_key__in=job.sources[start : start + AT_ONCE])
        rows += found.exclude(job_items__job=job).select_for_update(of=("self",)).order_by("pk")
    return rows


def _is_done(row: Translation) -> bool:
    return row.stage == Stage.PUBLISHED and not row.is_outdated


def _item(job: TranslationJob, row: Translation) -> JobItem:
    """What readers have already was done when they got it: that is no work of this job."""
    return JobItem(job=job, translation=row, done=(row.published or job.created) if _is_done(row) else None)


def _ask(rows: list[Translation], job: TranslationJob, language: JobLanguage) -> None:
    """The nearer day and the higher priority win; who works on one already keeps it."""
    may_have = _seen_by(language.assignee, rows)
    events, taken = [], []
    for row in rows:
        row.due = min(filter(None, (row.due, job.due)), default=None)
        row.priority = max(row.priority, job.priority)
        person = language.assignee
        if person and row.assignee_id is None and row.pk in may_have and row.stage != Stage.REVIEW:
            row.assignee = person
            taken.append(row)
            what, note = TranslationEvent.What.ASSIGNED, person.display_name()
            events.append(TranslationEvent(translation=row, what=what, user_id=job.user_id, words=row.words_total, note=note))
    Translation.objects.bulk_update(rows, ["due", "priority"], batch_size=200)
    Translation.objects.bulk_update(taken, ["assignee"], batch_size=200)
    TranslationEvent.objects.bulk_create(events, batch_size=AT_ONCE)


def _seen_by(person: Any, rows: list[Translation]) -> set[int]:
    from localization.visible import translations_visible_to

    if person is None or not rows:
        return set()
    seen: QuerySet[Translation] = translations_visible_to(person).order_by()
    return {
        pk
        for start in range(0, len(rows), AT_ONCE)
        for pk in seen.filter(pk__in=[row.pk for row in rows[start : start + AT_ONCE]]).values_list("pk", flat=True)
    }


def _tell(job: TranslationJob) -> None:
    """Each of those who are asked, once, with the number of those they may see; nobody of what is closed to them."""
    from localization.visible import translations_visible_to

    actor = job.user
    told = set(Notice.objects.filter(job=job, kind=Told.REQUESTED).values_list("user", flat=True)) | {job.user_id}
    counts: dict[Any, int] = {}
    for language in job.languages.select_related("assignee"):
        people = [language.assignee] if language.assignee else members_of(language.locale_id, "translators", "leads")
        mine = JobItem.objects.filter(job=job, done=None, translation__locale=language.locale_id)
        for person in people:
            if person.pk not in told:
                seen = mine.filter(translation__in=translations_visible_to(person).order_by().values("pk")).count()
                counts[person] = counts.get(person, 0) + seen
    for person, count in counts.items():
        if count:
            tell_of_job(job, [person], actor=actor, count=count)


def _must_manage(job: TranslationJob, user: Any) -> None:
    if not may_manage(job, user):
        raise NotAllowed(gettext("Only who asked for this, or a lead of all its languages, can end it."))


def may_edit_items(job: TranslationJob, user: Any) -> bool:
    """Tell whether somebody may change days and people of any of its languages."""
    return any(may_lead(user, each.locale_id) for each in job.languages.all())
