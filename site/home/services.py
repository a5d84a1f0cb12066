from __future__ import annotations

from collections.abc import Collection

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext, override
from wagtail.models import GroupApprovalTask, Locale, Page, Site

from accounts.groups import EDITORS
from accounts.permissions import grant_editor_permissions
from feedback.inbox.permissions import grant_inbox_permissions
from home.models import HomePage
from kb.permissions import grant_product_permissions
from kb.review.workflow import questions_workflow_ensure, workflow_ensure
from localization.teams import teams_ensure
from search.admin.permissions import grant_search_permissions
from theme.permissions import grant_menu_permissions


@transaction.atomic
def homes_ensure(*, languages: list[str] | None = None, site_name: str = "", drafts: Collection[str] = ()) -> dict[str, HomePage]:
    """Give every language (all of the settings by default) its home page; return them by language code.

    Makes Locales, the site record and the pages where they lack, and removes Wagtail's welcome page. Safe to call again.
    `drafts`: languages whose home page is not published when it is made.
    """
    codes = languages or [code for code, _name in settings.LANGUAGES]
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in codes}
    default = locales.get(settings.LANGUAGE_CODE) or next(iter(locales.values()))
    source = HomePage.objects.filter(locale=default, depth=2).first() or _first_home(default)
    homes = {default.language_code: source}
    for code, locale in locales.items():
        if locale != default:
            known = HomePage.objects.filter(translation_key=source.translation_key, locale=locale).first()
            homes[code] = known or _add_home(locale, slug=f"home-{code}", like=source, is_draft=code in drafts)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    # A root that an administrator chose stays; Wagtail's welcome page is no such choice.
    chosen = site.pk is not None and HomePage.objects.filter(pk=site.root_page_id).exists()
    if not chosen or site_name:
        site.root_page = site.root_page if chosen else source
        site.site_name = site_name or site.site_name
        site.save()
    _remove_welcome_page()
    teams_ensure()
    return homes


def _first_home(locale: Locale) -> HomePage:
    grant_menu_permissions()
    grant_search_permissions()
    grant_inbox_permissions()
    grant_product_permissions()
    # Wagtail's own approval task names a group that does not exist here: Editors approve instead.
    for task in GroupApprovalTask.objects.filter(groups=None):
        task.groups.add(Group.objects.get(name=EDITORS))
    home = _add_home(locale, slug="help")
    questions_workflow_ensure(page=home)
    return home


def _add_home(locale: Locale, *, slug: str, like: HomePage | None = None, is_draft: bool = False) -> HomePage:
    with override(locale.language_code):
        home = HomePage(title=gettext("Help centre"), hero_title=gettext("What can we help you with?"), slug=slug, locale=locale)
    if like is not None:
        home.translation_key = like.translation_key
    home.live = not is_draft
    Page.get_first_root_node().add_child(instance=home)
    revision = home.save_revision()
    if not is_draft:
        revision.publish()
    grant_editor_permissions(page=home)
    workflow_ensure(page=home)
    return HomePage.objects.get(pk=home.pk)


def _remove_welcome_page() -> None:
    """The page Wagtail's first migration leaves behind; an editor's own pages are of other types."""
    for page in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        if page.specific_class is Page and not Site.objects.filter(root_page=page).exists():
            page.delete()
