"""What a reader says after the answer."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from accounts.addresses import client_address
from feedback.conf import feedback_settings
from feedback.forms import FollowUpForm
from feedback.kinds import PAGE
from feedback.limits import COMMENTS_PER_ADDRESS, comment_refusal, small_bodies_only
from feedback.models import Vote
from feedback.readers import known_reader, reader_keys
from feedback.services import comment_record
from feedback.targets import target_type
from feedback.tokens import TokenExpired, TokenInvalid, vote_of_token
from feedback.views.common import Asked, State, asked_about, finished, is_htmx, rendered
from feedback.views.voting import SENT


def _too_large(request: HttpRequest, number: str, kind: str = PAGE) -> HttpResponse:
    """Nothing of it was read, and so nothing can be shown again: the browser has it still, one step back."""
    request.method = "GET"  # what follows must not read it either
    asked = asked_about(request, kind, number)
    language = asked.thing.language
    with override(language):
        error = _("Your comment was not sent: it is far too long. Go back one page, shorten it, and send it again.")
        return finished(rendered(request, asked, State(error=error, status=413)), language=language)


@csrf_exempt  # for the decorator below; csrf_protect does it after the size is known
@never_cache
@small_bodies_only(_too_large)
@csrf_protect
def comment(request: HttpRequest, number: str, kind: str = PAGE) -> HttpResponse:
    """Take what a reader says after an answer. Answers as the question does; 413 for more than a form can hold."""
    asked = asked_about(request, kind, number)
    if request.method != "POST":
        return HttpResponseRedirect(asked.url)
    language = asked.thing.language
    with override(language):
        if not (feedback_settings().is_on and feedback_settings().asks_comments):
            raise Http404
        return finished(_taken(request, asked), language=language)


def _taken(request: HttpRequest, asked: Asked) -> HttpResponse:
    try:
        vote = _own_vote(request, asked)
    except TokenInvalid as error:
        return _refused(request, asked, is_old=isinstance(error, TokenExpired))
    form = FollowUpForm(request.POST, is_helpful=vote.is_helpful)
    if not form.is_valid():
        sentence = _("Nothing was sent yet. Please look at what is marked below.")
        return rendered(request, asked, State(vote, error=sentence, form=form, status=400))
    if seconds := COMMENTS_PER_ADDRESS.take(client_address(request)):
        response = rendered(request, asked, State(vote, error=comment_refusal(seconds), form=form, status=429))
        response["Retry-After"] = str(seconds)
        return response
    said = {name: form.cleaned_data.get(name) or "" for name in ("reason", "text", "email", "section")}
    comment_record(vote=vote, **said)
    if is_htmx(request):
        return rendered(request, asked, State(vote, is_sent=True))
    return HttpResponseRedirect(asked.url_after(SENT), status=303)


def _own_vote(request: HttpRequest, asked: Asked) -> Vote:
    """Return the vote of the token. Raises TokenInvalid where it is another's, or about something else."""
    vote = Vote.objects.filter(pk=vote_of_token(request.POST.get("token", ""))).first()
    if vote is None or vote.voter_key not in reader_keys(request):
        raise TokenInvalid
    if (vote.target_type_id, vote.target_id) != (target_type(asked.target).pk, asked.target.pk):
        raise TokenInvalid
    return vote


def _refused(request: HttpRequest, asked: Asked, *, is_old: bool) -> HttpResponse:
    """Say why, and keep what was typed: in a new form where this reader has an answer, to be copied where not."""
    vote = asked.vote_of(known_reader(request))
    if vote is None:
        error = _("Nothing was sent: this form does not belong to an answer of yours. Please choose yes or no first.")
        return rendered(request, asked, State(error=error, kept=request.POST.get("text", ""), status=400))
    if is_old:
        error = _("Nothing was sent yet: the form had been open for hours. Your words are still here: please send them now.")
    else:
        error = _("Nothing was sent yet: the form was damaged on the way. Your words are still here: please send them again.")
    form = FollowUpForm(request.POST, is_helpful=vote.is_helpful)
    return rendered(request, asked, State(vote, error=error, form=form, status=400))
