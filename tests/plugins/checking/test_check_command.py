"""`manage.py plugin check`."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command

from plugins.testing import plugin_write
from tests.plugins.checking import APPS

pytestmark = pytest.mark.django_db

WHOLE = {
    "apps.py": APPS,
    "README.md": "Notes.\n",
    "tests/test_notes.py": "",
}


@pytest.fixture
def write(tmp_path, settings):
    settings.SANAD_PLUGINS = tmp_path

    def write(**files):
        values = {"author": "A", "licence": "MIT", "more": '[requires]\nsanad = ">=1"'}
        return plugin_write(tmp_path, "notes", WHOLE | {f"{name}.py": text for name, text in files.items()}, **values)

    return write


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("plugin", "check", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def test_a_good_plugin_has_nothing_to_mend(write):
    write()
    assert run("notes") == "notes: nothing to mend.\n"


def test_a_folder_may_be_named_by_its_path(write):
    assert run(str(write())) == "notes: nothing to mend.\n"


def test_a_finding_has_place_sentence_rule_and_advice(write, capsys):
    write(views="\nprint(1)\n")
    assert run("notes") == (
        "notes/views.py:2: warning: print() writes where nobody looks. [prints]\n"
        "    Use logging.getLogger(__name__).\nnotes: 1 warning.\n"
    )


def test_an_error_is_an_error(write):
    write(views="eval('1')\nexec('1')\nprint(1)\n")
    with pytest.raises(CommandError, match="notes: 2 errors, 1 warning"):
        run("notes")


def test_strict_makes_errors_of_warnings(write):
    write(views="print(1)\n")
    with pytest.raises(CommandError, match="1 warning"):
        run("notes", "--strict")


def test_programs_get_json(write):
    write(views="print(1)\n")
    assert [(each["path"], each["line"], each["rule"]) for each in json.loads(run("notes", "--json"))] == [
        ("views.py", 1, "prints")
    ]


def test_what_is_not_there_is_said(write):
    with pytest.raises(CommandError, match="There is no plugin 'nowhere'"):
        run("nowhere")


def test_nothing_of_the_plugin_is_imported(write, tmp_path):
    mark = tmp_path / "mark"
    write(views=f"from pathlib import Path\n\nPath({str(mark)!r}).touch()\n")
    run("notes")
    assert not mark.exists()


def test_several_are_read_at_once(write, tmp_path):
    write()
    plugin_write(tmp_path, "other", WHOLE, author="A", licence="MIT", more='[requires]\nsanad = ">=1"')
    assert run("notes", "other") == "notes: nothing to mend.\nother: nothing to mend.\n"


def test_json_of_several_says_whose_each_is(write):
    write(views="print(1)\n")
    assert [each["plugin"] for each in json.loads(run("notes", "--json"))] == ["notes"]
