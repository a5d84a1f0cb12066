"""Whether somebody may read a translation who may not read its source."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page, PageViewRestriction

from content.audiences import Audience, admits_more, gates_of, groups_string
from content.models import HelpPage
from content.visibility import restrictions_of
from localization.models import Translation


def wider_open(rows: QuerySet[Translation]) -> list[Translation]:
    """Return those of them whose live page somebody may read who may not read its source; pages above come first. Two queries."""
    source = HelpPage._base_manager.filter(translation_key=OuterRef("translation_key"), locale=OuterRef("source_locale"))
    names = ("effective_audience", "required_groups", "path")
    said: dict[str, Any] = {f"source_{name}": Subquery(source.values(name)[:1]) for name in names}
    said |= {f"own_{name}": F(f"page__helppage__{name}") for name in names}
    passwords = _passwords()
    differ = ~Q(own_effective_audience=F("source_effective_audience"), own_required_groups=F("source_required_groups"))
    live = rows.filter(page__live=True).exclude(source_locale=F("locale")).exclude(source_locale=None).annotate(**said)
    maybe = live if passwords else live.filter(differ)
    return [row for row in maybe.select_related("page", "locale").order_by("page__path") if _is_wider(row, passwords)]


def _is_wider(row: Any, passwords: tuple[str, ...]) -> bool:
    if row.source_path is None:
        return False  # deleted, or no page of the help center
    is_asked = row.source_path.startswith(passwords) and not row.page.path.startswith(passwords)
    own = (row.own_effective_audience or Audience.PUBLIC, row.own_required_groups or "")
    return is_asked or admits_more(own, (row.source_effective_audience, row.source_required_groups))


def is_more_open(page: Page, than: Page) -> bool:
    """Tell whether more people may read what stands where `page` does, restricted as that is, than what stands where `than` does.

    What the pages say themselves of their audience does not count: a translation has that of its source with its next version.
    """
    passwords = _passwords()
    if than.path.startswith(passwords) and not page.path.startswith(passwords):
        return True
    return admits_more(_stands(page), _stands(than))


def is_stricter(page: Page, than: Page) -> bool:
    """Tell whether what stands below a page is closed to somebody who may read what stands below another. Three queries."""
    passwords = _passwords()
    if page.path.startswith(passwords) and not than.path.startswith(passwords):
        return True
    return admits_more(_said_of(than.path), _said_of(page.path))


def _stands(page: Page) -> tuple[int, str]:
    above, groups = _said_of(page.path[: -Page.steplen])
    audience, gates, _unlisted = restrictions_of([page.pk])[page.pk]
    return max(above, audience), groups_string(gates | gates_of(groups))


def _said_of(path: str) -> tuple[int, str]:
    row = HelpPage.objects.filter(path=path).values_list("effective_audience", "required_groups").first()
    return row or (Audience.PUBLIC, "")


def _passwords() -> tuple[str, ...]:
    """Return the places in the tree below which a password is asked for; sites have few."""
    rules = PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.PASSWORD)
    return tuple(rules.values_list("page__path", flat=True))
