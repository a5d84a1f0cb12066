"""The demo: the help centre of an invented shop, once, by the same importer."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Site

from home.models import HomePage
from importing.demo_lumen import lumen_finish, products_make
from importing.demo_reading import reading_ask_demo
from importing.demo_wiki import wiki_finish
from importing.models import ImportedCollection, ImportedPage
from importing.services import import_folder
from importing.writing.work import Progress, Report
from theme.menus import navigation_write
from theme.models import Branding, Navigation

COLLECTION = "demo"
BLOCKS = uuid.UUID("5a4f0e0c-7c1f-5b92-8a3e-0d5d1c8f2b90")

# Name, words beside it, note at the foot, and the short word for the returns category, as the menus show them.
WORDINGS: dict[str, tuple[str, str, str, str]] = {
    "en": ("Naranj", "Help centre", "Naranj is an invented shop.", "Returns"),
    "ar": ("نارنج", "مركز المساعدة", "نارنج متجر متخيَّل.", "الإرجاع"),
    "fa": ("نارنج", "مرکز راهنما", "نارنج فروشگاهی خیالی است.", "مرجوعی"),
    "id": ("Naranj", "Pusat Bantuan", "Naranj adalah toko rekaan.", "Pengembalian"),
}
MAIN_MENU = ("questions.md", "returns", "pricing.md")
FOOTER = ("about.md", "pricing.md", "questions.md")


def demo_is_loaded() -> bool:
    """Tell whether the demo was loaded to its end, whatever became of it since. One query."""
    return ImportedCollection.objects.filter(name=COLLECTION, finished__isnull=False).exists()


@transaction.atomic
def demo_load(*, folder: Path | None = None, progress: Progress | None = None) -> Report | None:
    """Load the demo, its branding and its menus; None when it was loaded before.

    All of it is one transaction: a run that is killed leaves nothing, and the next one starts anew.
    """
    if demo_is_loaded():
        return None
    folder = folder or settings.ROOT / "demo"
    products_make()
    report = import_folder(folder=folder, under="home", collection=COLLECTION, progress=progress)
    site = Site.objects.get(is_default_site=True)
    Branding.objects.update_or_create(site=site, defaults={"name": "Naranj", "contact_email": "help@naranj.example"})
    if site.site_name != "Naranj":
        site.site_name = "Naranj"
        site.save()
    for language in WORDINGS:
        if HomePage.objects.filter(locale__language_code=language).exists():
            _navigation_write(site, language)
            lumen_finish(folder=folder, language=language, pages=_pages(language))
            reading_ask_demo(language=language, pages=_pages(language))
            wiki_finish(pages=_pages(language))
    return report


def _navigation_write(site: Site, language: str) -> None:
    name, sub_title, note, returns = WORDINGS[language]
    pages = _pages(language)
    navigation_write(
        site=site,
        locale=Locale.objects.get(language_code=language),
        site_name=name,
        sub_title=sub_title,
        footer_note=note,
        main_menu=_links("main", MAIN_MENU, pages, {"returns": returns}),
        footer_links=_links("footer", FOOTER, pages, {}),
    )


def _pages(language: str) -> dict[str, Any]:
    """Return the ids of the demo's pages in a language, by what their files are called."""
    rows = ImportedPage.objects.filter(collection__name=COLLECTION, locale__language_code=language, page__isnull=False)
    return dict(rows.values_list("source_id", "page_id"))


def _links(menu: str, sources: tuple[str, ...], pages: Mapping[str, int | None], titles: Mapping[str, str]) -> Any:
    raw = [
        {
            "type": "page",
            "value": {"page": pages[source], "title": titles.get(source, "")},
            "id": str(uuid.uuid5(BLOCKS, f"{menu}/{source}")),
        }
        for source in sources
        if pages.get(source)
    ]
    field: Any = Navigation._meta.get_field("main_menu" if menu == "main" else "footer_links")
    return field.to_python(raw)
