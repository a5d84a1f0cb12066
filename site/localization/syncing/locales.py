"""A language that is to be taken away: not while anything of it is there."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale, Page

from localization.models import Translation, Unit


def locale_problems(locale: Locale) -> list[str]:
    """Return why a language cannot be deleted, in sentences that say what to do first; an empty list where it can."""
    problems = []
    pages = Page.objects.filter(locale=locale, depth__gt=1)
    if number := pages.count():
        live = pages.filter(live=True).count()
        text = ngettext(
            "There is %(number)d page in this language, %(live)d of them live. Delete or move it first.",
            "There are %(number)d pages in this language, %(live)d of them live. Delete or move them first.",
            number,
        )
        problems.append(text % {"number": number, "live": live})
    if number := Translation.objects.filter(source_locale=locale).exclude(locale=locale).count():
        text = ngettext(
            "%(number)d translation is made from this language. Give it another source first.",
            "%(number)d translations are made from this language. Give them another source first.",
            number,
        )
        problems.append(text % {"number": number})
    kept = Unit.objects.filter(translation__locale=locale)
    if not problems and (number := Translation.objects.filter(locale=locale).count()):
        words = kept.exclude(text="").count()
        text = ngettext(
            "The words of %(number)d translation are kept (%(texts)d texts).",
            "The words of %(number)d translations are kept (%(texts)d texts).",
            number,
        )
        how = _("To give them up for good: manage.py translations_forget %(code)s")
        problems.append(f"{text % {'number': number, 'texts': words}} {how % {'code': locale.language_code}}")
    return problems


def words_forget(locale: Locale) -> int:
    """Delete the words of a language whose pages are gone; return of how many translations. Pages keep their translations."""
    rows = Translation.objects.filter(locale=locale, object_id="", page=None)
    return rows.delete()[1].get("localization.Translation", 0)
