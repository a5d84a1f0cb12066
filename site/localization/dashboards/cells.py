"""What is known of each source in each language: the cells of the matrix, of the side panel and of the columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from activity.selectors import view_counts
from localization.dashboards.sources import pages_known_to
from localization.links import link_to
from localization.models import Level, Stage, Translation
from localization.significance.saying import unready_keys
from localization.visible import translations_visible_to

A_MINUTE = timedelta(minutes=1)
SOURCE, MISSING, LOOSE, OUTDATED = "source", "missing", "loose", "outdated"
STATES: dict[str, str | Promise] = {
    MISSING: _("missing"),
    **dict(Stage.choices),
    OUTDATED: _("outdated"),
    LOOSE: _("not followed"),
}
"""What a cell can say, in the order of the work. "Not followed": there is a text that nobody has linked to its source."""
WORKED_ON = (Stage.TO_DO, Stage.TRANSLATING, Stage.REVIEW)
VIEW_DAYS = 90


@dataclass(frozen=True)
class Cell:
    """One source in one language. `since`: of the state. `url` leads to the work, `request_url` to asking for it."""

    locale: Locale
    state: str
    translation: Translation | None = None
    url: str = ""
    request_url: str = ""
    views: int = 0
    is_waiting: bool = False
    """Whether the source is not ready for translation."""

    @property
    def label(self) -> str | Promise:
        """The state in words."""
        return STATES.get(self.state, _("source"))

    @property
    def percent(self) -> int:
        """How much of it is done, by words of the source."""
        row = self.translation
        if row is None or not row.words_total:
            return 100 if row is not None and not row.units_total else 0
        return row.words_done * 100 // row.words_total

    @property
    def is_unfinished(self) -> bool:
        """Whether a percentage tells anything."""
        return self.state in WORKED_ON or self.state == OUTDATED

    @property
    def since(self) -> datetime | None:
        """Since when it is in this state; for what is worked on since the last change."""
        row = self.translation
        if row is None:
            return None
        if self.state == OUTDATED:
            return row.outdated_since
        if self.state == Stage.PUBLISHED:
            return row.published
        return row.created if self.state == Stage.TO_DO else row.changed

    @property
    def since_shown(self) -> datetime | None:
        """The same where it says something: nothing is told of the first minute."""
        return self.since if self.since is not None and timezone.now() - self.since >= A_MINUTE else None

    @property
    def due(self) -> date | None:
        """Until when it is wanted; None for what is done."""
        return self.translation.due if self.translation is not None and self.state != Stage.PUBLISHED else None

    @property
    def is_late(self) -> bool:
        """Whether that day has passed."""
        return self.due is not None and self.due < timezone.localdate()

    @property
    def assignee(self) -> str:
        """Who works on it."""
        person = self.translation.assignee if self.translation is not None else None
        return person.display_name() if person is not None else ""

    @property
    def is_major(self) -> bool:
        """Whether readers are told that the original is newer."""
        return self.state == OUTDATED and self.translation is not None and self.translation.level == Level.MAJOR


Cells = dict[UUID, dict[int, Cell]]


def cells_of(sources: Sequence[Any], *, user: Any, locales: Sequence[Locale]) -> Cells:
    """Return the cells of pages, or of snippets of one kind, by translation key and Locale.

    Four queries however many there are, and none for none. What somebody may not see looks to them as if it were not there.
    """
    if not sources:
        return {}
    keys = [each.translation_key for each in sources]
    recorded = _translations(keys, user)
    loose = _loose(sources, keys, user)
    waiting = set(unready_keys().filter(translation_key__in=keys))
    pages = [row.page_id for row in recorded.values() if row.page_id]
    views = view_counts([*pages, *_page_ids(sources), *_page_ids(loose.values())], VIEW_DAYS)
    # Lists show translations as well as sources: which is which is written on the rows.
    origins = {row.translation_key: row.source_locale_id for row in recorded.values()}
    found: Cells = {}
    for source in sources:
        key = source.translation_key
        origin = origins.get(key, source.locale_id)
        found[key] = {}
        for locale in locales:
            there = source if locale.pk == source.locale_id else loose.get((key, locale.pk))
            if locale.pk == origin:
                url = edit_address(there) if there is not None else ""
                cell = Cell(locale, SOURCE, url=url, views=_views(there, views), is_waiting=key in waiting)
            else:
                cell = _cell(source, locale, recorded.get((key, locale.pk)), there, views, key in waiting)
            found[key][locale.pk] = cell
    return found


def _translations(keys: list[UUID], user: Any) -> dict[tuple[UUID, int], Translation]:
    rows = translations_visible_to(user).filter(translation_key__in=keys).select_related("assignee")
    return {(row.translation_key, row.locale_id): row for row in rows}


def _loose(sources: Sequence[Any], keys: list[UUID], user: Any) -> dict[tuple[UUID, int], Any]:
    """Pages or snippets in other languages by themselves, whether or not there is a row for them."""
    rows: Any
    if isinstance(sources[0], Page):
        rows = pages_known_to(user).filter(translation_key__in=keys).only("pk", "translation_key", "locale_id")
    else:
        rows = type(sources[0])._default_manager.filter(translation_key__in=keys)
    return {(row.translation_key, row.locale_id): row for row in rows}


def _page_ids(things: Iterable[Any]) -> list[int]:
    return [each.pk for each in things if isinstance(each, Page)]


def _views(thing: Any, views: dict[int, int]) -> int:
    return views.get(thing.pk, 0) if isinstance(thing, Page) else 0


def _cell(source: Any, locale: Locale, row: Translation | None, there: Any, views: dict[int, int], is_waiting: bool) -> Cell:
    if row is not None:
        state = OUTDATED if row.is_outdated else row.stage
        url = link_to("edit", row.pk)
        return Cell(locale, state, row, url, views=views.get(row.page_id or 0, 0), is_waiting=is_waiting)
    if there is not None:
        return Cell(locale, LOOSE, url=edit_address(there), views=_views(there, views))
    return Cell(locale, MISSING, request_url=request_address([source], locale), is_waiting=is_waiting)


def edit_address(thing: Model) -> str:
    """Return where a page or snippet is edited; "" where that is nowhere."""
    if isinstance(thing, Page):
        return reverse("wagtailadmin_pages:edit", args=[thing.pk])
    viewset = getattr(type(thing), "snippet_viewset", None)
    try:
        return reverse(viewset.get_url_name("edit"), args=[quote(thing.pk)]) if viewset is not None else ""
    except NoReverseMatch:
        return ""


def request_address(sources: Sequence[Any], locale: Locale) -> str:
    """Return the form in which a translation is asked for, with what and into which language filled in."""
    first = sources[0]
    if isinstance(first, Page):
        return link_to("request", page=[each.pk for each in sources], language=locale.language_code)
    return link_to("request", snippet=[f"{each._meta.label_lower}:{each.pk}" for each in sources], language=locale.language_code)
