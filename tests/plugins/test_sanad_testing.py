"""What authors test their plugins with. That it works is seen by the tests of a new plugin; here is what it refuses."""

from __future__ import annotations

import pytest

from content.audiences import Audience
from plugins.active import active_slugs
from plugins.loaded import LeftOut, loaded
from plugins.testing import activate_for_tests
from sanad.testing import activated, article_make, slot_render

SLOT = """
from sanad import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from sanad import register_slot

        register_slot("footer", lambda context: f"{context.language} {context.direction} {context.kind}")
"""


@pytest.mark.django_db
def test_a_plugin_that_is_not_there_is_told_of(plugin_state):
    with pytest.raises(LookupError, match="no plugin 'nowhere'"), activated("nowhere"):
        pass


@pytest.mark.django_db
def test_a_plugin_that_is_broken_says_why(make):
    make("one")
    loaded().leave_out("one", LeftOut.BROKEN, "Its ready() failed.")
    with pytest.raises(LookupError, match=r"one is not loaded. Its ready\(\) failed"), activated("one"):
        pass


@pytest.mark.django_db
def test_what_is_active_stays_active(make):
    make("one"), make("two")
    with activate_for_tests("one"), activated("two"):
        assert active_slugs() == {"one", "two"}


@pytest.mark.django_db
def test_what_a_plugin_requires_is_active_with_it(make):
    make("one"), make("two", more='[requires.plugins]\none = ">=1"'), make("three", more='[requires.plugins]\ntwo = ">=1"')
    with activated("three"):
        assert active_slugs() == {"one", "two", "three"}


@pytest.mark.django_db
def test_a_slot_is_rendered_in_the_language_that_is_asked_for(make):
    make("one", {"apps.py": SLOT})
    with activated("one"):
        assert "fa rtl faq" in slot_render("footer", language="fa", kind="faq")


@pytest.mark.django_db
def test_a_slot_of_a_plugin_that_is_off_is_empty(make):
    make("one", {"apps.py": SLOT})
    assert slot_render("footer") == ""


def test_an_unknown_slot_is_an_error():
    with pytest.raises(KeyError):
        slot_render("footing")


@pytest.mark.django_db
def test_an_article_is_published_for_whom_it_is_meant(client):
    articles = [article_make("One"), article_make("Two", audience=Audience.AGENT)]
    assert [client.get(article.url).status_code == 200 for article in articles] == [True, False]
