"""The data of a plugin may be taken along; its secrets may not."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from plugins import lifecycle
from plugins.models import Plugin, PluginSettings, State

pytestmark = pytest.mark.django_db

SETTINGS = """
from django import forms

from plugins.config import PluginConfig


class Config(PluginConfig):
    def ready(self):
        from sanad import SecretField, SettingsForm, register_settings

        class Settings(SettingsForm):
            colour = forms.CharField()
            token = SecretField(required=False)

        register_settings(Settings)
"""


@pytest.fixture
def hook(make):
    """A plugin with a secret among its settings, and one setting that its code does not tell of any more."""
    make("hook", {"apps.py": SETTINGS})
    lifecycle.install("hook")
    PluginSettings.objects.create(slug="hook", values={"colour": "green", "token": "s3cret", "old_token": "0ld"})


@pytest.fixture
def gone(plugin_state):
    """Settings of a plugin whose code is not loaded."""
    PluginSettings.objects.create(slug="hook", values={"colour": "green", "token": "s3cret"})


def exported(**options) -> tuple[dict, str]:
    archive = ZipFile(io.BytesIO(lifecycle.export("hook", **options)))
    return json.loads(archive.read("settings.json"))[0]["values"], archive.read("README.txt").decode()


def test_a_secret_is_not_taken_along(hook):
    assert exported(trusted=True)[0] == {"colour": "green", "old_token": "0ld"}


def test_what_the_code_does_not_tell_of_is_for_those_who_have_the_server(hook):
    assert exported()[0] == {"colour": "green"}


def test_settings_of_a_plugin_that_is_not_loaded_are_for_those_who_have_the_server(gone):
    assert (exported()[0], exported(trusted=True)[0]) == ({}, {"colour": "green", "token": "s3cret"})


def test_the_readme_names_what_was_left_out(hook):
    assert "Left out of settings.json: old_token, token." in exported()[1]


def test_the_readme_of_a_plugin_without_secrets_says_nothing_of_them(make):
    make("hook")
    PluginSettings.objects.create(slug="hook", values={"colour": "green"})
    assert "Left out" not in exported(trusted=True)[1]


def test_whoever_has_the_command_line_gets_what_is_not_known_to_be_secret(gone, tmp_path):
    Plugin.objects.create(slug="hook", state=State.INSTALLED, version="1.0")
    call_command("plugin", "uninstall", "hook", "--export", str(tmp_path / "data.zip"))
    assert "s3cret" in ZipFile(tmp_path / "data.zip").read("settings.json").decode()
