from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from content.locales import code_of
from content.models import HelpPage
from wiki.approving.seal import policies_know
from wiki.languages import Shown, preferred, untranslated_below

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage, PolicyPage

# The strongest case first: what is allowed outright, then what needs a word, then what is never possible.
OUTCOME_ORDER = {"allowed": 0, "ask": 1, "never": 2}


def space_contents(*, page: HelpPage, user: Any) -> dict[str, list[Any]]:
    """Return the pages directly below a space or wiki page that this user may see, in tree order.

    `untranslated`: those that are there in other languages alone. Four queries at most.
    """
    language = code_of(page.locale_id)
    return {
        "children": list(HelpPage.objects.child_of(page).listable_to(user).order_by("path")),
        "untranslated": preferred(untranslated_below(page=page, user=user), language),
    }


def policy_exceptions(*, policy: PolicyPage, user: Any) -> dict[str, list[PolicyExceptionPage]]:
    """Return the valid exceptions of a policy, strongest first, and the others (unapproved, upcoming, expired, superseded).

    Five queries, however many there are.
    """
    from wiki.models import PolicyExceptionPage

    rows = PolicyExceptionPage.objects.child_of(policy).listable_to(user).order_by("path")
    found = list(rows.select_related("approved_user", "supersedes").prefetch_related("criteria", "wordings"))
    successions_know(found)
    found.sort(key=lambda page: OUTCOME_ORDER[page.outcome])
    return {
        "exceptions": [page for page in found if page.status == "valid"],
        "other_exceptions": [page for page in found if page.status != "valid"],
    }


def untranslated_exceptions(*, policy: PolicyPage, user: Any) -> list[Shown[PolicyExceptionPage]]:
    """Return the exceptions below the translations of a policy that are not there in its language, with what they say now.

    Five queries at most. They are shown and not decided by: who decides in this language reads them in another.
    """
    from wiki.models import PolicyExceptionPage

    missing = untranslated_below(page=policy, user=user)
    rows = PolicyExceptionPage.objects.prefetch_related("criteria").in_bulk([each.pk for each in missing])
    return preferred((rows[each.pk] for each in missing if each.pk in rows), code_of(policy.locale_id))


def successions_know(exceptions: list[PolicyExceptionPage]) -> None:
    """Tell the exceptions of one policy which supersede them. A translation may name the original of what it supersedes."""
    policies_know(exceptions)
    keys = {each.translation_key: each for each in exceptions}
    newer: dict[int, list[PolicyExceptionPage]] = {each.pk: [] for each in exceptions}
    for each in exceptions:
        older = keys.get(each.supersedes.translation_key) if each.supersedes is not None else None
        each.superseded_pk = older.pk if older is not None else None
        if older is not None and older is not each:
            newer[older.pk].append(each)
    for each in exceptions:
        each._successors = newer[each.pk]


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
