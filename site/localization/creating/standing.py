"""Which sources of a chunk need what: a translation, a target for one that lost it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from localization.models import Translation


@dataclass
class Standing:
    """`wanted` are the sources to begin; `without_target` translations that have none, by translation key.

    `aliases` are pages of the language that show their source, by translation key: they become the targets.
    """

    wanted: list[Any] = field(default_factory=list)
    without_target: dict[Any, Translation] = field(default_factory=dict)
    aliases: dict[Any, Any] = field(default_factory=dict)


def sort_out(sources: list[Any], *, model: Any, locale: Any, user: Any, created: Any) -> Standing:
    """Look at what there is, in two queries; what is linked already is adopted."""
    keys = {each.translation_key for each in sources}
    known = {row.translation_key: row for row in Translation.objects.filter(translation_key__in=keys, locale=locale)}
    twins = {row.translation_key: row for row in model._base_manager.filter(translation_key__in=keys, locale=locale)}
    standing = Standing()
    for source in sources:
        key = source.translation_key
        row, twin = known.get(key), twins.get(key)
        if row is not None and (twin is not None or not _needs_target(source)):
            created.there.append(row.pk)
        elif twin is None:
            standing.wanted.append(source)
            if row is not None:
                standing.without_target[key] = row
        elif getattr(twin, "alias_of_id", None) is not None:
            standing.wanted.append(source)
            standing.aliases[key] = twin
        else:
            _adopt(twin, source, user, created)
    return standing


def _needs_target(source: Any) -> bool:
    from localization.targets import has_drafts

    return has_drafts(type(source))


def _adopt(twin: Any, source: Any, user: Any, created: Any) -> None:
    from localization.syncing import translation_adopt

    page = twin.specific if hasattr(twin, "specific") else twin
    created.made.append(translation_adopt(page, source=source, user=user).pk)
