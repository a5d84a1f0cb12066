"""What is written in the settings about languages is understood, or refused with a sentence."""

from __future__ import annotations

import pytest
from django.core.exceptions import ImproperlyConfigured

from localization.checks import languages_are_sound
from localization.configuring import read_digits, read_fallbacks, read_languages
from localization.fallbacks import chain_of, first_of

CODES = ["en", "ar", "fa", "id"]


def test_the_first_language_is_the_sites_own():
    assert read_languages("L", ["ar", "en"]).own == "ar"


def test_known_languages_have_their_own_names():
    assert read_languages("L", ["fa", "id", "tr", "de-at"]).known == [
        ("fa", "فارسی"),
        ("id", "Bahasa Indonesia"),
        ("tr", "Türkçe"),
        ("de-at", "Deutsch (AT)"),
    ]


def test_a_name_and_a_direction_can_be_given():
    found = read_languages("L", ["en", "ps:پښتو:rtl", "nqo: ߒߞߏ :rtl"])
    assert found.known[1:] == [("ps", "پښتو"), ("nqo", "ߒߞߏ")]
    assert found.right_to_left == ["ps", "nqo"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["en", "EN_us"], "code in small letters"),
        (["en", "en"], "names en twice"),
        (["en", "xx"], "xx:its own name"),
        (["en", "ps:پښتو:up"], "rtl or ltr"),
        ([], "names no language"),
        (["en", "../x"], "code in small letters"),
    ],
)
def test_other_languages_are_refused(words, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        read_languages("L", words)


def test_a_chain_is_read_as_it_is_written():
    assert read_fallbacks("F", ["fa > ar>en", "id"], CODES) == {"fa": ("ar", "en"), "id": ()}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["fa>ar>fa"], "circular: fa > ar > fa"),
        (["fa>fa"], "circular: fa > fa"),
        (["fa>ar", "ar>fa"], "circular"),
        (["fa>ar", "ar>id", "id>fa"], "circular"),
        (["fa>de"], "'de' in fa>de; the site's languages are en, ar, fa, id"),
        (["de>en"], "'de'"),
        (["fa>>en"], "an empty word"),
        (["fa>ar", "fa>en"], "two chains"),
    ],
)
def test_a_chain_without_an_end_or_of_unknown_languages_is_refused(words, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        read_fallbacks("F", words, CODES)


@pytest.mark.parametrize(
    ("words", "said"), [(["de:western"], "'de:western'"), (["fa:roman"], "digits are"), (["fa"], "digits are")]
)
def test_other_digits_are_refused(words, said):
    with pytest.raises(ImproperlyConfigured, match=said):
        read_digits("D", words, CODES)


def test_the_check_says_what_is_wrong_with_chains_of_other_settings(settings):
    settings.SANAD_FALLBACKS = {"fa": ("ar",), "ar": ("fa",)}
    (found,) = languages_are_sound()
    assert found.id == "localization.E001"
    assert "circular" in found.msg


def test_the_check_says_what_is_wrong_with_digits(settings):
    settings.SANAD_DIGITS = {"fa": "roman"}
    assert [each.id for each in languages_are_sound()] == ["localization.E002"]


def test_the_check_is_silent_where_all_is_well():
    assert languages_are_sound() == []


def test_a_language_that_is_not_named_falls_back_on_the_sites_own(settings):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    assert (chain_of("fa"), chain_of("id"), chain_of("en")) == (("ar", "en"), ("en",), ())


@pytest.mark.parametrize(("there", "first"), [(["fa", "en"], "fa"), (["ar", "en"], "ar"), (["en"], "en"), (["id"], ""), ([], "")])
def test_the_first_of_the_chain_is_taken(settings, there, first):
    settings.SANAD_FALLBACKS = {"fa": ("ar", "en")}
    assert first_of("fa", there) == first
