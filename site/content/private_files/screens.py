"""Screens of the admin that show pictures and documents without asking the policy."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models.audit_log import BaseLogEntryManager, ModelLogEntry

from content.closed.bulk import hide_from_bulk_actions
from content.converters import id_looked_for
from content.private_files.rules import closed_collections

_NAMES = {"pk", "image_id", "document_id", "doc_id"}


def _model_of(namespace: str) -> Any:
    """What the ids in the addresses of an app of Wagtail's mean."""
    if namespace.startswith("wagtailimages"):
        return get_image_model()
    return get_document_model() if namespace.startswith("wagtaildocs") else None


def refuse_closed(request: HttpRequest, kwargs: dict[str, Any]) -> None:
    """Raise Http404, as for an id of none, where an address of the admin names a file that is closed to this person."""
    match = request.resolver_match
    if match is None or (model := _model_of(match.namespace)) is None:
        return
    named = [value for name, value in kwargs.items() if name in _NAMES] + request.GET.getlist("id")
    ids = list(filter(None, map(id_looked_for, named)))
    if ids and model.objects.filter(pk__in=ids, collection__in=closed_collections(request.user)).exists():
        raise Http404


def _listed(get_queryset: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(get_queryset)
    def wrapped(self: Any) -> Any:
        return get_queryset(self).exclude(collection__in=closed_collections(self.request.user).values("pk"))

    return wrapped


def _logged(viewable: Callable[..., Any]) -> Callable[..., Any]:
    """The site's history names what was uploaded, changed and deleted."""

    @wraps(viewable)
    def wrapped(self: Any, user: Any) -> Any:
        entries = viewable(self, user)
        if self.model is not ModelLogEntry or user.is_superuser:
            return entries
        return entries.exclude(_of_closed(user))

    return wrapped


def _of_closed(user: Any) -> Q:
    closed: QuerySet[Any] = closed_collections(user)
    wanted = Q(pk__in=[])
    for model in (get_image_model(), get_document_model()):
        ids = [str(pk) for pk in model.objects.filter(collection__in=closed).values_list("pk", flat=True)]
        wanted |= Q(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)
    return wanted


def _hidden_in_bulk(model: type[Any]) -> None:
    def closed(ids: Collection[int], user: Any) -> list[int]:
        files = model._default_manager.filter(pk__in=ids, collection__in=closed_collections(user))
        return list(files.values_list("pk", flat=True))

    hide_from_bulk_actions(model, closed)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    for model in (get_image_model(), get_document_model()):
        _hidden_in_bulk(model)
    for view in (ImagesAdminAPIViewSet, DocumentsAdminAPIViewSet):
        view.get_queryset = _listed(view.get_queryset)
    BaseLogEntryManager.viewable_by_user = _logged(BaseLogEntryManager.viewable_by_user)
