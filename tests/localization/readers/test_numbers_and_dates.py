"""Numbers and days are written as the language of the reader writes them, in the digits of the settings."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation
from django.utils.translation import ngettext

from content.digits import digits_of, in_digits_of
from content.templatetags.date_tags import local_date, local_digits
from kb.models import ArticlePage
from tests.factories import add_page

DAY = date(2026, 3, 21)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "21 March 2026"), ("ar", "21 مارس 2026"), ("fa", "۱ فروردین ۱۴۰۵"), ("id", "21 Maret 2026")],
)
def test_a_day_is_written_as_its_language_writes_it(language, written):
    with translation.override(language):
        assert local_date(DAY) == written


def test_the_hour_decides_which_solar_day_it_is(settings):
    settings.TIME_ZONE = "Asia/Tehran"
    with translation.override("fa"):
        assert local_date(datetime(2026, 3, 20, 23, 0, tzinfo=UTC)) == "۱ فروردین ۱۴۰۵"


def test_arabic_is_written_in_eastern_digits_where_the_site_says_so(settings):
    settings.SANAD_DIGITS = {"ar": "arabic"}
    with translation.override("ar"):
        assert local_digits(1234567890) == "١٢٣٤٥٦٧٨٩٠"
        assert local_date(DAY) == "٢١ مارس ٢٠٢٦"


def test_persian_is_written_in_western_digits_where_the_site_says_so(settings):
    settings.SANAD_DIGITS = {"fa": "western"}
    with translation.override("fa"):
        assert local_date(DAY) == "1 فروردین 1405"


@pytest.mark.parametrize(("language", "kind"), [("fa", "persian"), ("fa-af", "persian"), ("ar", "western"), ("", "western")])
def test_a_place_follows_its_language(language, kind):
    assert digits_of(language) == kind


def test_what_is_no_digit_stays():
    assert in_digits_of("3.5 kg", "fa") == "۳.۵ kg"


@pytest.mark.parametrize(("kind", "numbering"), [("western", "latn"), ("arabic", "arab"), ("persian", "arabext")])
@pytest.mark.django_db
def test_scripts_are_told_of_the_digits(homes, settings, client, kind, numbering):
    settings.SANAD_DIGITS = {"ar": kind}
    assert f'data-numbering="{numbering}"' in client.get("/ar/").content.decode()


@pytest.mark.django_db
def test_a_page_shows_its_dates_in_them(homes, settings, client):
    settings.SANAD_DIGITS = {"ar": "arabic"}
    page = add_page(homes["ar"], ArticlePage, "مقال", slug="maqal", reviewed_on=DAY)
    assert "٢١ مارس ٢٠٢٦" in client.get(page.link).content.decode()


@pytest.mark.parametrize("count", [0, 1, 2, 5, 15, 100])
def test_arabic_has_six_forms_for_numbers(count):
    """Each count falls into a form of its own, and no form was forgotten."""
    with translation.override("ar"):
        words = ngettext("%(number)s minute", "%(number)s minutes", count)
    assert "minute" not in words
