"""What is asked about, and how the parts of the form are put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import get_language

from content.converters import row_id
from feedback.conf import feedback_settings
from feedback.forms import EmailForm
from feedback.kinds import Thing, kind_named
from feedback.models import Reason, Vote
from feedback.models.comment import LONGEST
from feedback.readers import known_reader, new_reader_token
from feedback.selectors import reader_vote, vote_counts
from feedback.tokens import follow_up_token
from theme.chrome import contact_address_of, surroundings_of, wear_look_of

COOKIE_PATH = "/feedback/"


@dataclass(frozen=True)
class Asked:
    """What is asked about: the thing in front of the reader, the one that is voted on, and its revision that was read."""

    thing: Thing
    about: Thing
    revision: int

    @property
    def target(self) -> Any:
        """What is voted on, as it stands in the database."""
        return self.about.target

    @property
    def url(self) -> str:
        """The address of the form, in the language of the page."""
        return self.thing.form_url

    def url_after(self, done: str) -> str:
        """The address that shows what was done, for browsers without htmx."""
        return f"{self.url}?{urlencode([('revision', self.revision), ('done', done)])}"

    def vote_of(self, voter_key: str) -> Vote | None:
        """The vote of a reader on this revision."""
        return reader_vote(target=self.target, revision=self.revision, voter_key=voter_key)


@dataclass(frozen=True)
class State:
    """What the part shows: the reader's vote, a sentence, and the form to say more, or the words that it is sent.

    `kept` is what was typed where there is no form to keep it in; `chosen` the answer that the reader has pressed already in
    the page, where the form was not there yet.
    """

    vote: Vote | None = None
    message: str = ""
    error: str = ""
    form: EmailForm | None = None
    asks_more: bool = False
    is_sent: bool = False
    kept: str = ""
    chosen: str = ""
    status: int = 200


def asked_about(request: HttpRequest, kind: str, number: str) -> Asked:
    """Return what a request is about. Raises Http404 for a page, or whatever else it is, that this reader may not open."""
    known = kind_named(kind)
    found = known.asked(request, int(number)) if known else None
    if found is None:
        raise Http404
    thing, about = found
    given = request.POST if request.method == "POST" else request.GET
    return Asked(thing, about, _revision_read(about, given.get("revision", "")))


def _revision_read(about: Thing, text: str) -> int:
    """Return the revision the reader had before them, which may be older than the live one; 0 for what has none."""
    number = row_id(text) or 0
    if 0 < number < about.revision and about.kind.revisions(about.target).filter(pk=number).exists():
        return number
    return about.revision


def is_htmx(request: HttpRequest) -> bool:
    """Tell whether only the part is wanted."""
    return request.headers.get("HX-Request") == "true"


def rendered(request: HttpRequest, asked: Asked, state: State) -> HttpResponse:
    """Return the part, or a small page around it for browsers without htmx."""
    settings, vote = feedback_settings(), state.vote
    asks_more = settings.asks_comments and vote is not None and (state.asks_more or state.form is not None)
    context: dict[str, Any] = {
        "thing": asked.thing,
        "ids": "feedback" if asked.thing.is_page else f"feedback-{asked.thing.kind.name}-{asked.thing.pk}",
        "is_part": is_htmx(request),
        "is_among_many": not asked.thing.is_page,
        "title_tag": "h2" if asked.thing.is_page else "p",
        "form_url": asked.url,
        "comment_url": asked.thing.comment_url,
        "revision": asked.revision,
        "reader_token": "" if known_reader(request) else new_reader_token(),
        "answer": vote.is_helpful if vote else None,
        "state": state,
        "settings": settings,
        "words": settings.words,
        "counts": vote_counts(asked.target) if settings.shows_counts else None,
        "asks_more": asks_more,
        "token": follow_up_token(vote) if asks_more and vote else "",
        "has_comment": vote is not None and hasattr(vote, "comment"),
        "reasons": Reason.choices,
        "longest": LONGEST,
        "contact": contact_address(request) if asks_more and vote and not vote.is_helpful else "",
    }
    template = "feedback/form.html" if is_htmx(request) else "feedback/page.html"
    if asked.thing.is_page and not is_htmx(request):
        wear_look_of(request, asked.thing.pk)
    return render(request, template, context, status=state.status)


def contact_address(request: HttpRequest) -> str:
    """Return where people can be reached, "" where the site says nothing of it."""
    return contact_address_of(surroundings_of(request, get_language() or ""))


def finished(response: HttpResponse, *, language: str) -> HttpResponse:
    """Add the headers of every answer of this room."""
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["HX-Request"])
    return response
