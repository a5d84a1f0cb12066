from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.agents import agents_only
from wiki.changed.seen import changed_for

SHOWN = 50


@agents_only
@require_safe
def changed(request: HttpRequest) -> HttpResponse:
    """All pages that changed since this agent saw them."""
    rows = Paginator(changed_for(request.user), SHOWN).get_page(request.GET.get("p"))
    return render(request, "wiki/changed/list.html", {"rows": rows})
