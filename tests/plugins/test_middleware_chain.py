"""Middleware of plugins runs while its plugin is active, and cannot cost the site a response."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.utils import translation

from plugins.chain import Chain, register_middleware
from plugins.failures import statistics
from plugins.hooks.testing import isolated_hooks
from plugins.loaded import loaded
from plugins.middleware import plugin_chain
from plugins.testing import activate_for_tests

APPS = """
from sanad import PluginConfig, register_middleware


class Config(PluginConfig):
    def ready(self):
        from . import middleware

        register_middleware(middleware.Mark)
"""
MARK = """
class Mark:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        {before}
        response = self.get_response(request)
        response["X-Marks"] = response.get("X-Marks", "") + "{mark}" + getattr(request, "user", "").__str__()[:4]
        {after}
        return response
"""


@pytest.fixture(autouse=True)
def lenient() -> Iterator[None]:
    with isolated_hooks(strict=False):
        yield


@pytest.fixture
def mark(make):
    """Makes a plugin whose middleware marks responses."""

    def make_marking(slug: str = "notes", before: str = "pass", after: str = "pass", mark: str = "m", **values: object):
        text = MARK.format(before=before, after=after, mark=mark)
        make(slug, {"apps.py": APPS, "middleware.py": text}, **({"provides": ["middleware"]} | values))

    return make_marking


def page(request: HttpRequest) -> HttpResponse:
    """The site, as far as a chain knows of it."""
    page.calls += 1  # type: ignore[attr-defined]
    return HttpResponse("page")


@pytest.fixture
def chain() -> Chain:
    page.calls = 0  # type: ignore[attr-defined]
    return Chain(page)


def marks(chain: Chain) -> str | None:
    return chain(HttpRequest()).get("X-Marks")


def errors(slug: str = "notes") -> list[int]:
    return [each.errors for each in statistics(slug)]


def test_it_runs_while_the_plugin_is_active(mark, chain):
    mark()
    with activate_for_tests("notes"):
        assert marks(chain) == "m"


def test_it_does_not_run_while_the_plugin_is_not_active(mark, chain):
    mark()
    with activate_for_tests():
        assert marks(chain) is None


def test_a_change_counts_from_the_next_request_on(mark, chain):
    mark()
    found = []
    for active in (["notes"], [], ["notes"]):
        with activate_for_tests(*active):
            found.append(marks(chain))
    assert found == ["m", None, "m"]


def test_several_run_in_order(mark, chain):
    mark("one", mark="1")
    mark("two", mark="2")
    with activate_for_tests("one", "two"):
        assert marks(chain) == "21"  # the first is the outermost, so its mark is made last


def test_on_the_site_it_knows_who_asks(mark, db, customer):
    mark()
    client = Client()
    client.force_login(customer)
    with activate_for_tests("notes"):
        assert client.get("/healthz/").headers["X-Marks"] == "mcust"


@pytest.mark.parametrize("what", ["raise ValueError('broken')", "import sys; sys.exit(3)", "return None", "return 'text'"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_the_response_stands_when_it_fails(mark, chain, moment, what):
    mark(**{moment: what})
    with activate_for_tests("notes"):
        response = chain(HttpRequest())
    assert (response.content, page.calls, errors()) == (b"page", 1, [1])  # type: ignore[attr-defined]


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "GeneratorExit", "__import__('asyncio').CancelledError"])
def test_the_response_stands_after_an_error_that_is_no_exception(mark, chain, error):
    mark(before=f"raise {error}")
    with activate_for_tests("notes"):
        assert (chain(HttpRequest()).content, errors()) == (b"page", [1])


@pytest.mark.parametrize("moment", ["before", "after"])
def test_it_does_not_turn_the_language_of_the_site(mark, moment):
    def site(request: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language() or "")

    mark(**{moment: "from django.utils import translation; translation.activate('ar')"})
    with activate_for_tests("notes"), translation.override("id"):
        assert (Chain(site)(HttpRequest()).content, translation.get_language()) == (b"id", "id")


def test_the_language_that_the_site_chose_stays(mark):
    def site(request: HttpRequest) -> HttpResponse:
        translation.activate("fa")
        return HttpResponse()

    mark()
    with activate_for_tests("notes"), translation.override("id"):
        Chain(site)(HttpRequest())
        assert translation.get_language() == "fa"


def test_the_next_one_runs_when_one_fails(mark, chain):
    mark("one", before="1 / 0")
    mark("two", mark="2")
    with activate_for_tests("one", "two"):
        assert marks(chain) == "2"


def test_it_may_answer_by_itself(mark, chain):
    mark(before="from django.http import HttpResponse; return HttpResponse('closed')")
    with activate_for_tests("notes"):
        assert (chain(HttpRequest()).content, page.calls, errors()) == (b"closed", 0, [0])  # type: ignore[attr-defined]


def test_one_that_cannot_be_made_is_left_out(make, chain):
    make("notes", {"apps.py": APPS, "middleware.py": "def Mark(get_response):\n    1 / 0\n"}, provides=["middleware"])
    with activate_for_tests("notes"):
        assert (marks(chain), errors()) == (None, [1])


def test_one_that_is_not_used_is_no_failure(make, chain):
    text = "from django.core.exceptions import MiddlewareNotUsed\n\ndef Mark(get_response):\n    raise MiddlewareNotUsed\n"
    make("notes", {"apps.py": APPS, "middleware.py": text}, provides=["middleware"])
    with activate_for_tests("notes"):
        assert (marks(chain), errors()) == (None, [])


def leaving(request: HttpRequest) -> HttpResponse:
    sys.exit(5)


def test_what_the_site_raises_passes_untouched(mark):
    mark()
    with activate_for_tests("notes"), pytest.raises(SystemExit) as raised:
        Chain(leaving)(HttpRequest())
    assert (raised.value.code, errors()) == (5, [0])


def test_what_the_site_raises_is_not_turned_into_something_else(make):
    """A middleware that fails while it handles an error of the site is a failure, and the site's error goes on."""
    text = """
def Mark(get_response):
    def run(request):
        try:
            return get_response(request)
        except SystemExit:
            raise ValueError
    return run
"""
    make("notes", {"apps.py": APPS, "middleware.py": text}, provides=["middleware"])
    with activate_for_tests("notes"), pytest.raises(SystemExit):
        Chain(leaving)(HttpRequest())
    assert errors() == [1]


