"""Signals reach plugins while they are active, and what fails in a plugin stays there."""

from __future__ import annotations

import sys

import pytest
from django.db import transaction
from django.dispatch import Signal

from accounts.models import User
from plugins.owners import owned_by
from plugins.signals import connections, on_signal
from plugins.testing import activate_for_tests

APPS = """
from sanad import PluginConfig, on_signal


class Config(PluginConfig):
    def ready(self):
        from accounts.models import User
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_save
        from wagtail.signals import page_published
        from . import heard

        on_signal(user_logged_in, heard.login)
        on_signal(page_published, heard.published)
        on_signal(post_save, heard.saved, sender=User)
"""

HEARD = """
names = []


def login(sender, user, **others):
    names.append(f"login {user.username}")


def published(sender, instance, **others):
    names.append(f"published {instance.title}")


def saved(sender, instance, **others):
    from django.contrib.auth.models import Group

    names.append(f"saved {instance.username}")
    if instance.username == "trouble":
        Group.objects.create(name="Left behind")
        raise RuntimeError("no")
"""


@pytest.fixture
def heard(make):
    make("ear", {"apps.py": APPS, "heard.py": HEARD})
    return sys.modules["sanad_plugins.ear.heard"].names


@pytest.mark.django_db
def test_a_login_is_heard(heard, client, customer):
    with activate_for_tests("ear"):
        client.force_login(customer)
    assert "login customer" in heard


@pytest.mark.django_db
def test_a_publish_is_heard(heard, home):
    with activate_for_tests("ear"):
        home.save_revision().publish()
    assert heard == [f"published {home.title}"]


@pytest.mark.django_db
def test_a_plugin_that_is_off_hears_nothing(heard, home):
    home.save_revision().publish()
    assert heard == []


@pytest.mark.django_db
def test_only_the_sender_that_was_asked_for_is_heard(heard, home):
    with activate_for_tests("ear"):
        home.save()
    assert heard == []


@pytest.mark.django_db
def test_what_fails_is_undone_alone_and_counted(heard, lenient):
    with activate_for_tests("ear"), transaction.atomic():
        User.objects.create_user("trouble", "t@example.org", "correct horse battery")
    assert User.objects.filter(username="trouble").exists()
    assert not User.groups.through.objects.filter(group__name="Left behind").exists()
    assert [slug for slug, _where in lenient()] == ["ear"]


def test_a_function_of_the_core_is_called_as_it_is():
    signal, heard = Signal(), []

    def listen(sender, **others):
        heard.append(others["word"])

    on_signal(signal, listen)
    signal.send(None, word="hello")
    assert heard == ["hello"]


def test_a_plugin_that_was_unloaded_is_not_kept():
    signal = Signal()
    with owned_by("ear"):
        on_signal(signal, lambda **given: None)
    assert signal.has_listeners()
    connections.remove_owner("ear")
    assert not signal.has_listeners()


def test_coroutine_functions_are_refused():
    async def listen(sender, **others):
        pass

    with pytest.raises(TypeError, match="plain"):
        on_signal(Signal(), listen)
