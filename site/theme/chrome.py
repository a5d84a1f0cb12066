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
from content.digits import digits_of
from content.locales import code_of, locale_id_of
from content.models import HelpPage
from localization.fallbacks import chain_of
from localization.languages import direction_of, language_info
from theme import hooks
from theme.fallbacks import fallback_of
from theme.family import Family, family_of
from theme.links import Language, Link
from theme.looks import Look, look_columns, look_of
from theme.models import DEFAULT_ACCENT, Branding, Navigation
from theme.switcher import default_alternate, languages_of


@dataclass(frozen=True)
class Chrome:
    """Read by theme/base.html.

    `languages`: those in which what is shown can be read, the current one among them. `nearby`: the others, each with the
    nearest page that there is. `is_fallback`: what is shown is in another language than what stands around it.
    `numbering`: the digits of the language, as scripts call them.
    """

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
    language_name: str
    languages: list[Language]
    nearby: list[Language]
    canonical_url: str
    alternates: list[tuple[str, str]]
    default_alternate: str
    is_private: bool
    contact_address: str = ""
    is_fallback: bool = False
    numbering: str = "latn"


@dataclass(frozen=True)
class Surroundings:
    """The site of a request with its branding and the navigation of a language, or of the one that stands in for it."""

    site: Site
    branding: Branding | None
    navigation: Navigation | None
    locale_id: int


def surroundings_of(request: HttpRequest, language: str) -> Surroundings:
    """Return the surroundings, read once for each request by one query.

    Raises Site.DoesNotExist on a site that has none yet.
    """
    known: dict[str, Surroundings] = request.__dict__.setdefault("_sanad_surroundings", {})
    if language not in known:
        locale_ids = [pk for code in (language, *chain_of(language)) if (pk := locale_id_of(code))]
        rows = _with_navigation(Site.objects.all(), locale_ids)
        site = _site_of(request, list(rows.select_related("root_page", "branding__logo", *_names(locale_ids))))
        found = [getattr(site, name, None) for name in _names(locale_ids)]
        navigation = next((row for row in found if row is not None), None)
        known[language] = Surroundings(site, getattr(site, "branding", None), navigation, locale_id_of(language))
        request._wagtail_site = site  # type: ignore[attr-defined]
    return known[language]


def _with_navigation(sites: Any, locale_ids: Sequence[int]) -> Any:
    """Have the published menus of these languages come along with each site, as `navigation_0` and so on."""
    for name, locale_id in zip(_names(locale_ids), locale_ids, strict=True):
        mine = Q(navigations__locale_id=locale_id, navigations__live=True)
        sites = sites.annotate(**{name: FilteredRelation("navigations", condition=mine)})
    return sites


def _names(locale_ids: Sequence[int]) -> list[str]:
    return [f"navigation_{place}" for place in range(len(locale_ids))]


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
    fallback = fallback_of(request)
    own = code_of(page.locale_id) if page is not None else get_language() or settings.LANGUAGE_CODE
    language = fallback.language if fallback else own
    around = surroundings_of(request, language)
    if family is None:
        family = family_of(page, user=request.user, linked_ids=menu_page_ids(around, look), with_siblings=False)
    navigation, branding = around.navigation, around.branding
    languages, nearby = languages_of(request, family, page, language, around.site)
    alternates = [] if fallback else _alternates(request, family, page)
    accent = (look and look.accent) or (branding.accent_colour if branding else DEFAULT_ACCENT)
    borrowed = navigation is not None and navigation.locale_id != around.locale_id
    look_menu = bool(look and look.menu)
    main = _links(_main_menu(around, look), family, request, around, is_borrowed=borrowed and not look_menu)
    foot = _links(navigation.footer_links.raw_data if navigation else (), family, request, around, is_borrowed=borrowed)
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
        language_name=language_info(language).name,
        languages=languages,
        nearby=nearby,
        canonical_url=_canonical(request, family, page),
        alternates=alternates,
        default_alternate=default_alternate(dict(alternates)),
        is_private=page is not None and page.audience_now >= Audience.AGENT,
        contact_address=contact_address_of(around),
        is_fallback=fallback is not None,
        numbering=numbering_of(language),
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


def contact_address_of(around: Surroundings) -> str:
    """Return where readers of a language write to, as a link: what their language names, else what holds for all, or ""."""
    branding, navigation = around.branding, around.navigation
    return (navigation and navigation.contact_url) or (branding.contact_address if branding else "")


def _links(
    raw: Iterable[dict[str, Any]], family: Family, request: HttpRequest, around: Surroundings, *, is_borrowed: bool
) -> list[Link]:
    """Return a menu's links, each to the translation in the reader's language; those to pages they may not see are left out.

    In a menu borrowed from another language, what leads to a translated page is called as that page is.
    """
    links = []
    for each in raw:
        value = each["value"]
        if each["type"] == "address":
            links.append(Link(value["title"], value["url"]))
        elif page := family.target(value.get("page"), around.locale_id):
            title = "" if is_borrowed and page.locale_id == around.locale_id else value.get("title")
            links.append(Link(title or page.title, page.url, current=page.url == request.path))
    return links


def numbering_of(language: str) -> str:
    """Return the digits of a language as the `nu` key of Unicode names them."""
    return {"arabic": "arab", "persian": "arabext"}.get(digits_of(language), "latn")


def _alternates(request: HttpRequest, family: Family, page: HelpPage | None) -> list[tuple[str, str]]:
    """Return the addresses of all translations for search engines; none where this page is not to be found by them."""
    if page is None or page.alias_of_id:
        return []
    same = [each for (key, _locale), each in family.by_key.items() if key == page.translation_key and not each.is_alias]
    return sorted((code_of(each.locale_id), request.build_absolute_uri(each.url)) for each in same) if len(same) > 1 else []


def _canonical(request: HttpRequest, family: Family, page: HelpPage | None) -> str:
    if page is None:
        return ""
    source = family.by_id.get(page.alias_of_id) if page.alias_of_id else None
    own = page.link if fallback_of(request) else request.path
    return request.build_absolute_uri(source.url if source else own)