def test_the_time_of_the_site_is_not_counted(mark):
    import time

    def slow(request: HttpRequest) -> HttpResponse:
        time.sleep(0.1)
        return HttpResponse()

    mark()
    with activate_for_tests("notes"):
        Chain(slow)(HttpRequest())
    assert statistics("notes")[0].slowest < 50


@pytest.mark.parametrize("active", [[], ["notes"]])
def test_it_runs_around_an_async_site(mark, active):
    mark()

    async def site(request: HttpRequest) -> HttpResponse:
        return HttpResponse("page")

    with activate_for_tests(*active):
        response = asyncio.run(plugin_chain(site)(HttpRequest()))
    assert (response.content, response.get("X-Marks")) == (b"page", "m" if active else None)


def test_the_manifest_must_tell_of_it(mark):
    mark(provides=[])
    assert 'notes must say that it has middleware: provides = ["middleware"]' in loaded().broken["notes"]


def test_one_that_is_only_asynchronous_is_refused():
    class Later:
        sync_capable = False

    with pytest.raises(ValueError, match="must be able to run synchronously"):
        register_middleware(Later)


def test_one_that_needs_what_is_not_run_is_refused():
    class Viewing:
        def process_view(self) -> None: ...

    with pytest.raises(ValueError, match="has process_view, which is not run"):
        register_middleware(Viewing)
