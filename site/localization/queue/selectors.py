from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from wagtail.models import Locale, Page

from activity.selectors import most_viewed
from localization.models import IS_OUTDATED, Stage, Translation
from localization.rights import locales_for, may_review
from localization.significance.saying import unready_keys

VIEWS_OVER = 90
"""Days over which the readers of a source are counted to order what is equally urgent."""
MOST_READ = 5000
"""Pages whose readers count: what fewer people read waits by age."""

IN_WORK = Q(stage=Stage.TRANSLATING)


@dataclass(frozen=True)
class Counts:
    """What waits for somebody: theirs, what nobody of the team has yet, and reviews."""

    mine: int
    free: int
    review: int


def only_ready(translations: QuerySet[Translation]) -> QuerySet[Translation]:
    """Leave out what its editor has not called ready for translation: the last publishing counts, and silence is consent."""
    return translations.exclude(translation_key__in=unready_keys())


def open_for(user: Any, locales: Iterable[Locale] | None = None) -> QuerySet[Translation]:
    """Return what is to be done in somebody's languages (or in those given, which must be theirs).

    That is what is to be translated, being translated, in review, and published but outdated. What is not ready is left out,
    unless somebody works on it already; what follows its source no more, or whose source is gone, waits for nobody.
    """
    from localization.visible import translations_visible_to

    mine = locales_for(user) if locales is None else list(locales)
    rows = translations_visible_to(user).filter(locale__in=mine, is_source_gone=False, is_synced=True)
    rows = rows.filter(~Q(stage=Stage.PUBLISHED) | IS_OUTDATED)
    ready = only_ready(Translation.objects.filter(locale__in=mine)).order_by().values("pk")
    return rows.filter(IN_WORK | Q(stage=Stage.REVIEW) | Q(assignee__isnull=False) | Q(pk__in=ready))


def mine_of(rows: QuerySet[Translation], user: Any) -> QuerySet[Translation]:
    """Keep what a person has to translate: assigned to them, and not with the reviewers."""
    return rows.filter(assignee=user).exclude(stage=Stage.REVIEW)


def free_of(rows: QuerySet[Translation]) -> QuerySet[Translation]:
    """Keep what nobody has yet."""
    return rows.filter(assignee=None).exclude(stage=Stage.REVIEW)


def reviews_of(rows: QuerySet[Translation], user: Any) -> QuerySet[Translation]:
    """Keep what waits for a review that this person may give."""
    mine = [each.pk for each in Locale.objects.all() if may_review(user, each)]
    return rows.filter(stage=Stage.REVIEW, locale__in=mine)


def counts_for(user: Any) -> Counts:
    """Return how much waits for somebody. Three queries, besides their standing."""
    rows = open_for(user).order_by()
    reviews = [each.pk for each in locales_for(user) if may_review(user, each)]
    working = ~Q(stage=Stage.REVIEW)
    found = rows.aggregate(
        mine=Count("pk", filter=Q(assignee=user) & working),
        free=Count("pk", filter=Q(assignee=None) & working),
        review=Count("pk", filter=Q(stage=Stage.REVIEW, locale__in=reviews)),
    )
    return Counts(**found)


def ordered(rows: QuerySet[Translation]) -> list[int]:
    """Return the ids in the order of work: priority, day, how much the source changed, readers of the source, age. Three queries.

    The ids only, so that thousands can be ordered by what stands in other tables; a list then reads one page of rows.
    """
    names = ("pk", "priority", "due", "level", "translation_key", "source_locale", "outdated_since", "created")
    found = list(rows.order_by().values_list(*names))
    views = _views(rows) if found else {}
    never = date.max

    def place(row: tuple[Any, ...]) -> tuple[Any, ...]:
        pk, priority, due, level, key, source, outdated, created = row
        return -priority, due or never, -level, -views.get((key, source), 0), outdated or created, pk

    return [row[0] for row in sorted(found, key=place)]


def _views(rows: QuerySet[Translation]) -> dict[tuple[Any, int], int]:
    read = dict(most_viewed(VIEWS_OVER, MOST_READ))
    if not read:
        return {}
    pages = Page.objects.filter(translation_key__in=rows.order_by().values("translation_key")).order_by()
    return {(key, locale): read[pk] for pk, key, locale in pages.values_list("pk", "translation_key", "locale") if pk in read}


def rows_by_id(ids: list[int]) -> list[Translation]:
    """Return translations with what a list shows of them, in the order of their ids. One query."""
    found = Translation.objects.filter(pk__in=ids).select_related("locale", "source_locale", "assignee", "content_type")
    known = {each.pk: each for each in found}
    return [known[pk] for pk in ids if pk in known]


def due_between(name: str) -> Q | None:
    """Return the filter for a name of a span of days: "over", "week" or "none"; None for any other."""
    today = timezone.localdate()
    return {
        "over": Q(due__lt=today),
        "week": Q(due__gte=today, due__lte=today + timedelta(days=7)),
        "none": Q(due=None),
    }.get(name)
