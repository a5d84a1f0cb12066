"""What stands around every page: name, menus, languages, addresses. Two queries, or one beside a page's own family."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import FilteredRelation, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Site

from content.audiences import Audience, reader_for
from content.locales import code_of
from content.models import HelpPage
from localization.languages import direction_of, language_info
from theme import hooks
from theme.family import Family, family_of
from theme.links import Language, Link
from theme.looks import Look, look_columns, look_of
from theme.models import DEFAULT_ACCENT, Branding, Navigation

# A longer query string is not carried into the other languages: it is no question of a reader.
LONGEST_QUESTION = 500


@dataclass(frozen=True)
class Chrome:
    """Read by theme/base.html."""

    site_name: str
    accent: str
    sub_title: str
    logo: str
    language: str
    direction: str
    home_url: str
    brand_url: str
    search_url: str
    brand_css_url: str
    main_menu: list[Link]
    footer_links: list[Link]
    footer_note: str
    languages: list[Language]
    canonical_url: str
    alternates: list[tuple[str, str]]
    default_alternate: str
    is_private: bool
    contact_address: str = ""


@dataclass(frozen=True)
class Surroundings:
    """The site of a request with its branding and the navigation of a language; one query."""

    site: Site
    branding: Branding | None
    navigation: Navigation | None


def surroundings_of(request: HttpRequest, language: str) -> Surroundings:
    """Return the surroundings, read once for each request. Raises Site.DoesNotExist on a site that has none yet."""
    known: dict[str, Surroundings] = request.__dict__.setdefault("_sanad_surroundings", {})
    if language not in known:
        sites = list(
            Site.objects.annotate(
                navigation=FilteredRelation("navigations", condition=Q(navigations__language=language))
            ).select_related("root_page", "branding__logo", "navigation")
        )
        site = _site_of(request, sites)
        known[language] = Surroundings(site, getattr(site, "branding", None), getattr(site, "navigation", None))
        request._wagtail_site = site  # type: ignore[attr-defined]
    return known[language]


def _site_of(request: HttpRequest, sites: list[Site]) -> Site:
    """Choose as Wagtail does: host and port, then the host alone, then the default."""
    host, _colon, port = request.get_host().rpartition(":")
    host, port = (host, port) if host and port.isdecimal() else (request.get_host(), request.get_port())
    ranked = sorted(
        (each for each in sites if each.hostname == host or each.is_default_site),
        key=lambda each: (
            each.hostname == host and str(each.port) == port,
            each.hostname == host,
            each.is_default_site,
        ),
    )
    if not ranked:
        raise Site.DoesNotExist("No site answers to this host, and none is the default.")
    return ranked[-1]


def chrome_for(
    request: HttpRequest, *, page: HelpPage | None = None, family: Family | None = None, look: Look | None = None
) -> Chrome:
    """Return the chrome of a request: of a page with its family and its look, or of a view without a page."""
    language = code_of(page.locale_id) if page is not None else get_language() or settings.LANGUAGE_CODE
    around = surroundings_of(request, language)
    if family is None:
        family = family_of(page, user=request.user, linked_ids=menu_page_ids(around, look), with_siblings=False)
    navigation, branding = around.navigation, around.branding
    languages = _languages(request, family, page, language, around.site)
    alternates = _alternates(request, family, page)
    accent = (look and look.accent) or (branding.accent_colour if branding else DEFAULT_ACCENT)
    main = _links(_main_menu(around, look), family, request)
    foot = _links(navigation.footer_links.raw_data if navigation else (), family, request)
    reader = reader_for(request.user)
    return Chrome(
        site_name=(look and look.name) or site_name_of(around),
        accent=accent,
        sub_title=navigation.sub_title if navigation else "",
        logo=(look and look.logo) or (branding.logo.file.url if branding and branding.logo else ""),
        language=language,
        direction=direction_of(language),
        home_url=f"/{language}/",
        brand_url=look.url if look else f"/{language}/",
        search_url=reverse("search:results"),
        brand_css_url=reverse("theme:brand", args=[accent.lstrip("#").lower()]),
        main_menu=hooks.main_menu(main, reader=reader, language=language, path=request.path),
        footer_links=hooks.footer_links(foot, reader=reader, language=language, path=request.path),
        footer_note=navigation.footer_note if navigation else "",
        languages=languages,
        canonical_url=_canonical(request, family, page),
        alternates=alternates,
        default_alternate=dict(alternates).get(settings.LANGUAGE_CODE, ""),
        is_private=page is not None and page.audience_now >= Audience.AGENT,
        contact_address=branding.contact_address if branding else "",
    )


def wear_look_of(request: HttpRequest, page_id: int) -> None:
    """Give a view beside the pages, such as search within a knowledge base, the look of a page that its reader may see.

    Two queries, and none where the page has no look of its own.
    """
    page = HelpPage.objects.listable_to(request.user).filter(pk=page_id).annotate(**look_columns()).first()
    if page is not None and (look := look_of(page)):
        request.chrome = chrome_for(request, look=look)  # type: ignore[attr-defined]


def site_name_of(around: Surroundings) -> str:
    """Return what the site is called in the language of its surroundings."""
    navigation, branding = around.navigation, around.branding
    return (navigation and navigation.site_name) or (branding and branding.name) or around.site.site_name or "Sanad"


def menu_page_ids(around: Surroundings, look: Look | None = None) -> set[int]:
    """Return the ids of pages the menus lead to, from the raw streams."""
    foot = around.navigation.footer_links.raw_data if around.navigation else ()
    raw = [each for each in (*_main_menu(around, look), *foot) if each["type"] == "page"]
    return {each["value"]["page"] for each in raw if each["value"].get("page")}


def _main_menu(around: Surroundings, look: Look | None) -> Sequence[dict[str, Any]]:
    """Return the raw blocks of the main menu: that of the look where it has one."""
    if look and look.menu:
        return look.menu
    return tuple(around.navigation.main_menu.raw_data) if around.navigation else ()


def _links(raw: Iterable[dict[str, Any]], family: Family, request: HttpRequest) -> list[Link]:
    """Return a menu's links; entries whose page the reader may not see are left out."""
    links = []
    for each in raw:
        value = each["value"]
        if each["type"] == "address":
            links.append(Link(value["title"], value["url"]))
        elif page := family.by_id.get(value.get("page")):
            links.append(Link(value.get("title") or page.title, page.url, current=page.url == request.path))
    return links


