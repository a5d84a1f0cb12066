"""The team of a language: its groups, their rights, and who is in them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info, gettext
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Locale, Page, get_default_page_content_type

from accounts.groups import MANAGERS, TRANSLATORS
from localization.languages import language_info
from localization.models import LanguageTeam
from localization.refusing import NotAllowed
from localization.rights import TREE_DEPTH, may_lead

WORDS = {"translators": ("change",), "reviewers": ("change", "publish"), "leads": ("change", "publish")}
"""The groups of a team, and their rights on the tree of its language."""


@transaction.atomic
def team_ensure(locale: Locale) -> LanguageTeam:
    """Return the team of a language, made with its groups where it lacks. Safe to call again.

    The groups may enter the admin, choose pictures and documents (a translation may have its own), and change (reviewers and
    leads also publish) the language's tree as far as it is there: call it again when the home page of the language has been
    made. A right that was taken away comes back.
    """
    team = LanguageTeam.objects.select_related("translators", "reviewers", "leads").filter(locale=locale).first()
    if team is None:
        groups = {role: _group(locale, role) for role in WORDS}
        team, _made = LanguageTeam.objects.get_or_create(locale=locale, defaults=groups)
    _grant(team)
    return team


def teams_ensure() -> list[LanguageTeam]:
    """Make the teams that lack; return those that were made. One query where none does."""
    return [team_ensure(locale) for locale in Locale.objects.filter(localization_team=None)]


def team_of(locale: Locale | int) -> LanguageTeam | None:
    """Return the team of a language (or of a Locale's id); None where nobody has made one."""
    return LanguageTeam.objects.filter(locale=locale).first()


def no_team_sentence(locale: Locale) -> str:
    """Return what to say where a language has no team."""
    words = gettext("No team translates into %(language)s yet. An administrator makes one with “manage.py translation_teams”.")
    return words % {"language": language_info(locale.language_code).name}


def has_four_eyes(locale: Locale | int) -> bool:
    """Tell whether nobody approves their own work in a language; so it is where there is no team to say otherwise."""
    team = team_of(locale)
    return team is None or team.has_four_eyes


def members_of(locale: Locale | int, *roles: str) -> QuerySet[Any]:
    """Return the active people in these groups of a language's team ("translators", "reviewers", "leads"); all without any."""
    people = get_user_model()._default_manager.filter(is_active=True)
    team = team_of(locale)
    if team is None:
        return people.none()
    groups = [getattr(team, f"{role}_id") for role in roles or WORDS]
    return people.filter(groups__in=groups).distinct().order_by("first_name", "last_name", "username")


def people_for(locale: Locale | int) -> QuerySet[Any]:
    """Return to whom translations can be assigned: the team, translators of all languages, managers, superusers."""
    people = get_user_model()._default_manager.filter(is_active=True)
    team = team_of(locale)
    groups = [team.translators_id, team.reviewers_id, team.leads_id] if team else []
    mine = Q(groups__in=groups) | Q(groups__name__in=(MANAGERS, TRANSLATORS)) | Q(is_superuser=True)
    return people.filter(mine).distinct().order_by("first_name", "last_name", "username")


def _group(locale: Locale, role: str) -> Group:
    """A new group. One of the same name that somebody has made for another purpose is left alone: its members get no rights."""
    try:
        language = get_language_info(locale.language_code)["name"]
    except KeyError:
        language = locale.language_code
    name = f"{language} {role}"
    if Group.objects.filter(name=name).exists():
        name = f"{name} ({locale.language_code})"
    return Group.objects.get_or_create(name=name)[0]


def _grant(team: LanguageTeam) -> None:
    enter = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    of_pages = {each.codename: each for each in Permission.objects.filter(content_type=get_default_page_content_type())}
    of_files = list(Permission.objects.filter(codename__in=("choose_image", "choose_document")))
    collection = Collection.get_first_root_node()
    trees = list(Page.objects.filter(depth=TREE_DEPTH, locale=team.locale_id))
    for role, rights in WORDS.items():
        group = getattr(team, role)
        group.permissions.add(enter)
        for of_file in of_files:
            GroupCollectionPermission.objects.get_or_create(group=group, collection=collection, permission=of_file)
        for page in trees:
            for right in rights:
                GroupPagePermission.objects.get_or_create(group=group, page=page, permission=of_pages[f"{right}_page"])


def four_eyes_choose(*, locale: Locale, user: Any, wanted: bool) -> None:
    """Say whether nobody approves their own work in a language. Leads only: raises NotAllowed."""
    if not may_lead(user, locale):
        raise NotAllowed(gettext("Only leads of this language choose that."))
    if not LanguageTeam.objects.filter(locale=locale).update(has_four_eyes=wanted):
        raise NotAllowed(no_team_sentence(locale))
