from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wiki.agents import agents_only
from wiki.front.sections import sections_for


@agents_only
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The home of the wiki: the spaces this agent may read, and what the parts of this room have for them."""
    return render(request, "wiki/front/home.html", {"sections": sections_for(request)})
