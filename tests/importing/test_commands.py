"""The two commands, as a person sees them."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from accounts.models import User
from content.models import HelpPage
from content.visibility import visibility_problems
from importing import demo
from importing.models import ImportedCollection
from kb.models import ArticlePage
from theme.models import Branding, Navigation
from wiki.models import PolicyExceptionPage, PolicyPage

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


@pytest.fixture
def loaded(db):
    call_command("load_demo", verbosity=0)


def test_the_demo_has_what_it_promises_in_every_language(loaded):
    for language in ("en", "ar", "fa", "id"):
        of_language = {"locale__language_code": language}
        assert ArticlePage.objects.filter(**of_language).count() >= 15
        assert PolicyPage.objects.filter(**of_language).count() >= 4
        assert PolicyExceptionPage.objects.filter(**of_language).count() >= 8


def test_every_demo_page_has_its_translations(loaded):
    english = HelpPage.objects.filter(locale__language_code="en")
    assert [page.title for page in english if page.get_translations().count() != 3] == []


def test_the_demo_leaves_a_sound_tree_without_wagtails_welcome_page(loaded):
    assert not any(Page.find_problems())
    assert visibility_problems() == []
    assert not Page.objects.filter(depth=2).exact_type(Page).exists()


def test_the_demo_brands_the_site_and_fills_the_menus(loaded):
    site = Site.objects.get(is_default_site=True)
    assert Branding.for_site(site).name == "Naranj"
    assert {menu.language: len(menu.main_menu) for menu in Navigation.objects.all()} == {"en": 3, "ar": 3, "fa": 3, "id": 3}


def test_loading_the_demo_again_is_one_question(loaded, django_assert_num_queries):
    # Beside the savepoint of the transaction, which the test adds.
    with django_assert_num_queries(3):
        assert demo.demo_load() is None


def test_a_demo_that_an_editor_emptied_does_not_come_back(loaded):
    HelpPage.objects.filter(depth=3).first().delete()
    pages = HelpPage.objects.count()
    call_command("load_demo", verbosity=0)
    assert HelpPage.objects.count() == pages


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


def test_accounts_are_made_only_when_asked_for_and_have_random_passwords(loaded, capsys):
    assert not User.objects.filter(username__startswith="demo-").exists()
    call_command("load_demo", "--accounts")
    told = dict(line.split(": ") for line in capsys.readouterr().out.splitlines())
    assert User.objects.get(username="demo-agent").check_password(told["demo-agent"])
    assert len(set(told.values())) == 4
