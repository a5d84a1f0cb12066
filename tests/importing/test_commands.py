"""The two commands, as a person sees them."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from importing import demo
from importing.models import ImportedCollection

pytestmark = pytest.mark.django_db


def test_the_command_prints_a_table_and_ends_well(shop, capsys):
    call_command("import_markdown", str(shop.path), "--under", "home/words")
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["en", "article", "2"] in lines
    assert ["all", "6"] in lines


def test_the_command_ends_with_one_when_a_file_is_broken_and_imports_the_rest(shop, capsys):
    shop.write({"en/returns/broken.md": b"\xff"})
    with pytest.raises(SystemExit) as ended:
        call_command("import_markdown", str(shop.path), "--under", "home/words")
    assert ended.value.code == 1
    assert "  en/returns/broken.md" in capsys.readouterr().err.splitlines()
    assert shop.page("returns/refund.md").live


def test_a_dry_run_says_so(shop, capsys):
    call_command("import_markdown", str(shop.path), "--under", "home/words", "--dry-run")
    assert "this was a dry run" in capsys.readouterr().out
    assert not ImportedCollection.objects.exists()


def test_what_cannot_be_done_at_all_is_one_clear_line(tmp_path):
    with pytest.raises(CommandError, match="is not a folder"):
        call_command("import_markdown", str(tmp_path / "gone"), "--under", "home")


def test_loading_the_demo_that_dies_half_way_can_be_repeated(monkeypatch):
    def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(demo, "_navigation_write", dies)
        with pytest.raises(KeyboardInterrupt):
            demo.demo_load()
    report = demo.demo_load()
    assert report is not None and report.number("new") > 150
    assert not any(Page.find_problems())
