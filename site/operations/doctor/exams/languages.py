"""Languages and translations: homes, copies that are shown in place, and rows about translations."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from wagtail.models import Locale, Page

from home.models import HomePage
from home.services import homes_ensure
from localization.configuring import STANDARD
from localization.models import Translation
from operations.doctor.registry import register_exam

MOST = 100


def problems() -> Iterator[str]:
    """What lacks, and what does not belong together."""
    codes = [code for code, _name in settings.LANGUAGES]
    with_home = set(HomePage.objects.filter(depth=2).values_list("locale__language_code", flat=True))
    for code in codes:
        if code not in with_home:
            yield f"The language {code} has no home page."
    for locale in Locale.objects.exclude(language_code__in=codes):
        count = Page.objects.filter(locale=locale).count()
        if count:
            yield f"{count} pages are in {locale.language_code}, which is not in SANAD_LANGUAGES: nobody sees them."
    for page in _in_a_strange_language():
        yield f"Page {page.pk} is in {page.locale.language_code}, below a page in another language: move it, or delete it."
    for alias in _stray_copies():
        yield f"Page {alias.pk} is a copy in another language of a page with which it does not belong together."
    for row in _lost_targets():
        yield f"The translation {row} (row {row.pk}) names a page that is not its own."


def mend() -> None:
    """Make homes, and let rows name the page that has their key and language, or none. Pages are for people to move."""
    homes_ensure(drafts=[code for code, _name in settings.LANGUAGES if code not in STANDARD])
    for row in _lost_targets():
        page = Page.objects.filter(translation_key=row.translation_key, locale=row.locale_id).first()
        Translation.objects.filter(pk=row.pk).update(page=page, object_id=str(page.pk) if page else "")


def _in_a_strange_language() -> list[Page]:
    """Return pages below a page of another language; homes stand below the root, whose language means nothing."""
    languages: dict[str, int] = {}
    found = []
    rows = Page.objects.filter(depth__gte=2).order_by("path").values_list("pk", "path", "locale")
    for pk, path, locale in rows.iterator(chunk_size=2000):
        if languages.get(path[: -Page.steplen], locale) != locale:
            found.append(pk)
        languages = {each: kept for each, kept in languages.items() if path.startswith(each)} | {path: locale}
    return list(Page.objects.filter(pk__in=found[:MOST]).select_related("locale").order_by("pk"))


def _stray_copies() -> QuerySet[Page]:
    return (
        Page.objects.filter(alias_of__isnull=False)
        .exclude(translation_key=F("alias_of__translation_key"))
        .exclude(locale=F("alias_of__locale"))
    )


def _lost_targets() -> QuerySet[Translation]:
    rightly = Page.objects.filter(pk=OuterRef("page"), translation_key=OuterRef("translation_key"), locale=OuterRef("locale"))
    return Translation.objects.filter(page__isnull=False).exclude(Exists(rightly))


def register() -> None:
    """Register the exam."""
    register_exam("translations", "languages have homes, and translations belong together", problems, mend)
