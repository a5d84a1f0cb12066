"""Files lie where their collection wants them: from the moment of upload on, and after every change of the collection."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction

from content.private_files.rules import is_private, private_collections
from content.private_files.storage import PRIVATE, is_private_name, public_name

logger = logging.getLogger(__name__)


def file_place(thing: Any) -> bool:
    """Move the file of a picture or document where its collection wants it; tells whether it had to be moved.

    The smaller pictures made of it are made anew. A file becomes public only after the transaction: one that fails leaves none.
    """
    wanted = is_private(thing.collection_id)
    if not thing.file or is_private_name(thing.file.name) == wanted:
        return False
    if wanted:
        _move(thing)
    else:
        transaction.on_commit(partial(_move_out, type(thing), thing.pk))
    return True


def files_place(collections: Iterable[int]) -> int:
    """Do so for everything in these collections; returns how many files had to be moved."""
    ids, private = list(collections), set(private_collections().values_list("pk", flat=True))
    moved = 0
    for model in (get_image_model(), get_document_model()):
        for thing in model.objects.filter(collection__in=ids).iterator():
            if is_private_name(thing.file.name) != (thing.collection_id in private):
                moved += file_place(thing)
    return moved


def _move_out(model: Any, pk: int) -> None:
    thing = model.objects.filter(pk=pk).first()
    if thing is not None and is_private_name(thing.file.name) and not is_private(thing.collection_id):
        _move(thing)


def _move(thing: Any) -> None:
    storage, old = thing.file.storage, thing.file.name
    name = public_name(old) if is_private_name(old) else PRIVATE + old
    try:
        with storage.open(old, "rb") as file:
            new = storage.save(name, File(file), max_length=thing._meta.get_field("file").max_length)
    except OSError:
        logger.warning("The file of %s %s is not there, and was not moved.", thing._meta.label, thing.pk)
        return
    type(thing).objects.filter(pk=thing.pk).update(file=new)
    thing.file.name = new
    for rendition in thing.renditions.all() if hasattr(thing, "renditions") else ():
        rendition.delete()
    transaction.on_commit(partial(storage.delete, old))


def _named(generate: Callable[[Any, str], str], collection_of: Callable[[Any], int | None]) -> Callable[[Any, str], str]:
    @wraps(generate)
    def wrapped(instance: Any, filename: str) -> str:
        name = generate(instance, filename)
        return PRIVATE + name if is_private(collection_of(instance)) else name

    return wrapped


def on_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        file_place(instance)


def on_rule_changed(instance: CollectionViewRestriction, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        files_place(_subtree(instance.collection))


def after_bulk_action(_request: HttpRequest, _kind: str, objects: Iterable[Any], _action: Any) -> None:
    """Many at once are put into a collection without being saved one by one."""
    models = (get_image_model(), get_document_model())
    for each in objects:
        if isinstance(each, models) and (now := type(each).objects.filter(pk=each.pk).first()):
            file_place(now)


def _subtree(collection: Collection) -> list[int]:
    return list(Collection.objects.filter(path__startswith=collection.path).values_list("pk", flat=True))


def _moving(move: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(move)
    def wrapped(self: Collection, *args: Any, **kwargs: Any) -> Any:
        result = move(self, *args, **kwargs)
        files_place(_subtree(Collection.objects.get(pk=self.pk)))
        return result

    return wrapped


def _address(of_document: Any) -> property:
    """A private document has the address of its file: whoever is signed out is asked to sign in there, for any address."""

    def url(self: Any) -> str:
        return str(self.file.url if is_private_name(self.file.name) else of_document.fget(self))

    return property(url)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    image, document = get_image_model(), get_document_model()
    rendition = image.get_rendition_model()
    for model in (image, document):
        field = model._meta.get_field("file")
        field.generate_filename = _named(field.generate_filename, lambda thing: thing.collection_id)
        post_save.connect(on_saved, sender=model, dispatch_uid=f"content.private_files.{model._meta.label}")
    field = rendition._meta.get_field("file")
    field.generate_filename = _named(field.generate_filename, lambda thing: thing.image.collection_id)
    document.url = _address(document.url)
    Collection.move = _moving(Collection.move)
    post_save.connect(on_rule_changed, sender=CollectionViewRestriction, dispatch_uid="content.private_files.rule")
    post_delete.connect(on_rule_changed, sender=CollectionViewRestriction, dispatch_uid="content.private_files.no_rule")
    hooks.register("after_bulk_action", after_bulk_action)
