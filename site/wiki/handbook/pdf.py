"""The handbook as a PDF, by WeasyPrint. It reads the site's own files from the disk and nothing from the network."""

from __future__ import annotations

import logging
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from content.audiences import Reader, reader_for
from content.private_files.rules import collection_admits
from content.private_files.storage import PRIVATE

SHEET = "wiki/css/handbook-print.css"


class PangoMissing(Exception):
    """The libraries of the system that WeasyPrint needs are not there."""


def pdf_from(html: str, *, user: Any) -> bytes:
    """Return the PDF of a whole HTML document, with pictures that this user may see and its fonts embedded.

    Raises PangoMissing.
    """
    try:
        # Only here: the site does without it, and loading it takes a while.
        from weasyprint import CSS, HTML
    except (ImportError, OSError) as error:
        raise PangoMissing(str(error)) from error
    for name in ("weasyprint", "weasyprint.progress", "fontTools"):
        logging.getLogger(name).setLevel(logging.ERROR)  # they tell of each page, and of each rule of CSS they do not know
    fetcher = _fetcher(reader_for(user))
    base = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + "/"
    sheet = CSS(filename=str(finders.find(SHEET)), url_fetcher=fetcher)
    made: bytes = HTML(string=html, base_url=base, url_fetcher=fetcher).write_pdf(stylesheets=[sheet])
    return made


def _fetcher(reader: Reader) -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        """Our own files and nothing else: a text could name any address, inside of the company's network too."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = file_at(url, reader)
            if path is None:
                raise ValueError("This address is not part of the site.")
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFiles()


def file_at(url: str, reader: Reader) -> Path | None:
    """Return the file behind an address of this site that a reader may have; None for every other address."""
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    parts = urlsplit(url)
    if parts.scheme == "file":
        path = Path(unquote(parts.path))
        return path if str(path) == finders.find(SHEET) else None
    if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
        return None
    path_of = unquote(parts.path)
    for start, find in ((f"/{PRIVATE}", _private), (_root(settings.MEDIA_URL), _public), (_root(settings.STATIC_URL), _static)):
        if path_of.startswith(start):
            try:
                found = find(path_of[len(start) :], reader)
            except SuspiciousOperation:  # it leads out of its folder
                return None
            return found if found is not None and found.is_file() else None
    return None


def _root(url: str) -> str:
    return "/" + urlsplit(url).path.strip("/") + "/"


def _private(name: str, reader: Reader) -> Path | None:
    image = get_image_model()
    rendition = image.get_rendition_model().objects.filter(file=PRIVATE + name).select_related("image__collection").first()
    thing = rendition.image if rendition else image.objects.filter(file=PRIVATE + name).select_related("collection").first()
    if thing is None or not collection_admits(thing.collection, reader):
        return None
    return _stored(PRIVATE + name)


def _public(name: str, _reader: Reader) -> Path | None:
    # Documents are handed out by their own view, which counts and checks.
    if name.startswith(PRIVATE) or get_document_model().objects.filter(file=name).exists():
        return None
    return _stored(name)


def _stored(name: str) -> Path | None:
    try:
        return Path(default_storage.path(name))
    except (ValueError, OSError, NotImplementedError):
        return None


def _static(name: str, _reader: Reader) -> Path | None:
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None
