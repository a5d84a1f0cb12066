"""Asking for translations: one page at once, more in the worker."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext_noop
from wagtail.models import Locale, Page, ReferenceIndex, TranslatableMixin

from localization.creating import translations_create
from localization.models import BackgroundRun, TranslationJob
from localization.problems import Problem, problem, register_sentence
from localization.runs import Cancelled, Steps, register_run, run_start
from localization.segments import found_in
from localization.visible import pages_visible_to

KIND = "translations"
AT_ONCE = 100
"""Sources that are read in one go; each chunk of them is smaller."""


def translations_request(
    *,
    sources: Sequence[Any],
    locales: Sequence[Locale],
    with_descendants: bool,
    user: Any,
    job: TranslationJob | None = None,
) -> BackgroundRun:
    """Have translations begun of pages and snippets, with all pages below them where that is asked for; return the run.

    One source without descendants is done here and now, more by the worker, which goes on after a crash. Pages that are closed
    to `user` are left out. Snippets that the pages show are translated with them. `result` of the run has the primary keys
    of the translations, `{"made": […], "there": […]}`. Raises AlreadyRunning while the same is being done.
    """
    pages = [each for each in sources if isinstance(each, Page)]
    snippets: defaultdict[str, list[str]] = defaultdict(list)
    for each in sources:
        if not isinstance(each, Page):
            snippets[each._meta.label].append(str(each.pk))
    parameters = {
        "pages": sorted(page.pk for page in pages),
        "snippets": {label: sorted(pks) for label, pks in sorted(snippets.items())},
        "locales": sorted(locale.language_code for locale in locales),
        "with_descendants": with_descendants,
    }
    number = _count(pages, with_descendants, user) + sum(map(len, snippets.values()))
    return run_start(
        kind=KIND,
        title=_title(sources, number, locales),
        parameters={**parameters, "job": job.pk if job is not None else None, "is_of_person": user is not None},
        open_key=f"{KIND} {hashlib.sha256(json.dumps(parameters).encode()).hexdigest()}",
        user=user,
        total=number * len(locales),
        is_at_once=number == 1,
    )


def request_work(run: BackgroundRun, steps: Steps) -> None:
    """Do what was asked for: language by language, page by page, parents first."""
    asked = run.parameters
    user = get_user_model()._default_manager.filter(pk=run.user_id).first() if run.user_id else None
    if user is None and asked["is_of_person"]:
        raise Cancelled  # whose rights would count is gone
    made: list[int] = []
    there: list[int] = []
    for locale in Locale.objects.filter(language_code__in=asked["locales"]):
        related: dict[tuple[Any, str], None] = {}
        for sources, is_asked in _asked(asked, user, related):
            created = translations_create(sources=sources, locale=locale, user=user)
            made += created.made
            there += created.there
            steps.result(made=made, there=there)
            steps.done(len(sources) if is_asked else 0, skipped=created.skipped if is_asked else 0, problems=created.problems)
            _attach(asked["job"])


def _asked(asked: dict[str, Any], user: Any, related: dict[tuple[Any, str], None]) -> Iterator[tuple[list[Any], bool]]:
    """Yield sources some at a time, and whether they were counted: the snippets that pages show are found on the way."""
    rows = _pages(asked["pages"], asked["with_descendants"], user).order_by("depth", "path")
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        some = {page.pk: page for page in Page.objects.filter(pk__in=ids[start : start + AT_ONCE])}
        yield [some[pk] for pk in ids[start : start + AT_ONCE] if pk in some], True
        for page in _showing(list(some.values())):
            related |= found_in(page).related
    for label, pks in asked["snippets"].items():
        yield list(apps.get_model(label)._base_manager.filter(pk__in=pks)), True
    by_model: defaultdict[Any, list[str]] = defaultdict(list)
    for model, pk in related:
        by_model[model].append(pk)
    for model, pks in by_model.items():
        yield list(model._base_manager.filter(pk__in=pks)), False


def _showing(pages: list[Page]) -> list[Any]:
    """Return those of some pages that show snippets, by the list of uses; pages are not read for it."""
    models = [model for model in apps.get_models() if issubclass(model, TranslatableMixin) and not issubclass(model, Page)]
    types = [each.pk for each in ContentType.objects.get_for_models(*models).values()]
    rows = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        to_content_type__in=types,
    )
    showing = {int(pk) for pk in rows.values_list("object_id", flat=True)}
    return [page.specific for page in pages if page.pk in showing]


def _pages(ids: Sequence[int], with_descendants: bool, user: Any) -> Any:
    wanted = Q(pk__in=ids)
    if with_descendants:
        for path in Page.objects.filter(pk__in=ids).values_list("path", flat=True):
            wanted |= Q(path__startswith=path)
    return pages_visible_to(user, Page.objects.filter(wanted, depth__gt=1, alias_of=None))


def _count(pages: Sequence[Page], with_descendants: bool, user: Any) -> int:
    return int(_pages([page.pk for page in pages], with_descendants, user).count()) if pages else 0


def _title(sources: Sequence[Any], number: int, locales: Sequence[Locale]) -> Problem:
    languages = " ".join(locale.language_code for locale in locales)
    if len(sources) == 1 and number <= 1:
        return problem("request_one", title=str(getattr(sources[0], "title", sources[0]))[:150], languages=languages)
    return problem("request_many", number=number, languages=languages)


def _attach(job_id: int | None) -> None:
    """Let the job take up what was made for it so far."""
    if job_id is None:
        return
    from localization.jobs.services import job_attach

    job = TranslationJob.objects.filter(pk=job_id).first()
    if job is not None:
        job_attach(job=job)


def on_ended(run: BackgroundRun) -> None:
    """Once more, now that nothing follows: those who were asked are told then."""
    _attach(run.parameters.get("job"))


def register() -> None:
    """Say what requests do in the worker; called once when the room is ready."""
    register_sentence("request_one", gettext_noop("Translate “%(title)s” into %(languages)s"))
    register_sentence("request_many", gettext_noop("Translation of %(number)s pages and snippets into %(languages)s"))
    register_run(KIND, request_work, on_ended=on_ended)
