"""`plugin check`: what it finds in Python. Each case is a file of a plugin "notes" with one mistake."""

from __future__ import annotations

import pytest

from tests.plugins.checking import found, rules

ALLOWED = "# plugin-check: allow provides-missing"
READY = "from sanad import {names}\n\n\ndef ready():\n    {line}\n"
HOOK = """\
{imports}
from sanad import add_filter


def shout(title):
    {body}
    return title


add_filter("page_title", shout)
"""
ALLOWED = "# plugin-check: allow provides-missing"


def hook(body: str, imports: str = "") -> str:
    return HOOK.format(imports=imports, body=body)


# What is wrong -> (file, text, rule, line).
WRONG = {
    "a room": ("apps.py", "from kb.models import ArticlePage\n", "private-import", 1),
    "a room as a whole": ("apps.py", "import theme.slots\n", "private-import", 1),
    "a private part of the API": ("apps.py", "from sanad.slots import things\n", "private-import", 1),
    "a name that sanad has not": ("apps.py", "from sanad import register_slots\n", "unknown-name", 1),
    "another plugin": ("apps.py", "from sanad_plugins.weather.models import City\n", "undeclared-plugin", 1),
    "a foreign block": (
        "apps.py",
        READY.format(names="register_block", line=f"register_block('map', object())  {ALLOWED}"),
        "prefix",
        5,
    ),
    "a foreign job": ("apps.py", READY.format(names="register_job", line="register_job('send', run=ready)"), "prefix", 5),
    "a foreign health check": (
        "apps.py",
        READY.format(names="register_health_check", line="register_health_check('mail', ready)"),
        "prefix",
        5,
    ),
    "a foreign facet": ("apps.py", READY.format(names="Facet", line="Facet(name='colour')"), "prefix", 5),
    "a foreign style": (
        "styles.py",
        "from sanad import FaqStyle\n\n\nclass Waves(FaqStyle):\n    name = 'waves'\n",
        "prefix",
        5,
    ),
    "a foreign hook": (
        "hooks.py",
        "from sanad import declare_action\n\n\n@declare_action\ndef sent(*, pk: int) -> None:\n    '''Sent.'''\n",
        "prefix",
        5,
    ),
    "a foreign setting": ("apps.py", "from django.conf import settings\n\nKEY = settings.API_KEY\n", "prefix", 3),
    "a foreign library of tags": ("templatetags/text_tags.py", "", "prefix", 0),
    "a foreign command": ("management/commands/send.py", "", "prefix", 0),
    "the end of the process": ("views.py", "import sys\n\n\ndef stop():\n    sys.exit(3)\n", "ends-the-process", 5),
    "the hard end of the process": ("views.py", "from os import _exit\n\n_exit(0)\n", "ends-the-process", 3),
    "a deeper recursion": ("views.py", "import sys\n\nsys.setrecursionlimit(10**6)\n", "changes-the-process", 3),
    "eval": ("views.py", "def run(text):\n    return eval(text)\n", "runs-data", 2),
    "a thread": ("views.py", "import threading\n\nthreading.Thread(target=int).start()\n", "starts-a-thread", 3),
    "print": ("views.py", "print(1)\n", "prints", 1),
    "marked text with a hole": (
        "views.py",
        "from django.utils.safestring import mark_safe\n\n\ndef bold(text):\n    return mark_safe(f'<b>{text}</b>')\n",
        "unsafe-html",
        5,
    ),
    "a bare except": ("views.py", "try:\n    int('')\nexcept:\n    pass\n", "catches-all", 3),
    "a signal": (
        "apps.py",
        "from django.db.models.signals import post_save\n\npost_save.connect(int)\n",
        "not-gated",
        3,
    ),
    "a receiver": ("apps.py", "from django.dispatch import receiver\n\n\n@receiver(1)\ndef got():\n    pass\n", "not-gated", 4),
    "an ungated command": (
        "management/commands/notes_send.py",
        "from django.core.management import BaseCommand\n\n\nclass Command(BaseCommand):\n    pass\n",
        "not-gated",
        4,
    ),
    "a view without the token": (
        "views.py",
        "from django.views.decorators.csrf import csrf_exempt\n\n\n@csrf_exempt\ndef got(request):\n    pass\n",
        "csrf-exempt",
        4,
    ),
    "an unknown hook": ("apps.py", "from sanad import add_filter\n\nadd_filter('page_tilte', str)\n", "unknown-hook", 3),
    "sleep in a filter": ("apps.py", hook("time.sleep(1)", "import time"), "blocking-call", 6),
    "the network in a filter": ("apps.py", hook("get('http://x')", f"from requests import get  {ALLOWED}"), "blocking-call", 6),
    "a process in a filter": ("apps.py", hook("subprocess.run(['ls'])", "import subprocess"), "blocking-call", 6),
    "a file in a filter": ("apps.py", hook("open('x').read()", "import os"), "blocking-call", 6),
    "a path in a filter": ("apps.py", hook("title += Path('x').read_text()", "from pathlib import Path"), "blocking-call", 6),
    "a label": ("forms.py", "from django import forms\n\nname = forms.CharField(label='Name')\n", "untranslated", 3),
    "a name of a model": ("other.py", "class Meta:\n    verbose_name = 'note'\n", "untranslated", 2),
    "gettext of a variable": (
        "views.py",
        "from django.utils.translation import gettext as _\n\n\ndef hello(name):\n    return _(f'Hello {name}')\n",
        "gettext-variable",
        5,
    ),
    "an inline script": ("views.py", "HTML = '<p>a</p><script>go()</script>'\n", "inline-code", 1),
    "an inline style": ("views.py", "HTML = '''<p>\n<b style=\"color: red\">a</b>'''\n", "inline-code", 2),
    "no Python": ("views.py", "def (:\n", "syntax", 1),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_found_at_its_line(tmp_path, case):
    path, text, rule, line = WRONG[case]
    assert (rule, path, line) in rules(found(tmp_path, path, text))


@pytest.mark.parametrize("case", WRONG)
def test_it_is_the_only_thing_that_is_found(tmp_path, case):
    path, text, rule, _line = WRONG[case]
    assert {each for each, _path, _line in rules(found(tmp_path, path, text))} == {rule}


RIGHT = {
    "the public API": ("apps.py", "from sanad import add_filter\nfrom sanad.testing import PluginTest\n"),
    "its own modules": ("apps.py", "from sanad_plugins.notes import views\nfrom . import hooks\nfrom .views import index\n"),
    "Django and Wagtail": ("apps.py", "from wagtail.models import Page\nfrom django.db import models\n"),
    "names with the slug": (
        "apps.py",
        READY.format(names="register_job", line="register_job('notes.send', every=1, run=ready)"),
    ),
    "a health check by the slug": (
        "apps.py",
        READY.format(names="register_health_check", line="register_health_check('notes', ready)"),
    ),
    "settings of Django": ("apps.py", "from django.conf import settings\n\nKEY = settings.SECRET_KEY, settings.NOTES_KEY\n"),
    "sleep in a job": (
        "apps.py",
        "import time\nfrom sanad import register_job\n\n\ndef send():\n    time.sleep(1)\n\n\n"
        "register_job('notes.send', every=1, run=send)\n",
    ),
    "files that are read at the start": ("apps.py", "from pathlib import Path\n\nTEXT = Path(__file__).read_text()\n"),
    "a hook of its own": (
        "hooks.py",
        "from sanad import add_action, declare_action\n\n\n@declare_action\ndef notes_sent(*, pk: int) -> None:\n"
        "    '''Sent.'''\n\n\nadd_action('notes_sent', print)\n",
    ),
    "a label that is translated": (
        "forms.py",
        "from django import forms\nfrom django.utils.translation import gettext_lazy as _\n\n"
        "name = forms.CharField(label=_('Name'))  # plugin-check: allow catalogue\n",
    ),
    "a comparison that looks like HTML": ("views.py", "TEXT = 'a < b and c > d'\n"),
    "except with raise": ("views.py", "try:\n    int('')\nexcept BaseException:\n    raise\n"),
    "text as it stands that is marked": (
        "views.py",
        "from django.utils.safestring import mark_safe\n\nRULE = mark_safe('<hr>')\n",
    ),
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_right_is_not_told_of(tmp_path, case):
    assert {rule for rule, _path, _line in rules(found(tmp_path, *RIGHT[case]))} - {"catalogue"} == set()


def test_a_plugin_that_is_required_may_be_imported(tmp_path):
    text = "from sanad_plugins.weather.models import City\n"
    assert rules(found(tmp_path, "apps.py", text, more={}, version="1.0")) == [("undeclared-plugin", "apps.py", 1)]
    manifest = '[plugin]\nslug = "notes"\nname = "Notes"\nversion = "1.0"\n[requires.plugins]\nweather = ">=1.0"\n'
    assert rules(found(tmp_path, "apps.py", text, more={"plugin.toml": manifest})) == []


def test_a_call_is_found_in_the_function_that_a_callback_calls(tmp_path):
    apps = "from sanad import register_slot\nfrom .work import shown\n\nregister_slot('sidebar', shown)\n"
    work = "import time\n\n\ndef shown(context):\n    return slowly()\n\n\ndef slowly():\n    time.sleep(1)\n    return ''\n"
    findings = found(tmp_path, "apps.py", apps, more={"work.py": work})
    assert rules(findings) == [("blocking-call", "work.py", 9)]
    assert "the slot sidebar" in next(each.sentence for each in findings if each.rule == "blocking-call")


def test_a_callback_that_is_a_method_is_looked_into(tmp_path):
    text = """
        import time
        from sanad import PluginConfig, add_filter


        class Config(PluginConfig):
            def ready(self):
                add_filter("page_title", self.shout)

            def shout(self, title):
                time.sleep(1)
                return title
    """
    assert ("blocking-call", "apps.py", 11) in rules(found(tmp_path, "apps.py", text))


def test_tests_may_look_behind_the_curtain_with_a_warning(tmp_path):
    findings = found(tmp_path, "tests/test_notes.py", "from kb.models import ArticlePage\n")
    assert [each.severity for each in findings if each.rule == "private-import"] == ["warning"]


def test_a_line_may_allow_a_rule(tmp_path):
    assert rules(found(tmp_path, "views.py", "print(1)  # plugin-check: allow prints\n")) == []


def test_a_line_allows_only_what_it_names(tmp_path):
    assert rules(found(tmp_path, "views.py", "print(1)  # plugin-check: allow prefix\n")) == [("prints", "views.py", 1)]


def test_a_near_name_is_offered(tmp_path):
    finding = next(each for each in found(tmp_path, "a.py", "from sanad import register_slots\n") if each.rule == "unknown-name")
    assert finding.advice == "Did you mean register_slot?"


def test_a_star_is_told_as_such(tmp_path):
    (finding,) = [each for each in found(tmp_path, "views.py", "from sanad import *\n") if each.rule == "unknown-name"]
    assert finding.sentence == "It imports everything from sanad, so that nobody sees what it needs."
