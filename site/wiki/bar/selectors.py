from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from content.models import HelpPage
from wiki.articles.selectors import origins_of
from wiki.languages import Shown, preferred
from wiki.models import PolicyPage


@dataclass(frozen=True)
class Told:
    """What the wiki has on a page of the public side."""

    policies: list[Shown[PolicyPage]]
    origins: list[Shown[HelpPage]]

    def __bool__(self) -> bool:
        return bool(self.policies or self.origins)


def told_of(*, page: HelpPage, user: Any, language: str) -> Told:
    """Return the policies that name a page, or a translation of it, as the public one, and the wiki pages it was written from.

    Each in `language` where this reader may see it so, else in that of its source. At most four queries.
    """
    named = PolicyPage.objects.filter(public_page__translation_key=page.translation_key).values("translation_key")
    policies = PolicyPage.objects.listable_to(user).filter(translation_key__in=named).order_by("path")
    return Told(preferred(policies, language), preferred(origins_of(page=page, user=user), language))
