"""A language cannot be taken away from under its pages and words."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Locale

from home.models import HomePage
from kb.models import CategoryPage
from localization.models import Translation
from localization.syncing import locale_problems
from tests.localization.syncing.site import page_of

pytestmark = pytest.mark.django_db


def test_a_language_with_live_pages_is_not_deleted_and_it_is_said_why(live, persian, client, superuser):
    client.force_login(superuser)
    address = reverse("wagtaillocales:delete", args=[persian.pk])
    assert "3 pages in this language, 3 of them live" in client.get(address).content.decode()
    told = client.post(address).content.decode()
    assert "Delete or move them first" in told
    assert Locale.objects.filter(pk=persian.pk).exists() and page_of(live).live


def test_nor_one_that_others_are_translated_from(live):
    english = Locale.objects.get(language_code="en")
    assert any("translations are made from this language" in problem for problem in locale_problems(english))


def test_words_without_pages_are_kept_until_somebody_gives_them_up(live, persian, client, superuser, capsys):
    CategoryPage.objects.filter(locale=persian).first().delete()
    HomePage.objects.get(locale=persian).delete()
    (problem,) = locale_problems(persian)
    assert "translations_forget fa" in problem
    client.force_login(superuser)
    client.post(reverse("wagtaillocales:delete", args=[persian.pk]))
    assert Locale.objects.filter(pk=persian.pk).exists()
    call_command("translations_forget", "fa")
    assert "Forgotten: 2" in capsys.readouterr().out
    assert locale_problems(persian) == []
    client.post(reverse("wagtaillocales:delete", args=[persian.pk]))
    assert not Locale.objects.filter(pk=persian.pk).exists()


def test_words_whose_page_is_there_are_not_forgotten(live):
    call_command("translations_forget", "fa")
    assert Translation.objects.filter(pk=live.pk).exists()


def test_an_unknown_language_is_named_with_the_known_ones(homes):
    with pytest.raises(CommandError, match=r"no language xx.*fa"):
        call_command("translations_forget", "xx")
