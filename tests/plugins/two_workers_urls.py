"""The two addresses of test_two_workers."""

from __future__ import annotations

import os

from django.http import HttpRequest, JsonResponse
from django.urls import path

from plugins import active, lifecycle


def which(request: HttpRequest) -> JsonResponse:
    """Who answers, and what is active there."""
    return JsonResponse({"process": os.getpid(), "active": sorted(active.active_slugs())})


def switch(request: HttpRequest, slug: str, to: str) -> JsonResponse:
    """Switch a plugin on or off in the process that answers."""
    (lifecycle.activate if to == "on" else lifecycle.deactivate)(slug)
    return which(request)


urlpatterns = [path("which/", which), path("switch/<slug:slug>/<slug:to>/", switch)]
