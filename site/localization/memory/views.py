"""The memory in the admin: how was this said before, TMX out, and entries away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from wagtail.models import Locale

from content.locales import locale_id_of
from localization.exchange import tmx
from localization.exchange.screens import RoomView
from localization.languages import direction_of, language_info
from localization.memory.finding import concordance
from localization.models import MemoryEntry, MemoryPlace
from localization.rights import may_lead, may_translate
from localization.visible import translations_for


def entries_visible_to(user: Any) -> QuerySet[MemoryEntry]:
    """Return the entries that a person may read: from files, and from pages that they may know of."""
    places = MemoryPlace.objects.filter(entry=OuterRef("pk"), translation__in=translations_for(user))
    return MemoryEntry.objects.filter(Q(is_shared=True) | Exists(places))


class MemoryView(RoomView):
    """Words, and where they stand in the memory with their translations."""

    template_name = "localization/memory/memory.html"
    page_title = gettext_lazy("Translation memory")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The pairs found for `?q=` from `?source=` into `?language=`."""
        get = self.request.GET
        codes = [locale.language_code for locale in self.locales]
        every = list(Locale.objects.order_by("pk"))
        source = next((each for each in every if each.language_code == get.get("source")), every[0])
        others = [each for each in self.locales if each != source]
        locale = next((each for each in others if each.language_code == get.get("language")), others[0] if others else None)
        query = get.get("q", "").replace("\x00", "").strip()[:200]
        found = []
        if locale is not None and query:
            found = concordance(query, languages=(source.pk, locale.pk), user=self.request.user, most=50)
        code = locale.language_code if locale else ""
        more = {
            "query": query,
            "pairs": found,
            "sources": [language_info(each.language_code) for each in every],
            "languages": [language_info(each) for each in codes],
            "source_code": source.language_code,
            "source_dir": direction_of(source.language_code),
            "code": code,
            "dir": direction_of(code),
            "number": entries_visible_to(self.request.user).filter(source_locale=source, locale=locale).count() if locale else 0,
            "may_delete": locale is not None and may_lead(self.request.user, locale),
        }
        return super().get_context_data(**more, **kwargs)


@never_cache
@require_GET
def export(request: HttpRequest) -> HttpResponseBase:
    """The memory of a pair of languages as TMX: `?source=` and `?language=`, what this person may read of it."""
    source = Locale.objects.filter(pk=locale_id_of(request.GET.get("source", ""))).first()
    locale = Locale.objects.filter(pk=locale_id_of(request.GET.get("language", ""))).first()
    if source is None or locale is None:
        raise Http404
    if not may_translate(request.user, locale):
        raise PermissionDenied
    entries = entries_visible_to(request.user).filter(source_locale=source, locale=locale).order_by("pk")
    pieces = tmx.write(entries.iterator(chunk_size=500), source_code=source.language_code)
    name = f"memory-{source.language_code}-{locale.language_code}-{timezone.localdate():%Y-%m-%d}.tmx"
    return StreamingHttpResponse(
        (piece.encode("utf-8", "replace") for piece in pieces),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an entry out of the memory; its pages keep their texts. For the leads of its language."""
    entry = get_object_or_404(entries_visible_to(request.user).select_related("source_locale", "locale"), pk=pk)
    if not may_lead(request.user, entry.locale):
        raise PermissionDenied
    entry.delete()
    messages.success(request, _("The entry was taken out of the memory."))
    query = {"source": entry.source_locale.language_code, "language": entry.locale.language_code, "q": request.POST.get("q", "")}
    return redirect(f"{reverse('localization_admin:memory')}?{urlencode(query)}")
