"""Pictures and documents of the wiki lie in private collections: one for each space, below one for the whole wiki."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext
from wagtail.models import Collection, CollectionViewRestriction, Page, ReferenceIndex

from accounts.groups import AGENT_GROUPS
from content.audiences import Audience, gates_of
from content.models import HelpPage
from content.private_files.checks import files_of
from content.private_files.rules import is_private
from wiki.models import SpacePage


@transaction.atomic
def collection_ensure(*, space: SpacePage) -> Collection:
    """Return the collection of a space, made and closed where there is none. It has the name of the space."""
    collection = Collection.objects.filter(pk=space.collection_id).first() if space.collection_id else None
    if collection is None:
        # A name of a collection has 255 letters at most, as a title has.
        collection = _root().add_child(name=space.title)
        SpacePage.objects.filter(pk=space.pk).update(collection=collection)
        space.collection = collection
    elif collection.name != space.title:
        collection.name = space.title
        collection.save()
    rules_write(collection=collection)
    return collection


def rules_write(*, collection: Collection) -> None:
    """Close a collection to all but those who read every space it belongs to."""
    strings = HelpPage.objects.filter(pk__in=SpacePage.objects.filter(collection=collection).values("pk"))
    gates = {gate for text in strings.values_list("required_groups", flat=True) for gate in gates_of(text)}
    _rules_replace(collection, {_agents(), *gates})


def adopt(*, page: Page) -> int:
    """Put the pictures and documents of a wiki page that nothing outside of the wiki shows into the collection of its space.

    Returns how many. Those that lie in a private collection stay where they are, unless it is the bin's.
    """
    space = _space_of(page)
    if space is None:
        return 0
    moved = 0
    for thing in files_of(page):
        is_taken_back = is_in_the_bin(thing)
        if is_taken_back or (not is_private(thing.collection_id) and not _is_shown_elsewhere(thing)):
            thing.collection = collection_ensure(space=space)
            thing.save()
            moved += 1
    return moved


def follow(*, page: Page) -> int:
    """Put the files of a page that came from another space, and of all below it, into the collection of its space.

    Returns how many. What pages outside of the space show as well stays where it is: those who read them need it.
    """
    space = _space_of(page)
    if space is None:
        return 0
    others = set(SpacePage.objects.exclude(pk=space.pk).exclude(collection=None).values_list("collection_id", flat=True))
    moved = 0
    for each in page.get_descendants(inclusive=True).specific():
        for thing in files_of(each):
            if thing.collection_id in others and not _is_shown_outside(thing, space):
                thing.collection = collection_ensure(space=space)
                thing.save()
                moved += 1
    return moved


def all_adopt() -> int:
    """Give every space its collection, and adopt the files of every wiki page and of its draft; returns how many."""
    adopted = 0
    for space in SpacePage.objects.filter(alias_of=None):
        collection_ensure(space=space)
        for page in space.get_descendants(inclusive=True).filter(alias_of=None).specific():
            adopted += adopt(page=page) + adopt(page=page.get_latest_revision_as_object())
    return adopted


def wiki_collection() -> Collection:
    """Return the collection of the whole wiki."""
    return _root()


def bin_collection() -> Collection:
    """Return the collection for files of deleted pages. It is open to nobody: its rule names no group."""
    root = _root()
    found = root.get_children().filter(pk__in=_bins()).first()
    if found is None:
        found = root.add_child(name=gettext("Recycle bin"))
        CollectionViewRestriction.objects.create(collection=found, restriction_type=CollectionViewRestriction.GROUPS)
    return found


def is_in_the_bin(thing: Any) -> bool:
    """Tell whether a picture or document lies there."""
    return bool(_bins().filter(collection_id=thing.collection_id).exists())


def _bins() -> Any:
    rules = CollectionViewRestriction.objects.filter(restriction_type=CollectionViewRestriction.GROUPS, groups=None)
    return rules.values_list("collection_id", flat=True)


def references_to(thing: Any) -> Any:
    """Return what shows a picture or document, as it is published."""
    return ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(thing)), to_object_id=str(thing.pk)
    )


def _space_of(page: Page) -> SpacePage | None:
    space: SpacePage | None = SpacePage.objects.ancestor_of(page, inclusive=True).order_by("-depth").first()
    return space


def _is_shown_outside(thing: Any, space: SpacePage) -> bool:
    pages = ContentType.objects.get_for_model(Page)
    references = references_to(thing)
    if references.exclude(base_content_type=pages).exists():
        return True
    shown_on = {int(pk) for pk in references.values_list("object_id", flat=True)}
    return bool(Page.objects.filter(pk__in=shown_on).exclude(path__startswith=space.path).exists())


def _is_shown_elsewhere(thing: Any) -> bool:
    references = references_to(thing)
    return bool(references.exclude(content_type__in=_wiki_types()).exists())


def _wiki_types() -> list[int]:
    from django.apps import apps

    models = [model for model in apps.get_models() if issubclass(model, HelpPage) and model.minimum_audience >= Audience.AGENT]
    return [each.pk for each in ContentType.objects.get_for_models(*models).values()]


def _root() -> Collection:
    """The collection of the whole wiki: that above any space's, or a new one."""
    known = SpacePage.objects.exclude(collection=None).order_by("pk").first()
    if known is not None and known.collection is not None and known.collection.depth > 2:
        return known.collection.get_parent()
    root = Collection.get_first_root_node()
    for each in root.get_children().filter(name=gettext("Wiki")):
        if set(_stored(each)) == {_agents()}:
            return each
    made = root.add_child(name=gettext("Wiki"))
    _rules_replace(made, {_agents()})
    return made


def _agents() -> frozenset[int]:
    return frozenset(Group.objects.filter(name__in=AGENT_GROUPS).values_list("pk", flat=True))


def _stored(collection: Collection) -> dict[frozenset[int], CollectionViewRestriction]:
    rules = CollectionViewRestriction.objects.filter(
        collection=collection, restriction_type=CollectionViewRestriction.GROUPS
    ).prefetch_related("groups")
    return {frozenset(group.pk for group in rule.groups.all()): rule for rule in rules}


def _rules_replace(collection: Collection, gates: Iterable[frozenset[int]]) -> None:
    """New rules come before old ones go: at no moment is the collection open."""
    stored, wanted = _stored(collection), set(gates)
    for gate in wanted - stored.keys():
        rule = CollectionViewRestriction.objects.create(collection=collection, restriction_type=CollectionViewRestriction.GROUPS)
        rule.groups.set(Group.objects.filter(pk__in=gate))
    for gate in stored.keys() - wanted:
        stored[gate].delete()
