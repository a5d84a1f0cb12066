"""The question under a page. A part of its own, never cached, so that the page itself can be the same for everybody."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.models import Revision

from accounts.addresses import client_address
from accounts.throttle import Limit
from content.locales import code_of
from content.models import HelpPage
from feedback.readers import known_reader, new_reader_token, reader_of_form, reader_remember
from feedback.selectors import reader_answer
from feedback.services import Outcome, vote_record
from theme.templatetags.theme_tags import local_digits

# An office behind one address may answer; a flood from one may not.
VOTES_PER_ADDRESS = Limit("votes", 60, 3600)

ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Question:
    """What is asked about: the page in front of the reader, the page that is voted on, and its revision that was read."""

    page: HelpPage
    target: HelpPage
    revision: int

    @property
    def url(self) -> str:
        """The address of the form, in the language of the page."""
        return reverse("feedback:form", args=[self.page.pk])

    def url_after(self, outcome: Outcome) -> str:
        """The address that shows what an answer did, for browsers without htmx."""
        return f"{self.url}?{urlencode([('revision', self.revision), ('done', outcome.value)])}"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def form(request: HttpRequest, page_id: str) -> HttpResponse:
    """Ask whether a page helped, or take the answer. Speaks the language of the page.

    htmx gets the part to put in place; other browsers a small page of its own, and after an answer are led to what it
    did. 404 for pages the reader may not open, 400 for no answer, 429 for too many from one address.
    """
    question = _question(request, int(page_id))
    language = code_of(question.page.locale_id)
    with override(language):
        response = _answered(request, question) if request.method == "POST" else _asked(request, question)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request"])
    return response


def _question(request: HttpRequest, page_id: int) -> Question:
    page = _openable(request, page_id)
    if page is None:
        raise Http404
    # An untranslated copy shows the text of its source: that is what helped or did not.
    source = _openable(request, page.alias_of_id) if page.alias_of_id else None
    target = source or page
    given = request.POST if request.method == "POST" else request.GET
    return Question(page, target, _revision_read(target, given.get("revision", "")))


def _openable(request: HttpRequest, page_id: int) -> HelpPage | None:
    page = HelpPage.objects.filter(pk=page_id).first()
    if page is None or not page.may_open(request.user):
        return None
    # Whoever has the address of an unlisted page may open it, but ids can be counted through: ask for what the page asks.
    if page.unlisted and not all(each.accept_request(request) for each in page.get_view_restrictions()):
        return None
    return page


def _revision_read(target: HelpPage, text: str) -> int:
    """Return the revision the reader had before them, which may be older than the live one; 0 for a page without any."""
    live: int = target.live_revision_id or 0
    number = int(text) if text.isdecimal() and len(text) < 19 else 0
    if 0 < number < live and Revision.page_revisions.filter(pk=number, object_id=str(target.pk)).exists():
        return number
    return live


def _asked(request: HttpRequest, question: Question) -> HttpResponse:
    answer = _answer_of(known_reader(request), question)
    done = request.GET.get("done", "")
    return _rendered(request, question, answer=answer, message=_thanks(done) if answer is not None else "")


def _answered(request: HttpRequest, question: Question) -> HttpResponse:
    is_helpful = ANSWERS.get(request.POST.get("answer", ""))
    if is_helpful is None:
        return _rendered(request, question, error=_("Please choose yes or no."), status=400)
    seconds = VOTES_PER_ADDRESS.take(client_address(request))
    if seconds:
        response = _rendered(request, question, error=_refusal(seconds), status=429)
        response["Retry-After"] = str(seconds)
        return response
    voter_key, new_id = reader_of_form(request)
    outcome = vote_record(
        target=question.target,
        revision=question.revision,
        language=code_of(question.target.locale_id),
        voter_key=voter_key,
        is_helpful=is_helpful,
    ).outcome
    if _is_htmx(request):
        response = _rendered(request, question, answer=is_helpful, message=_thanks(outcome))
    else:
        response = HttpResponseRedirect(question.url_after(outcome), status=303)
    if new_id:
        reader_remember(response, reader_id=new_id, path=question.url.removesuffix(f"{question.page.pk}/"))
    return response


def _answer_of(voter_key: str, question: Question) -> bool | None:
    if not voter_key:
        return None
    return reader_answer(target=question.target, revision=question.revision, voter_key=voter_key)


def _thanks(outcome: str) -> str:
    sentences: dict[str, str] = {
        Outcome.NEW: _("Thank you. Your answer is counted."),
        Outcome.CHANGED: _("Thank you. This replaces your earlier answer."),
        Outcome.SAME: _("You gave this answer before. It counts once."),
    }
    return sentences.get(outcome, "")


def _refusal(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Your answer was not counted: too many came from your network. Please try again in %(minutes)s minute.",
        "Your answer was not counted: too many came from your network. Please try again in %(minutes)s minutes.",
        minutes,
    ) % {"minutes": local_digits(minutes)}


def _is_htmx(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _rendered(
    request: HttpRequest,
    question: Question,
    *,
    answer: bool | None = None,
    message: str = "",
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": question.page,
        "form_url": question.url,
        "revision": question.revision,
        "reader_token": "" if known_reader(request) else new_reader_token(),
        "answer": answer,
        "message": message,
        "error": error,
    }
    template = "feedback/form.html" if _is_htmx(request) else "feedback/page.html"
    return render(request, template, context, status=status)
