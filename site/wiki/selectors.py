from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from content.models import HelpPage

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage, PolicyPage

# The strongest case first: what is allowed outright, then what needs a word, then what is never possible.
OUTCOME_ORDER = {"allowed": 0, "ask": 1, "never": 2}


def space_contents(*, page: HelpPage, user: Any) -> dict[str, list[HelpPage]]:
    """Return the pages directly below a space or wiki page that this user may see, in tree order. One query."""
    return {"children": list(HelpPage.objects.child_of(page).listable_to(user).order_by("path"))}


def policy_exceptions(*, policy: PolicyPage, user: Any) -> dict[str, list[PolicyExceptionPage]]:
    """Return the valid exceptions of a policy, strongest first, and the others (unapproved, upcoming, expired). One query."""
    from wiki.models import PolicyExceptionPage

    found = list(PolicyExceptionPage.objects.child_of(policy).listable_to(user).order_by("path"))
    found.sort(key=lambda page: OUTCOME_ORDER[page.outcome])
    return {
        "exceptions": [page for page in found if page.status == "valid"],
        "other_exceptions": [page for page in found if page.status != "valid"],
    }


def public_page_of(*, policy: PolicyPage, user: Any) -> HelpPage | None:
    """Return the page where customers read about a policy, in the policy's language where there is one, if `user` may see it."""
    if policy.public_page_id is None:
        return None
    key = HelpPage.objects.filter(pk=policy.public_page_id).values("translation_key")
    pages = list(HelpPage.objects.listable_to(user).filter(translation_key__in=key))
    return min(pages, key=lambda page: (page.locale_id != policy.locale_id, page.pk != policy.public_page_id), default=None)


def space_gates(page_ids: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Return, for spaces narrowed to groups, the groups of which a reader needs one (for content.visibility)."""
    from wiki.models import SpacePage

    gates: dict[int, set[int]] = {}
    rows = SpacePage.readers.through.objects.filter(spacepage_id__in=list(page_ids)).values_list("spacepage_id", "group_id")
    for page_id, group_id in rows:
        gates.setdefault(page_id, set()).add(group_id)
    return {page_id: frozenset(groups) for page_id, groups in gates.items()}