def _languages(request: HttpRequest, family: Family, page: HelpPage | None, language: str, site: Site) -> list[Language]:
    """Return the languages that have a home page, each with the best address: translation, nearest translated ancestor, home.

    A view without a page (search, account) keeps its own path in the other language.
    """
    found = []
    homes = {each.locale_id: each for each in family.by_path.values() if each.translation_key == site.root_page.translation_key}
    for locale_id, home in homes.items():
        info = language_info(code_of(locale_id))
        url = _translated(family, page, locale_id) or home.url
        if page is None and request.path.startswith(f"/{language}/"):
            url = f"/{info.code}/{request.path.split('/', 2)[2]}"
            question = request.META.get("QUERY_STRING", "")
            url += f"?{question}" if 0 < len(question) <= LONGEST_QUESTION else ""
        found.append(Language(info.code, info.name, info.direction, url, info.code == language))
    order = [code for code, _name in settings.LANGUAGES]
    return sorted(found, key=lambda each: order.index(each.code) if each.code in order else len(order))


def _translated(family: Family, page: HelpPage | None, locale_id: int) -> str:
    if page is None:
        return ""
    keys = [each.translation_key for each in family.ancestors(page.path)]
    for key in [page.translation_key, *reversed(keys)]:
        if found := family.in_language(key, locale_id):
            return found.url
    return ""


def _alternates(request: HttpRequest, family: Family, page: HelpPage | None) -> list[tuple[str, str]]:
    if page is None:
        return []
    same = [each for (key, _locale), each in family.by_key.items() if key == page.translation_key and not each.is_alias]
    return sorted((code_of(each.locale_id), request.build_absolute_uri(each.url)) for each in same) if len(same) > 1 else []


def _canonical(request: HttpRequest, family: Family, page: HelpPage | None) -> str:
    if page is None:
        return ""
    source = family.by_id.get(page.alias_of_id) if page.alias_of_id else None
    return request.build_absolute_uri(source.url if source else request.path)
