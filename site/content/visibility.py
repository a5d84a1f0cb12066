"""Computes who may see a page, from the page and everything above it, and writes it to the whole subtree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from content.aside import aside_paths
from content.audiences import Audience, admits_more, gates_of, groups_string
from content.signals import visibility_changed
from content.timed import next_change_of

GateProvider = Callable[[Iterable[int]], Mapping[int, frozenset[int]]]
_gate_providers: list[GateProvider] = []


def register_gates(provider: GateProvider) -> None:
    """Let a room narrow pages to groups: a function from page ids to the groups of which one is needed (wiki spaces)."""
    _gate_providers.append(provider)


UnlistedProvider = Callable[[Iterable[int]], Iterable[int]]
_unlisted_providers: list[UnlistedProvider] = []


def register_unlisted(provider: UnlistedProvider) -> None:
    """Let a room keep pages, and all below them, out of lists and search: a function from page ids to those of them.

    Whoever has the address opens them all the same. The room calls `visibility_refresh` when its answer changes.
    """
    _unlisted_providers.append(provider)


class Computed(NamedTuple):
    """The computed fields of a HelpPage, in the order of FIELDS."""

    effective_audience: int
    required_groups: str
    unlisted: bool
    ancestors_live: bool
    visible_until: datetime | None
    internal_until: datetime | None
    archived_at: datetime | None
    next_change: datetime | None


FIELDS = Computed._fields
# What the page itself brings along, beside its row of Wagtail's.
OWN = ("pk", "audience", "public_from", "archived_from")


@dataclass(frozen=True)
class Inherited:
    """What a page hands down to its children."""

    audience: int = Audience.PUBLIC
    gates: frozenset[frozenset[int]] = frozenset()
    unlisted: bool = False
    live: bool = True
    until: datetime | None = None
    internal: datetime | None = None
    archived: datetime | None = None


@dataclass(frozen=True)
class Own:
    """What a page adds by itself."""

    audience: int
    gates: frozenset[frozenset[int]]
    unlisted: bool
    live: bool
    until: datetime | None
    internal: datetime | None = None
    archived: datetime | None = None
    aside: bool = False


def visibility_of(above: Inherited, own: Own) -> tuple[Computed, Inherited]:
    """Combine what comes from above with what the page adds: the strictest of both, always."""
    until, archived = _first(above.until, own.until), _first(above.archived, own.archived)
    internal = max((each for each in (above.internal, own.internal) if each is not None), default=None)
    below = Inherited(
        audience=max(above.audience, own.audience),
        gates=above.gates | own.gates,
        unlisted=above.unlisted or own.unlisted,
        live=above.live and own.live and not own.aside,
        until=until,
        internal=internal,
        archived=archived,
    )
    groups, change = groups_string(below.gates), next_change_of(internal, archived, timezone.now())
    return Computed(
        below.audience, groups, below.unlisted, above.live and not own.aside, until, internal, archived, change
    ), below


def _first(*moments: datetime | None) -> datetime | None:
    return min((each for each in moments if each is not None), default=None)


def visibility_refresh(*, page_id: int, whole_subtree: bool = False) -> list[int]:
    """Recompute a page and, where what it hands down changed, everything below. Returns the ids of changed pages.

    Must run in the transaction of the change: the rows are locked through the root of the tree on PostgreSQL, so that two
    changes at once cannot leave a mixture. `whole_subtree` skips the short cut for a page whose own result is unchanged.
    """
    with transaction.atomic():
        if connection.features.has_select_for_update:
            list(Page.objects.select_for_update(of=("self",)).filter(depth=1).values_list("pk"))
        path = Page.objects.filter(pk=page_id).values_list("path", flat=True).first()
        if path is None:
            return []
        only_itself = not whole_subtree and not _hands_down_something_new(path)
        changed = _write(_computed(Q(path=path) if only_itself else Q(path__startswith=path), path))
        for alias_id in Page.objects.filter(alias_of__in=changed).values_list("pk", flat=True) if changed else ():
            changed += visibility_refresh(page_id=alias_id)
        return changed


def visibility_fill(*, paths: Iterable[str]) -> list[int]:
    """Compute what is stored for pages that were written by rows, of which no signal told. Return the ids of changed pages.

    `paths` are their places in the tree; nothing is below them but others of them. Must run in the transaction that wrote them.
    """
    wanted = set(paths)
    above = {path[:end] for path in wanted for end in range(Page.steplen, len(path), Page.steplen)}
    return _write(_computed(Q(path__in=wanted | above), ""))


def visibility_problems() -> list[int]:
    """Return the ids of pages whose stored visibility is not what it should be; an empty list on a sound site."""
    # Not Q(): joined by | with another condition, an empty one is dropped, and no page at all would be looked at.
    everything = Q(depth__gte=1)
    found = ((row["pk"], _stored(row), computed) for row, computed in _computed(everything, ""))
    # A moment that has just passed is the next run's of the job, and no mistake.
    return [pk for pk, stored, computed in found if stored != computed and not _is_passed(stored, computed)]


def _is_passed(stored: Computed, computed: Computed) -> bool:
    moment = stored.next_change
    same = stored._replace(next_change=computed.next_change) == computed
    return same and moment is not None and moment <= timezone.now()


def _hands_down_something_new(path: str) -> bool:
    rows = _computed(Q(path=path) | Q(path__startswith=path, depth=len(path) // Page.steplen + 1), path)
    return any(_stored(row) != computed for row, computed in rows)


def _rows(wanted: Q, path: str) -> list[dict[str, Any]]:
    above = Q(path__in=[path[:end] for end in range(Page.steplen, len(path), Page.steplen)])
    names = [f"{page}__{name}" for page in ("helppage", "alias_of__helppage") for name in FIELDS]
    return list(
        Page._base_manager.filter(wanted | above)
        .order_by("path")
        .values(
            "pk", "path", "live", "expire_at", "content_type_id", "alias_of__path", *(f"helppage__{name}" for name in OWN), *names
        )
    )


def _computed(wanted: Q, path: str) -> list[tuple[dict[str, Any], Computed]]:
    """Return the rows of the wanted help pages (at and below `path`) with what should be stored for them."""
    rows = _rows(wanted, path)
    minimum = _minimum_audiences()
    restrictions = _restrictions([row["pk"] for row in rows])
    aside = aside_paths()
    state: dict[str, Inherited] = {}
    result = []
    for row in rows:
        parent = state.get(row["path"][: -Page.steplen], Inherited())
        is_root = len(row["path"]) == Page.steplen
        audience, gates, unlisted = restrictions.get(row["pk"], (Audience.PUBLIC, frozenset(), False))
        # An alias shows the text of its source, so it is at least as strict.
        source = {name: row[f"alias_of__helppage__{name}"] for name in FIELDS}
        own = Own(
            audience=max(
                row["helppage__audience"] or 0,
                minimum.get(row["content_type_id"], 0),
                audience,
                source["effective_audience"] or 0,
            ),
            gates=gates | gates_of(source["required_groups"] or ""),
            unlisted=unlisted or bool(source["unlisted"]),
            live=row["live"] or is_root,
            until=row["expire_at"],
            internal=max(filter(None, (row["helppage__public_from"], source["internal_until"])), default=None),
            archived=_first(row["helppage__archived_from"], source["archived_at"]),
            aside=row["path"] in aside or (row["alias_of__path"] or "").startswith(aside),
        )
        computed, state[row["path"]] = visibility_of(parent, own)
        if row["helppage__pk"] is not None and len(row["path"]) >= len(path):
            result.append((row, computed))
    return result


def _minimum_audiences() -> dict[int, int]:
    from content.models import HelpPage

    minimum = {model: model.minimum_audience for model in apps.get_models() if issubclass(model, HelpPage)}
    types = ContentType.objects.get_for_models(*minimum)
    return {types[model].pk: audience for model, audience in minimum.items() if audience}


def restrictions_of(page_ids: Iterable[int]) -> defaultdict[int, tuple[int, frozenset[frozenset[int]], bool]]:
    """Return the audience, gates and unlistedness that the own view restrictions of pages mean. Two queries."""
    on_page: defaultdict[int, tuple[int, frozenset[frozenset[int]], bool]] = defaultdict(
        lambda: (Audience.PUBLIC, frozenset(), False)
    )
    # Sites have few restrictions: all of them cost less than a query with thousands of ids.
    wanted = set(page_ids)
    for each in PageViewRestriction.objects.prefetch_related("groups"):
        if each.page_id not in wanted:
            continue
        audience, gates, unlisted = on_page[each.page_id]
        if each.restriction_type == PageViewRestriction.PASSWORD:
            unlisted = True
        elif each.restriction_type == PageViewRestriction.GROUPS:
            audience = max(audience, Audience.CUSTOMER)
            gates |= {frozenset(group.pk for group in each.groups.all())}
        elif each.restriction_type == PageViewRestriction.LOGIN:
            audience = max(audience, Audience.CUSTOMER)
        on_page[each.page_id] = (audience, gates, unlisted)
    return on_page


def _restrictions(page_ids: list[int]) -> dict[int, tuple[int, frozenset[frozenset[int]], bool]]:
    """Return the same with what rooms know of."""
    on_page = restrictions_of(page_ids)
    for provider in _gate_providers:
        for page_id, groups in provider(page_ids).items():
            audience, gates, unlisted = on_page[page_id]
            on_page[page_id] = (audience, gates | {groups}, unlisted)
    for find in _unlisted_providers:
        for page_id in find(page_ids):
            audience, gates, _unlisted = on_page[page_id]
            on_page[page_id] = (audience, gates, True)
    return on_page


def _stored(row: dict[str, Any]) -> Computed:
    return Computed(*(row[f"helppage__{name}"] for name in FIELDS))


def _is_narrower(now: Computed, before: Computed) -> bool:
    more = admits_more((before.effective_audience, before.required_groups), (now.effective_audience, now.required_groups))
    return more or (now.unlisted and not before.unlisted)  # where a password is asked for now


def _write(rows: list[tuple[dict[str, Any], Computed]]) -> list[int]:
    from content.models import HelpPage

    groups: defaultdict[Computed, list[int]] = defaultdict(list)
    narrowed = []
    for row, computed in rows:
        if (stored := _stored(row)) != computed:
            groups[computed].append(row["pk"])
            if _is_narrower(computed, stored):
                narrowed.append(row["pk"])
    for computed, ids in groups.items():
        for start in range(0, len(ids), 500):
            HelpPage._base_manager.filter(pk__in=ids[start : start + 500]).update(**computed._asdict())
    changed = [pk for ids in groups.values() for pk in ids]
    if changed:
        visibility_changed.send(sender=HelpPage, page_ids=changed, narrowed=narrowed)
    return changed
