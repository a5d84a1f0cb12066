"""Pages of plugins at /x/<slug>/ and /<language>/x/<slug>/."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from django.test import Client, override_settings
from django.urls import NoReverseMatch
from django.utils import translation

from home.models import HomePage
from kb.models import CategoryPage
from plugins.addresses import plugin_url
from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests
from tests.factories import add_page

URLS = """
from django.urls import include, path
from . import views

more = ([path("deep/", views.index, name="deep")], "more")
urlpatterns = [
    path("", views.index, name="index"),
    path("<int:pk>/", views.note, name="note"),
    path("members/", views.members, name="members"),
    path("form/", views.form, name="form"),
    path("exempt/", views.exempt, name="exempt"),
    path("page/", views.page, name="page"),
    path("later/", views.later, name="later"),
    path("cancelled/", views.cancelled, name="cancelled"),
    path("fails/<str:how>/", views.fails, name="fails"),
    path("inner/", include(more)),
]
"""
VIEWS = """
import asyncio
import sys
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.views.decorators.csrf import csrf_exempt

def index(request):
    return HttpResponse(f"the index by {request.resolver_match.view_name}")

def note(request, pk):
    return HttpResponse(f"note {pk}")

@login_required
def members(request):
    return HttpResponse("for members")

def form(request):
    return HttpResponse(request.method)

@csrf_exempt
def exempt(request):
    return HttpResponse(request.method)

def page(request):
    return render(request, "notes/page.html")

async def later(request):
    return HttpResponse("async")

async def cancelled(request):
    if "own" in request.GET:
        raise asyncio.CancelledError
    asyncio.current_task().cancel()
    await asyncio.sleep(0)

def fails(request, how):
    if how == "missing":
        raise Http404
    if how == "denied":
        raise PermissionDenied
    if how == "suspicious":
        raise SuspiciousOperation
    if how == "exit":
        sys.exit(3)
    if how == "interrupt":
        raise KeyboardInterrupt
    if how == "nothing":
        return None
    if how == "template":
        return TemplateResponse(request, "notes/broken.html")
    raise ValueError("broken")
