"""Middleware of a plugin leaves no transaction open around the site."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

from plugins.chain import Chain
from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.testing import activate_for_tests

pytestmark = pytest.mark.django_db(transaction=True)

APPS = """
from sanad import PluginConfig, register_middleware


class Config(PluginConfig):
    def ready(self):
        from . import middleware

        register_middleware(middleware.Open)
"""
OPEN = """
from django.contrib.auth.models import Group
from django.db import transaction


def leave():
    transaction.atomic().__enter__()
    Group.objects.create(name="theirs")


def Open(get_response):
    {made}

    def run(request):
        {before}
        response = get_response(request)
        {after}
        return response

    return run
"""


@pytest.fixture
def open_in(make: Callable[..., object]) -> Iterator[Callable[..., HttpResponse]]:
    """Makes a plugin whose middleware does something at a moment, and answers a request with it."""

    def respond(site: Callable[[HttpRequest], HttpResponse], **moments: str) -> HttpResponse:
        text = OPEN.format(**{"made": "pass", "before": "pass", "after": "pass"} | moments)
        make("notes", {"apps.py": APPS, "middleware.py": text}, provides=["middleware"])
        with activate_for_tests("notes"):
            return Chain(site)(HttpRequest())

    with isolated_hooks(strict=False):
        yield respond


def writing(request: HttpRequest) -> HttpResponse:
    """The site, which stores something for the reader."""
    Group.objects.create(name="ours")
    return HttpResponse("stored")


def names() -> set[str]:
    return set(Group.objects.filter(name__in=["ours", "theirs"]).values_list("name", flat=True))


@pytest.mark.parametrize("moment", ["made", "before", "after"])
def test_what_the_site_writes_stays(open_in, moment):
    open_in(writing, **{moment: "leave()"})
    connection.rollback()  # as the end of a request does when a transaction is open
    assert names() == {"ours"}


@pytest.mark.parametrize("moment", ["made", "before", "after"])
def test_no_transaction_is_open_afterwards(open_in, moment):
    open_in(writing, **{moment: "leave()"})
    assert (connection.in_atomic_block, connection.get_autocommit()) == (False, True)


@pytest.mark.parametrize("moment", ["made", "before", "after"])
def test_it_is_told_as_a_failure_of_the_plugin(open_in, moment):
    open_in(writing, **{moment: "leave()"})
    assert sum(each.errors for each in statistics("notes")) == 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_response_stands_when_it_fails_besides(open_in, moment):
    response = open_in(writing, **{moment: "leave(); 1 / 0"})
    assert (response.content, names(), connection.in_atomic_block) == (b"stored", {"ours"}, False)


def test_the_site_runs_in_no_transaction_of_a_plugin(open_in):
    def site(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(connection.in_atomic_block))

    assert open_in(site, before="leave()").content == b"False"


def test_a_transaction_that_was_there_before_is_left_alone(open_in):
    with transaction.atomic():
        open_in(writing)
        assert connection.in_atomic_block
    assert names() == {"ours"}


def test_middleware_that_leaves_autocommit_off_costs_the_site_nothing(open_in):
    open_in(writing, before="__import__('django').db.connection.set_autocommit(False)")
    assert (connection.get_autocommit(), "ours" in names(), statistics("notes")[0].errors) == (True, True, 1)
