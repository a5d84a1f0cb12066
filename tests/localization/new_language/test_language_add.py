"""One setting and one command make a new language; nothing that readers see changes by it."""

from __future__ import annotations

from io import StringIO

import polib
import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale, Page

from home.models import HomePage, PlainPage
from kb.models import ArticlePage, CategoryPage
from localization.languages import language_info
from localization.new_language.codes import suggestions
from tests.factories import add_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def turkish(homes, settings, tmp_path):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("tr", "Türkçe")]
    settings.SANAD_CATALOGUES = tmp_path / "locale"
    shelf = add_page(homes["en"], CategoryPage, "Returns", slug="returns")
    add_page(shelf, ArticlePage, "Send it back", slug="send")
    add_page(homes["en"], PlainPage, "About", slug="about")
    add_page(homes["en"], PlainPage, "Not yet", slug="not-yet", live=False)


def added(code: str = "tr") -> str:
    out = StringIO()
    call_command("language_add", code, stdout=out)
    return out.getvalue()


def drafts() -> list[str]:
    return sorted(Page.objects.filter(locale__language_code="tr", depth=3, live=False).values_list("slug", flat=True))


def test_the_home_page_and_the_top_pages_are_made_as_drafts(turkish):
    added()
    home = HomePage.objects.get(locale__language_code="tr")
    assert not home.live
    assert drafts() == ["about", "returns"]
    assert not Page.objects.filter(locale__language_code="tr", live=True).exists()


def test_they_are_translations_of_those_of_the_sites_own_language(turkish, homes):
    added()
    assert HomePage.objects.get(locale__language_code="tr").translation_key == homes["en"].translation_key
    english = {page.translation_key for page in Page.objects.child_of(homes["en"]).live()}
    assert {page.translation_key for page in Page.objects.filter(locale__language_code="tr", depth=3)} == english


def test_readers_notice_nothing(turkish, client):
    before = client.get("/en/").content
    added()
    assert client.get("/en/").content == before
    assert client.get("/", headers={"accept-language": "tr"}).headers["Location"] == "/en/"


def test_a_second_run_makes_nothing_twice(turkish):
    added()
    count = Page.objects.count()
    told = added()
    assert Page.objects.count() == count
    assert "Known already: Türkçe" in told
    assert "Made" not in told


def test_a_second_run_makes_what_lacks(turkish):
    added()
    Page.objects.get(locale__language_code="tr", slug="about").delete()
    assert "Made 1 top pages, as drafts: About." in added()
    assert drafts() == ["about", "returns"]


def test_the_tree_is_sound_afterwards(turkish):
    added()
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_catalogue_has_every_word_and_its_own_plural_forms(turkish, settings):
    added()
    made = polib.pofile(str(settings.SANAD_CATALOGUES / "tr" / "LC_MESSAGES" / "django.po"))
    whole = polib.pofile(str(settings.ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.po"))
    assert {entry.msgid for entry in made} == {entry.msgid for entry in whole if not entry.obsolete}
    assert {len(entry.msgstr_plural) for entry in made if entry.msgid_plural} == {2}
    assert (settings.SANAD_CATALOGUES / "tr" / "LC_MESSAGES" / "django.mo").exists()


def test_words_that_somebody_translated_stay(turkish, settings):
    added()
    path = settings.SANAD_CATALOGUES / "tr" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    entry = catalogue.find("Skip to content")
    assert entry
    entry.msgstr = "İçeriğe geç"
    catalogue.save()
    told = added()
    kept = polib.pofile(str(path)).find("Skip to content")
    assert kept and kept.msgstr == "İçeriğe geç"
    assert f"{len(catalogue) - 1} of {len(catalogue)} words of the interface are not translated" in told


def test_what_is_missing_is_said(turkish):
    told = added().partition("Still missing:")[2]
    assert "The home page is a draft." in told
    assert "2 top pages wait to be translated." in told
    assert "words of the interface are not translated" in told
    assert "No stemmer" not in told  # Snowball knows Turkish


def test_a_language_nobody_brings_anything_for_says_so(homes, settings, tmp_path):
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, ("yo", "Yorùbá")]
    settings.SANAD_CATALOGUES = tmp_path / "locale"
    told = added("yo").partition("Still missing:")[2]
    assert "No stemmer" in told
    assert "No list of words to pass over" in told
    assert "Django has no words in yo" in told
    assert "Django has no formats of dates and numbers for yo" in told


def test_a_language_that_comes_with_sanad_has_nothing_to_translate(homes):
    assert "words of the interface" not in added("ar")


def test_a_language_the_settings_do_not_name_is_refused_with_the_line_to_write(homes):
    with pytest.raises(CommandError, match="SANAD_LANGUAGES=en,ar,fa,id,tr:Türkçe"):
        added("tr")
    assert not Locale.objects.filter(language_code="tr").exists()


@pytest.mark.parametrize(("word", "meant"), [("turkish", "tr (Türkçe)"), ("tr_TR", "tr (Türkçe)"), ("german", "de (Deutsch)")])
def test_another_word_is_refused_with_what_may_be_meant(homes, word, meant):
    assert meant in suggestions(word)
    with pytest.raises(CommandError, match="Did you mean"):
        added(word)


@pytest.mark.parametrize("word", ["qqqqqq", "", "../../etc", "\x00"])
def test_nonsense_is_refused(homes, word):
    with pytest.raises(CommandError, match="no language that is known"):
        added(word)


def test_a_language_django_does_not_know_has_the_direction_it_was_given(settings):
    settings.LANGUAGES = [("nqo", "ߒߞߏ")]
    settings.LANGUAGES_BIDI = ["nqo"]
    assert language_info("nqo").direction == "rtl"