"""
PAGE = """{% extends "theme/base.html" %}{% load plugin_tags %}
{% block title %}Notes{% endblock %}
{% block content %}<a id="here" href="{% plugin_url "notes" "note" pk=3 %}">three</a>
{% plugin_url "other" "index" as other %}[{{ other }}]{% endblock %}"""


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def notes(make, db):
    """An active plugin with pages."""
    files = {
        "urls.py": URLS,
        "views.py": VIEWS,
        "templates/notes/page.html": PAGE,
        "templates/notes/broken.html": "{% load nowhere %}",
    }
    make("notes", files)
    with activate_for_tests("notes"):
        yield


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


def words(response) -> str:
    return response.content.decode()


@pytest.mark.parametrize("prefix", ["", "/en", "/ar", "/fa", "/id"])
def test_a_page_answers_with_and_without_a_language(notes, reader, prefix):
    assert words(reader.get(f"{prefix}/x/notes/")) == "the index by notes:index"


def test_an_argument_reaches_the_view(notes, reader):
    assert words(reader.get("/en/x/notes/7/")) == "note 7"


def test_an_async_view_answers(notes, reader):
    assert words(reader.get("/en/x/notes/later/")) == "async"


def test_an_included_address_keeps_its_namespace(notes, reader):
    assert words(reader.get("/en/x/notes/inner/deep/")) == "the index by notes:more:deep"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_inactive_plugin_has_no_pages(notes, reader, prefix):
    with activate_for_tests():
        assert reader.get(f"{prefix}/x/notes/").status_code == 404


def test_an_address_that_the_plugin_does_not_have_is_not_found(notes, reader):
    assert reader.get("/en/x/notes/nowhere/").status_code == 404


def test_a_plugin_that_is_not_there_is_not_found(db, reader):
    assert reader.get("/en/x/nobody/").status_code == 404


def test_a_plugin_without_urls_has_no_pages(make, db, reader):
    make("mute")
    with activate_for_tests("mute"):
        assert reader.get("/en/x/mute/").status_code == 404


def test_a_missing_slash_is_appended(notes, reader):
    response = reader.get("/en/x/notes/7?a=b")
    assert (response.status_code, response.headers.get("Location")) == (301, "/en/x/notes/7/?a=b")


def test_a_page_of_the_site_shows_where_no_plugin_is_active(notes, home: HomePage, reader):
    above = add_page(home, CategoryPage, "Letters", slug="x")
    add_page(above, CategoryPage, "Notes of ours", slug="notes")
    with activate_for_tests():
        assert "Notes of ours" in words(reader.get("/en/x/notes/"))


def test_a_decorator_of_the_view_sends_strangers_to_sign_in(notes, reader):
    assert reader.get("/en/x/notes/members/").headers["Location"] == "/en/account/login/?next=/en/x/notes/members/"


def test_a_decorator_of_the_view_lets_members_in(notes, reader, customer):
    reader.force_login(customer)
    assert words(reader.get("/en/x/notes/members/")) == "for members"


@pytest.mark.parametrize("path", ["form", "exempt"])
def test_a_form_without_a_token_is_refused(notes, path):
    assert Client(enforce_csrf_checks=True).post(f"/en/x/notes/{path}/").status_code == 403


def test_a_form_with_a_token_is_taken(notes):
    client = Client(enforce_csrf_checks=True)
    client.cookies["csrftoken"] = "a" * 32
    assert words(client.post("/en/x/notes/form/", headers={"X-CSRFToken": "a" * 32})) == "POST"


def test_an_async_view_that_is_cancelled_is_no_failure(notes, reader):
    with pytest.raises(asyncio.CancelledError):
        reader.get("/en/x/notes/cancelled/")
    assert [each.errors for each in statistics("notes")] == [0]


def test_an_async_view_that_claims_to_be_cancelled_fails(notes, reader):
    response = reader.get("/en/x/notes/cancelled/?own=1")
    assert (response.status_code, [each.errors for each in statistics("notes")]) == (500, [1])


@pytest.mark.parametrize("how", ["error", "exit", "interrupt", "nothing", "template"])
def test_a_failing_view_answers_our_page(notes, reader, how):
    response = reader.get(f"/en/x/notes/fails/{how}/")
    assert (response.status_code, "theme/css" in words(response)) == (500, True)


@pytest.mark.parametrize("how", ["error", "exit", "interrupt", "nothing", "template"])
def test_a_failing_view_is_a_failure_of_the_plugin(notes, reader, how):
    reader.get(f"/en/x/notes/fails/{how}/")
    assert [(each.where, each.errors) for each in statistics("notes")] == [("/x/notes/fails/<str:how>/", 1)]


@pytest.mark.parametrize(("how", "status"), [("missing", 404), ("denied", 403), ("suspicious", 400)])
def test_a_refusal_is_an_answer(notes, reader, how, status):
    assert reader.get(f"/en/x/notes/fails/{how}/").status_code == status


@pytest.mark.parametrize("how", ["missing", "denied", "suspicious"])
def test_a_refusal_is_no_failure(notes, reader, how):
    reader.get(f"/en/x/notes/fails/{how}/")
    assert [each.errors for each in statistics("notes")] == [0]


def test_urls_that_cannot_be_imported_hurt_this_plugin_only(make, notes, reader):
    make("broken", {"urls.py": "import nowhere_at_all"})
    with activate_for_tests("notes", "broken"):
        statuses = [reader.get(f"/en/x/{slug}/").status_code for slug in ("broken", "notes")]
    assert (statuses, [each.errors for each in statistics("broken")]) == ([500, 200], [1])


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_stands_in_the_frame_of_the_site(notes, homes, reader, code, direction):
    text = words(reader.get(f"/{code}/x/notes/page/"))
    assert f'<html lang="{code}" dir="{direction}" ' in text
    assert f'href="/{code}/x/notes/3/">three</a>' in text


def test_the_frame_leads_to_the_same_page_in_other_languages(notes, homes, reader):
    assert 'href="/ar/x/notes/page/"' in words(reader.get("/en/x/notes/page/"))


def test_an_address_of_an_inactive_plugin_is_empty_in_a_template(notes, homes, reader):
    assert "[]" in words(reader.get("/en/x/notes/page/"))


def test_an_address_is_in_the_language_of_the_reader(notes):
    with translation.override("fa"):
        assert plugin_url("notes", "note", 3) == "/fa/x/notes/3/"


@pytest.mark.parametrize(("language", "address"), [("ar", "/ar/x/notes/3/"), ("", "/x/notes/3/")])
def test_an_address_is_in_the_language_asked_for(notes, language, address):
    assert plugin_url("notes", "note", language=language, pk=3) == address


def test_an_address_has_the_namespaces_of_includes(notes):
    assert plugin_url("notes", "more:deep") == "/en/x/notes/inner/deep/"


@override_settings(FORCE_SCRIPT_NAME="/help")
def test_an_address_stands_below_the_path_of_the_site(notes):
    from django.urls import set_script_prefix

    set_script_prefix("/help/")
    try:
        assert plugin_url("notes", "index") == "/help/en/x/notes/"
    finally:
        set_script_prefix("/")


def test_an_unknown_name_has_no_address(notes):
    with pytest.raises(NoReverseMatch):
        plugin_url("notes", "nothing")


def test_an_inactive_plugin_has_no_address(notes):
    with activate_for_tests(), pytest.raises(NoReverseMatch, match="'notes' is not active"):
        plugin_url("notes", "index")
