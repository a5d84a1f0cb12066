"""Telling what a search did not find."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.addresses import client_address
from feedback.cleaning import clean_words
from feedback.conf import feedback_settings
from feedback.forms import MissingForm
from feedback.limits import COMMENTS_PER_ADDRESS, comment_refusal, small_bodies_only
from feedback.models.comment import LONGEST, LONGEST_QUERY
from feedback.readers import known_reader, new_reader_token, reader_of_form, reader_remember
from feedback.services import note_record
from feedback.views.common import COOKIE_PATH, finished
from search.selectors import SearchPage
from search.ways_out import WayOut

MISSING = gettext_lazy("Tell us what is missing")


def way_out(_request: HttpRequest, found: SearchPage) -> WayOut | None:
    """Offer the form where a search found nothing."""
    asked = feedback_settings()
    if not (asked.is_on and asked.asks_comments):
        return None
    words = [("language", found.query.language), ("q", found.query.text[:LONGEST_QUERY])]
    return WayOut(MISSING, f"{reverse('feedback:missing')}?{urlencode(words)}")


def _too_large(request: HttpRequest) -> HttpResponse:
    language = _language(request.GET.get("language", ""))
    with override(language):
        error = _("Your comment was not sent: it is far too long. Go back one page, shorten it, and send it again.")
        return finished(_page(request, language=language, error=error, status=413), language=language)


@csrf_exempt  # for the decorator below; csrf_protect does it after the size is known
@never_cache
@small_bodies_only(_too_large)
@csrf_protect
def missing(request: HttpRequest) -> HttpResponse:
    """Ask what somebody looked for, or take the answer. `?language=` and `?q=` come from the search."""
    asked = feedback_settings()
    if not (asked.is_on and asked.asks_comments):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    language = _language(given.get("language", ""))
    with override(language):
        if request.method == "POST":
            response = _taken(request, language)
        else:
            query = clean_words(request.GET.get("q", ""))[:LONGEST_QUERY]
            is_sent = "sent" in request.GET and bool(known_reader(request))
            response = _page(request, language=language, query=query, is_sent=is_sent)
    return finished(response, language=language)


def _taken(request: HttpRequest, language: str) -> HttpResponse:
    form = MissingForm(request.POST)
    query = clean_words(request.POST.get("query", ""))[:LONGEST_QUERY]
    if not form.is_valid():
        error = _("Nothing was sent yet. Please look at what is marked below.")
        return _page(request, language=language, query=query, form=form, error=error, status=400)
    if seconds := COMMENTS_PER_ADDRESS.take(client_address(request)):
        response = _page(request, language=language, query=query, form=form, error=comment_refusal(seconds), status=429)
        response["Retry-After"] = str(seconds)
        return response
    voter_key, new_id = reader_of_form(request)
    email = form.cleaned_data.get("email", "")
    note_record(language=language, voter_key=voter_key, query=query, text=form.cleaned_data["text"], email=email)
    done = urlencode([("language", language), ("sent", "1")])
    response = HttpResponseRedirect(f"{reverse('feedback:missing')}?{done}", status=303)
    if new_id:
        reader_remember(response, reader_id=new_id, path=COOKIE_PATH)
    return response


def _language(text: str) -> str:
    return text if text in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _page(
    request: HttpRequest,
    *,
    language: str,
    query: str = "",
    form: MissingForm | None = None,
    error: str = "",
    is_sent: bool = False,
    status: int = 200,
) -> HttpResponse:
    asked = feedback_settings()
    context = {
        "title": MISSING,
        "ids": "feedback",
        "title_tag": "h2",
        "form_url": reverse("feedback:missing"),
        "language": language,
        "query": query,
        "form": form,
        "error": error,
        "is_sent": is_sent,
        "settings": asked,
        "words": asked.words,
        "reader_token": "" if known_reader(request) else new_reader_token(),
        "longest": LONGEST,
    }
    return render(request, "feedback/missing.html", context, status=status)
