from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from wiki.agents import agents_only
from wiki.models import Frequency, WatchSettings
from wiki.watching.services import frequency_set
from wiki.watching.tokens import stopped_user


@agents_only
@require_POST
def frequency(request: HttpRequest) -> HttpResponse:
    """Choose how often mails come."""
    chosen = request.POST.get("frequency", "")
    if chosen in Frequency.values:
        frequency_set(user=request.user, frequency=Frequency(chosen))
    return redirect(reverse("wiki:mine") + "#mails")


@csrf_exempt  # the token is the right; programs for mail send it for their reader (RFC 8058)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """End the mails of the person a token is for, who need not sign in. Only what is sent does it: programs open links, too.

    The answer names nobody, and nothing of the wiki.
    """
    user_id = stopped_user(token=token)
    if user_id is None:
        raise Http404
    is_done = request.method == "POST"
    if is_done:
        WatchSettings.objects.filter(user_id=user_id).update(frequency=Frequency.NEVER)
    response = render(request, "wiki/watching/stop.html", {"is_done": is_done})
    response["Referrer-Policy"] = "no-referrer"
    return response
