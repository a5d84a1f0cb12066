from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from content.locales import code_of

if TYPE_CHECKING:
    from wiki.models import PolicyExceptionPage


@dataclass(frozen=True)
class Wording:
    """What to say and what not to say, and in which language that is."""

    wording: str
    avoid: str
    language: str
    is_wanted: bool
    """Whether it is in the language that was asked for."""


def wording_for(*, exception: PolicyExceptionPage, language: str, user: Any) -> Wording | None:
    """Return the wording in the customer's language: written with the exception, or of its translation if the reader may see it.

    Otherwise the exception's own, marked by `is_wanted`; None when there is no wording. At most two queries.
    """
    return wordings_for(exceptions=[exception], language=language, user=user).get(exception.pk)


def wordings_for(*, exceptions: Sequence[PolicyExceptionPage], language: str, user: Any) -> dict[int, Wording]:
    """Return the same for several, by id, without those that have no wording. At most one query more."""
    found: dict[int, Wording] = {}
    elsewhere: list[PolicyExceptionPage] = []
    for each in exceptions:
        if code_of(each.locale_id) == language:
            continue
        row = next((row for row in each.wordings.all() if row.language == language), None)
        if row is not None:
            found[each.pk] = Wording(row.wording, row.avoid, language, is_wanted=True)
        else:
            elsewhere.append(each)
    translated = _of_translations(elsewhere, language, user)
    for each in exceptions:
        if each.pk in found:
            continue
        if each.translation_key in translated:
            found[each.pk] = translated[each.translation_key]
        elif each.wording or each.avoid:
            own = code_of(each.locale_id)
            found[each.pk] = Wording(each.wording, each.avoid, own, is_wanted=language == own)
    return found


def _of_translations(exceptions: Sequence[PolicyExceptionPage], language: str, user: Any) -> dict[Any, Wording]:
    from wiki.models import PolicyExceptionPage

    if not exceptions:
        return {}
    keys = [each.translation_key for each in exceptions]
    pages = PolicyExceptionPage.objects.listable_to(user).filter(translation_key__in=keys, locale__language_code=language)
    rows = pages.exclude(wording="").values_list("translation_key", "wording", "avoid")
    return {key: Wording(wording, avoid, language, is_wanted=True) for key, wording, avoid in rows}
