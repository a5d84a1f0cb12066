from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy, policy_registry

from content.closed.pages import closed_pages
from localization.models import JobItem, TranslationJob
from localization.rights import standing_of

ASKING = frozenset({"add", "publish"})
"""Who writes or publishes a source may ask for its translation; so may who leads the language."""
AT_ONCE = 500


def may_request(user: Any) -> bool:
    """Tell whether somebody may ask for any translation: leads, and who writes pages."""
    standing = standing_of(user)
    return standing.everywhere or bool(standing.leads) or bool(page_permission_policy.user_has_any_permission(user, set(ASKING)))


def pages_offered(user: Any) -> QuerySet[Page]:
    """Return the pages for whose translation somebody may ask, as far as the pages go: none that are closed to them.

    Leads ask for whatever is theirs to read: they have no rights on the trees of other languages.
    """
    standing = standing_of(user)
    if standing.everywhere or standing.leads:
        return Page.objects.exclude(pk__in=closed_pages(user).values("pk"))
    return _written_by(user)


def _written_by(user: Any) -> QuerySet[Page]:
    return page_permission_policy.instances_user_has_any_permission_for(user, set(ASKING))


def may_request_snippet(snippet: Any, user: Any) -> bool:
    """Tell whether somebody may ask for the translation of a snippet: leads, and who may change it."""
    standing = standing_of(user)
    if standing.everywhere or standing.leads:
        return True
    return _changes(snippet, user)


def locales_offered(user: Any, sources: Iterable[Any] = ()) -> list[Locale]:
    """Return the languages into which somebody may ask for these; leads who write no pages, only their own."""
    standing, taken = standing_of(user), {each.locale_id for each in sources}
    found = [each for each in Locale.objects.order_by("language_code") if each.pk not in taken]
    if standing.everywhere or _writes_all(user, list(sources)):
        return found
    return [each for each in found if each.pk in standing.leads]


def _writes_all(user: Any, sources: list[Any]) -> bool:
    pages = [each.pk for each in sources if isinstance(each, Page)]
    written = sum(_written_by(user).filter(pk__in=pages[at : at + AT_ONCE]).count() for at in range(0, len(pages), AT_ONCE))
    others = [each for each in sources if not isinstance(each, Page)]
    return written == len(pages) and all(_changes(each, user) for each in others)


def _changes(snippet: Any, user: Any) -> bool:
    return bool(policy_registry.get_by_type(type(snippet)).user_has_any_permission(user, {"add", "change"}))


def jobs_visible_to(user: Any) -> QuerySet[TranslationJob]:
    """Return somebody's own jobs, and those about anything that they may see in the lists of translations."""
    from localization.visible import translations_visible_to

    if user is None or not user.is_active:
        return TranslationJob.objects.none()
    seen = translations_visible_to(user).order_by().values("pk")
    items = JobItem.objects.filter(job=OuterRef("pk"), translation__in=seen)
    return TranslationJob.objects.filter(Q(user=user) | Exists(items))


def may_manage(job: TranslationJob, user: Any) -> bool:
    """Tell whether somebody may close or cancel a job: who asked, and leads of all its languages."""
    if job.user_id == user.pk:
        return True
    standing = standing_of(user)
    locales = {each.locale_id for each in job.languages.all()}
    return standing.everywhere or (bool(locales) and locales <= standing.leads)
