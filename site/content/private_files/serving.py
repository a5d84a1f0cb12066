"""Answers the addresses of private files: all alike to those who may not read them, whether there is such a file or not."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import FileResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.http import urlencode
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.views.serve import serve as serve_document
from wagtail.images import get_image_model

from content.audiences import reader_for
from content.private_files.by_proxy import by_proxy
from content.private_files.rules import collection_admits
from content.private_files.storage import PRIVATE, is_private_name


@require_safe
def private_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send a private picture, a smaller one made of it, or a document, to those its collection admits.

    The signed-out are sent to sign in, everybody else finds nothing. Behind a proxy that is told to (SANAD_PRIVATE_ACCEL), the
    proxy sends the file.
    """
    found = _found(PRIVATE + path)
    if found is None or not collection_admits(found[1], reader_for(request.user)):
        if request.user.is_authenticated:
            raise Http404
        return redirect(f"{reverse('accounts:login')}?{urlencode({'next': request.get_full_path()})}")
    thing = found[0]
    is_document = isinstance(thing, get_document_model())
    response: HttpResponseBase = serve_document(request, thing.pk, thing.filename) if is_document else _picture(thing, path)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _found(name: str) -> tuple[Any, Any] | None:
    """The thing whose file it is, and its collection."""
    image = get_image_model()
    if document := get_document_model().objects.filter(file=name).select_related("collection").first():
        return document, document.collection
    if rendition := image.get_rendition_model().objects.filter(file=name).select_related("image__collection").first():
        return rendition, rendition.image.collection
    if picture := image.objects.filter(file=name).select_related("collection").first():
        return picture, picture.collection
    return None


def _picture(thing: Any, path: str) -> HttpResponseBase:
    """A picture may hold scripts (SVG): opened by its own address it runs none of them."""
    response: HttpResponseBase | None = by_proxy(thing.file)
    if response is None:
        try:
            response = FileResponse(thing.file.storage.open(thing.file.name, "rb"), filename=path.rsplit("/", maxsplit=1)[-1])
        except OSError as error:
            raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def refuse_by_number(document: Any, request: HttpRequest) -> None:
    """At the address that names a document by its number, a private one is not there for those it is not for."""
    if is_private_name(document.file.name) and not collection_admits(document.collection, reader_for(request.user)):
        raise Http404("There is no such document.")


def connect() -> None:
    """Come before Wagtail's own question, which sends everybody to sign in."""
    hooks.register("before_serve_document", refuse_by_number, order=-100)
