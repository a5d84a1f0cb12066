"""One's own data: to take along, and to erase."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.forms_personal import EraseForm
from accounts.personal_data import Person, account_close, person_of, personal_data_erase, personal_data_export
from accounts.personal_data.persons import ADMIN
from accounts.throttle import Limit, waiting_sentence

# Who found an open session may guess the password here.
TRIES = Limit("erase", 10, 3600)


def _person(request: HttpRequest) -> Person:
    return person_of(request.user)  # type: ignore[arg-type]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required(login_url="accounts:login")
def own_data(request: HttpRequest) -> HttpResponse:
    """Show what is kept, and erase it when the person confirms with their password."""
    may_close = not request.user.has_perm(ADMIN)
    form = EraseForm(request.POST if request.method == "POST" else None, user=request.user, may_close=may_close)
    status = 200
    if request.method == "POST":
        seconds = TRIES.take(str(request.user.pk))
        if seconds:
            form.refuse(waiting_sentence(seconds))
            status = 429
        elif form.is_valid():
            return _erased(request, closes=bool(form.cleaned_data.get("close_account")))
    context: dict[str, Any] = {"form": form, "found": personal_data_export(_person(request)), "may_close": may_close}
    response = render(request, "accounts/personal_data.html", context, status=status)
    if status == 429:
        response["Retry-After"] = str(seconds)
    return response


def _erased(request: HttpRequest, *, closes: bool) -> HttpResponse:
    done = personal_data_erase(_person(request))
    if done.failed:
        messages.error(request, _("Not everything could be erased. Please try again, or write to us."))
        return redirect("accounts:personal_data")
    if closes:
        user = request.user
        logout(request)
        account_close(user)  # type: ignore[arg-type]
        messages.success(request, _("Your data is erased, and your account is closed."))
        return redirect("accounts:login")  # the front page is the same for everybody: it tells nobody anything
    messages.success(request, _("Your data is erased."))
    return redirect("accounts:personal_data")


@require_safe
@never_cache
@login_required(login_url="accounts:login")
def own_data_download(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about the person, as a file."""
    return as_file(_person(request), name="my-data.json")


def as_file(person: Person, *, name: str) -> HttpResponse:
    """Return a person's data as a JSON file to save; letters of all scripts are readable in it."""
    response = JsonResponse(personal_data_export(person).document(), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
