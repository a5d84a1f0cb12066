"""What is asked about, and how the parts of the form are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language
from wagtail.models import Revision

from content.locales import code_of
from content.models import HelpPage
from feedback.conf import feedback_settings
from feedback.forms import EmailForm
from feedback.models import Reason, Vote
from feedback.models.comment import LONGEST
from feedback.readers import known_reader, new_reader_token
from feedback.selectors import reader_vote, vote_counts
from feedback.tokens import follow_up_token
from theme.chrome import surroundings_of

COOKIE_PATH = "/feedback/"


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

    @property
    def language(self) -> str:
        """The language of the page that is voted on."""
        return code_of(self.target.locale_id)

    def url_after(self, done: str) -> str:
        """The address that shows what was done, for browsers without htmx."""
        return f"{self.url}?{urlencode([('revision', self.revision), ('done', done)])}"

    def vote_of(self, voter_key: str) -> Vote | None:
        """The vote of a reader on this revision."""
        return reader_vote(target=self.target, revision=self.revision, voter_key=voter_key)


@dataclass(frozen=True)
class State:
    """What the part shows: the reader's vote, a sentence, and the form to say more, or the words that it is sent.

    `kept` is what was typed where there is no form to keep it in.
    """

    vote: Vote | None = None
    message: str = ""
    error: str = ""
    form: EmailForm | None = None
    asks_more: bool = False
    is_sent: bool = False
    kept: str = ""
    status: int = 200


def question_of(request: HttpRequest, page_id: int) -> Question:
    """Return what a request is about. Raises Http404 for a page that this reader may not open."""
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


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether only the part is wanted."""
    return request.headers.get("HX-Request") == "true"


def rendered(request: HttpRequest, question: Question, state: State) -> HttpResponse:
    """Return the part, or a small page around it for browsers without htmx."""
    settings, vote = feedback_settings(), state.vote
    asks_more = settings.asks_comments and vote is not None and (state.asks_more or state.form is not None)
    context: dict[str, Any] = {
        "page": question.page,
        "form_url": question.url,
        "comment_url": reverse("feedback:comment", args=[question.page.pk]),
        "revision": question.revision,
        "reader_token": "" if known_reader(request) else new_reader_token(),
        "answer": vote.is_helpful if vote else None,
        "state": state,
        "settings": settings,
        "words": settings.words,
        "counts": vote_counts(question.target) if settings.shows_counts else None,
        "asks_more": asks_more,
        "token": follow_up_token(vote) if asks_more and vote else "",
        "has_comment": vote is not None and hasattr(vote, "comment"),
        "reasons": Reason.choices,
        "longest": LONGEST,
        "contact": contact_address(request) if asks_more and vote and not vote.is_helpful else "",
    }
    template = "feedback/form.html" if is_htmx(request) else "feedback/page.html"
    return render(request, template, context, status=state.status)


def contact_address(request: HttpRequest) -> str:
    """Return where people can be reached, "" where the branding says nothing of it."""
    branding = surroundings_of(request, get_language() or "").branding
    return branding.contact_address if branding else ""


def finished(response: HttpResponse, *, language: str) -> HttpResponse:
    """Add the headers of every answer of this room."""
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request"])
    return response
