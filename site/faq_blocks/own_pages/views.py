"""Answers the addresses below /<language>/questions/. A page that an editor put there comes first."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Site

from content.audiences import Audience, reader_for
from content.locales import code_of
from faq_blocks.models import Question
from faq_blocks.own_pages.addresses import own_path, standings
from faq_blocks.own_pages.elsewhere import question_elsewhere
from faq_blocks.own_pages.rendering import foot_of, question_context, shown_answer
from faq_blocks.selectors import have_own_pages
from theme.chrome import surroundings_of
from theme.fallbacks import mark_fallback
from theme.serving import page_at, refused, serve


@require_safe
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one question."""
    found = Question.objects.filter(locale__language_code=get_language(), slug=slug).first()
    path = f"questions/{slug}/"
    if page_at(request, path) is not None:
        return serve(request, path)
    if found is None or not found.is_there:
        return _elsewhere(request, found, slug) or (_closed(found, request) if found else None) or serve(request, path)
    if closed := _closed(found, request):
        return closed
    if not _site_has(request):
        places = standings([found.pk], reader_for(request.user)).get(found.pk)
        if not places:
            raise Http404
        return _kept(redirect(places[0].url), found, request)
    return _kept(render(request, "faq_blocks/question.html", question_context(found, request)), found, request)


def _elsewhere(request: HttpRequest, draft: Question | None, slug: str) -> HttpResponse | None:
    """Show a question in the language that stands in for the reader's, or send on to its translation; None without any."""
    if not _site_has(request) or (draft is not None and draft.audience >= Audience.AGENT):
        return None
    found = question_elsewhere(slug, reader_for(request.user), language=get_language() or "", draft=draft)
    if found is None:
        return None
    if code_of(found.locale_id) == get_language():
        answer = redirect(own_path(found.slug, found.locale_id))  # not for good: slugs change
        patch_cache_control(answer, no_cache=True, private=True)
        return answer
    mark_fallback(request)
    response = _kept(render(request, "faq_blocks/question.html", question_context(found, request)), found, request)
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def numbered(request: HttpRequest, pk: str) -> HttpResponse:
    """Leads to a question's address of now. Not for good: an editor may change the slug again.

    Numbers can be tried one after another: one that leads nowhere answers as one that is closed to this reader.
    """
    found = _with_number(pk)
    if found is None or not found.is_listable_to(reader_for(request.user)):
        return refused(request)
    return _kept(redirect(own_path(found.slug, found.locale_id)), found, request)


@require_safe
def answer(request: HttpRequest, pk: str) -> HttpResponse:
    """The answer alone, for lists that fetch it when its question is opened."""
    found = _with_number(pk)
    if found is None or not _site_has(request) or not found.is_listable_to(reader_for(request.user)):
        raise Http404  # whoever has not signed in must not get a form into the list
    shown = {"question": found, "answer": shown_answer(found, request).html, "foot": foot_of(found)}
    response = render(request, "faq_blocks/_answer.html", shown)
    response["X-Robots-Tag"] = "noindex"
    return _kept(response, found, request)


def _with_number(pk: str) -> Question | None:
    return Question.objects.filter(pk=int(pk), locale__language_code=get_language()).first()


def _site_has(request: HttpRequest) -> bool:
    try:
        return have_own_pages(surroundings_of(request, get_language() or "").site)
    except Site.DoesNotExist as error:
        raise Http404("There is no site yet.") from error


def _closed(question: Question, request: HttpRequest) -> HttpResponse | None:
    """Return the answer to who may not see the question: to sign in where that may help; None to who may.

    One for agents answers alike whether it is published or not, as their pages do.
    """
    reader = reader_for(request.user)
    if question.is_listable_to(reader):
        return None
    if question.is_there or question.audience >= Audience.AGENT:
        return refused(request)
    raise Http404


def _kept(response: HttpResponse, question: Question, request: HttpRequest) -> HttpResponse:
    """Tell caches what they may keep, as for pages."""
    if request.user.is_authenticated or question.audience > Audience.PUBLIC:
        patch_cache_control(response, private=True, no_store=True)
    else:
        response["X-Public"] = "1"
        patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response
