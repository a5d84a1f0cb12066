"""Management commands of plugins run while their plugin is active."""

from __future__ import annotations

from importlib import import_module
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from plugins.command import PluginCommand
from plugins.testing import activate_for_tests

COMMAND = """
from sanad import PluginCommand

class Command(PluginCommand):
    def handle(self, *args, **options):
        self.stdout.write("counted")
"""


@pytest.fixture
def command(make) -> PluginCommand:
    files = {"management/__init__.py": "", "management/commands/__init__.py": "", "management/commands/notes_count.py": COMMAND}
    make("notes", files)
    found: PluginCommand = import_module("sanad_plugins.notes.management.commands.notes_count").Command()
    return found


def test_it_runs_while_the_plugin_is_active(command):
    told = StringIO()
    with activate_for_tests("notes"):
        call_command(command, stdout=told)
    assert told.getvalue() == "counted\n"


def test_it_refuses_while_the_plugin_is_not_active(command):
    with activate_for_tests(), pytest.raises(CommandError, match=r"notes is not active.*manage.py plugin activate notes"):
        call_command(command)
