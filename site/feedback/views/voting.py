"""The question under a page. A part of its own, never cached, so that the page itself can be the same for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.addresses import client_address
from feedback.conf import feedback_settings
from feedback.kinds import PAGE
from feedback.limits import VOTES_PER_ADDRESS, vote_refusal
from feedback.readers import known_reader, reader_of_form, reader_remember
from feedback.services import Outcome, vote_record
from feedback.views.common import COOKIE_PATH, Asked, State, asked_about, finished, is_htmx, rendered

ANSWERS = {"yes": True, "no": False}
SENT = "sent"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def form(request: HttpRequest, number: str, kind: str = PAGE) -> HttpResponse:
    """Ask whether a page or another thing helped, or take the answer. Speaks the language of the page.

    htmx gets the part to put in place; other browsers a small page of its own, and after an answer are led to what it
    did. 404 for pages the reader may not open, 400 for no answer, 429 for too many from one address.
    """
    asked = asked_about(request, kind, number)
    language = asked.thing.language
    with override(language):
        if not feedback_settings().is_on:
            response = _off(request, asked)
        else:
            response = _answered(request, asked) if request.method == "POST" else _asked(request, asked)
    return finished(response, language=language)


def _off(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Pages in caches may still ask what is not asked any more: their question goes away."""
    if is_htmx(request):
        return HttpResponse("")
    return rendered(request, asked, State(error=_("We do not ask this at the moment.")))


def _asked(request: HttpRequest, asked: Asked) -> HttpResponse:
    vote = asked.vote_of(known_reader(request))
    done = request.GET.get("done", "") if vote else ""
    is_sent = done == SENT and hasattr(vote, "comment")
    asks_more = not is_sent and bool(_thanks(done) or "more" in request.GET)
    chosen = request.GET.get("choose", "")
    chosen = chosen if chosen in ANSWERS else ""
    return rendered(request, asked, State(vote, message=_thanks(done), asks_more=asks_more, is_sent=is_sent, chosen=chosen))


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    is_helpful = ANSWERS.get(request.POST.get("answer", ""))
    if is_helpful is None:
        return rendered(request, asked, State(error=_("Please choose yes or no."), status=400))
    seconds = VOTES_PER_ADDRESS.take(client_address(request))
    if seconds:
        response = rendered(request, asked, State(error=vote_refusal(seconds), status=429))
        response["Retry-After"] = str(seconds)
        return response
    voter_key, new_id = reader_of_form(request)
    recorded = vote_record(
        target=asked.target,
        revision=asked.revision,
        language=asked.about.language,
        voter_key=voter_key,
        is_helpful=is_helpful,
    )
    if is_htmx(request):
        response = rendered(request, asked, State(recorded.vote, message=_thanks(recorded.outcome), asks_more=True))
    else:
        response = HttpResponseRedirect(asked.url_after(recorded.outcome.value), status=303)
    if new_id:
        reader_remember(response, reader_id=new_id, path=COOKIE_PATH)
    return response


def _thanks(outcome: str) -> str:
    sentences: dict[str, str] = {
        Outcome.NEW: _("Thank you. Your answer is counted."),
        Outcome.CHANGED: _("Thank you. This replaces your earlier answer."),
        Outcome.SAME: _("You gave this answer before. It counts once."),
    }
    return sentences.get(outcome, "")
