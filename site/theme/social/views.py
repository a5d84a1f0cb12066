"""The pictures themselves: drawn once, kept on the disk, and only of pages that everybody may see."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from content.audiences import ANONYMOUS
from content.locales import code_of
from content.models import HelpPage
from theme.chrome import site_name_of, surroundings_of
from theme.looks import look_of
from theme.models import DEFAULT_ACCENT
from theme.social.cards import Card, card_of, picture_address
from theme.social.drawing import png_of

# The address changes with the picture. Not for ever all the same: a page that was closed is to vanish from caches as well.
SECONDS = 7 * 24 * 3600


def social_picture(request: HttpRequest, pk: str, digest: str) -> HttpResponse:
    """Answer with the picture of a page. An address of old leads to the new one; nothing else is ever drawn."""
    page = HelpPage.objects.listable_to(ANONYMOUS).filter(pk=int(pk)).first()
    card = _card(page, request) if page is not None else None
    if page is None or card is None:
        raise Http404
    if digest != card.digest:
        return redirect(picture_address(page.pk, card))
    response = HttpResponse(_picture(page.pk, card), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={SECONDS}"
    return response


def _card(page: HelpPage, request: HttpRequest) -> Card | None:
    language = code_of(page.locale_id)
    around = surroundings_of(request, language)
    look = look_of(page)
    accent = (look and look.accent) or (around.branding.accent_colour if around.branding else DEFAULT_ACCENT)
    name = (look and look.name) or site_name_of(around)
    return card_of(title=page.title, site_name=name, language=language, accent=accent)


def _picture(pk: int, card: Card) -> bytes:
    """Read the picture, or draw it and keep it in the place of the page's older ones."""
    folder = Path(settings.SANAD_SOCIAL_FOLDER) / str(pk % 1000) / str(pk)
    path = folder / f"{card.digest}.png"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        picture = png_of(card)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink(missing_ok=True)
    handle, temporary = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as out:
        out.write(picture)
    Path(temporary).replace(path)  # at once: another process never reads half of it
    return picture
