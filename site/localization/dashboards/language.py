"""How one language stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone
from wagtail.models import Locale

from activity.models import DailyCount
from localization.dashboards.cells import LOOSE, OUTDATED, VIEW_DAYS, Cell, cells_of
from localization.dashboards.sources import source_pages_known_to
from localization.links import link_to
from localization.models import IS_OUTDATED, Stage, Translation, TranslationEvent
from localization.significance.saying import unready_keys
from localization.visible import translations_visible_to

STEPS = (20, 50, 100)
WEEKS = 12
OLDEST = 10
MISSED = 10


@dataclass(frozen=True)
class Coverage:
    """How many of the most read originals readers of a language have: up to date, outdated, or not at all."""

    wanted: int
    total: int
    fresh: int
    outdated: int
    missing: int

    def percent(self, number: int) -> int:
        """Return a part of the whole; 0 of nothing."""
        return number * 100 // self.total if self.total else 0

    @property
    def fresh_percent(self) -> int:
        """Up to date."""
        return self.percent(self.fresh)

    @property
    def shown_percent(self) -> int:
        """Up to date or outdated: what there is to be read."""
        return self.percent(self.fresh + self.outdated)


@dataclass(frozen=True)
class Week:
    """What was published in the week that begins on a Monday. `share`: of the best week, in percent."""

    begins: date
    count: int
    words: int
    share: int


@dataclass(frozen=True)
class Counts:
    """How much there is of each kind. `words` are those of the source that are still to do."""

    to_do: int
    translating: int
    review: int
    outdated: int
    published: int
    words: int
    late: int


@dataclass(frozen=True)
class Missed:
    """A much-read original that readers of the language do not have, or not as it is now."""

    title: str
    language: str
    views: int
    cell: Cell


@dataclass(frozen=True)
class Standing:
    """All that the screen of a language shows."""

    coverage: list[Coverage]
    missed: list[Missed]
    counts: Counts
    weeks: list[Week]
    oldest: list[tuple[Translation, str]]


def standing_of(locale: Locale, user: Any) -> Standing:
    """Return how a language stands, as far as somebody may see it. A dozen queries, whatever the number of pages."""
    top = most_read(locale, user)
    cells = cells_of(top, user=user, locales=[locale])
    own = [(page, cells[page.translation_key][locale.pk]) for page in top]
    visible = translations_visible_to(user).filter(locale=locale, is_source_gone=False)
    return Standing(
        coverage=[coverage_of([cell for _page, cell in own[:step]], step) for step in STEPS],
        missed=[
            Missed(page.get_admin_display_title(), page.locale.language_code, page.read or 0, cell)
            for page, cell in own
            if not is_shown(cell) or cell.state == OUTDATED
        ][:MISSED],
        counts=counts_of(visible),
        weeks=weeks_of(visible),
        oldest=oldest_of(visible),
    )


def most_read(locale: Locale, user: Any) -> list[Any]:
    """Return the originals in other languages that most have read of late, each with `read`."""
    since = timezone.localdate() - timedelta(days=VIEW_DAYS)
    days = DailyCount.objects.filter(page_id=OuterRef("pk"), day__gt=since).order_by().values("page_id")
    pages = source_pages_known_to(user).exclude(locale=locale).filter(live=True)
    pages = pages.annotate(read=Subquery(days.annotate(sum=Sum("views")).values("sum"))).select_related("locale")
    return list(pages.order_by(F("read").desc(nulls_last=True), "path")[: max(STEPS)])


def is_shown(cell: Cell) -> bool:
    """Tell whether readers have something in this language."""
    if cell.translation is not None:
        return bool(cell.translation.based_on)
    return cell.state == LOOSE


def coverage_of(cells: Sequence[Cell], wanted: int) -> Coverage:
    """Count the cells of the most read originals. A text that nobody has linked to its source counts as up to date."""
    outdated = sum(cell.state == OUTDATED for cell in cells)
    shown = sum(is_shown(cell) for cell in cells)
    return Coverage(wanted, len(cells), shown - outdated, outdated, len(cells) - shown)


def counts_of(visible: QuerySet[Translation]) -> Counts:
    """Return the numbers of a language. Originals that are not ready are no work, and not counted as such."""
    work = ~Q(translation_key__in=unready_keys())
    open_ones = (~Q(stage=Stage.PUBLISHED) | IS_OUTDATED) & work
    found = visible.order_by().aggregate(
        to_do=Count("pk", filter=Q(stage=Stage.TO_DO) & ~IS_OUTDATED & work),
        translating=Count("pk", filter=Q(stage=Stage.TRANSLATING) & ~IS_OUTDATED & work),
        review=Count("pk", filter=Q(stage=Stage.REVIEW)),
        outdated=Count("pk", filter=IS_OUTDATED & work),
        published=Count("pk", filter=Q(stage=Stage.PUBLISHED) & ~IS_OUTDATED),
        words=Sum(F("words_total") - F("words_done"), filter=open_ones, default=0),
        late=Count("pk", filter=open_ones & Q(due__lt=timezone.localdate())),
    )
    return Counts(**found)


def weeks_of(visible: QuerySet[Translation]) -> list[Week]:
    """Return the last weeks with what was published in each, the oldest first, this one last."""
    today = timezone.localdate()
    begins = [today - timedelta(days=today.weekday() + 7 * back) for back in range(WEEKS - 1, -1, -1)]
    events = TranslationEvent.objects.filter(
        translation__in=visible.values("pk"), what=TranslationEvent.What.PUBLISHED, at__date__gte=begins[0]
    )
    rows = events.order_by().annotate(week=TruncWeek("at")).values("week").annotate(count=Count("pk"), sum=Sum("words"))
    found = {timezone.localtime(row["week"]).date(): (row["count"], row["sum"]) for row in rows}
    most = max((words for _count, words in found.values()), default=0)
    weeks = []
    for day in begins:
        count, words = found.get(day, (0, 0))
        weeks.append(Week(day, count, words, words * 100 // most if most else 0))
    return weeks


def oldest_of(visible: QuerySet[Translation]) -> list[tuple[Translation, str]]:
    """Return the translations that are outdated the longest, each with the way to it."""
    rows = visible.filter(IS_OUTDATED).order_by(F("outdated_since").asc(nulls_last=True), "pk")[:OLDEST]
    return [(row, link_to("edit", row.pk)) for row in rows]
