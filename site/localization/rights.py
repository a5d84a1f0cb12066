"""Who may do what in which language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from wagtail.models import GroupPagePermission, Locale

from accounts.groups import MANAGERS, TRANSLATORS
from content.audiences import groups_of
from localization.models import LanguageTeam, Stage, Translation

TREE_DEPTH = 2
"""Pages down to here are the root and the homes of the languages: whoever publishes there runs the tree."""


@dataclass(frozen=True)
class Standing:
    """What somebody is, by ids of Locales; `everywhere`: a lead in every language, also in those without a team."""

    everywhere: bool = False
    leads: frozenset[int] = frozenset()
    reviews: frozenset[int] = frozenset()
    translates: frozenset[int] = frozenset()
    all_translate: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether there is any language in which this person works."""
        return self.everywhere or self.all_translate or bool(self.leads | self.reviews | self.translates)


NOBODY = Standing()


def standing_of(user: Any) -> Standing:
    """Return what somebody is. Asked once for a user object: three queries at most, none for superusers and the signed out."""
    if user is None or not user.is_authenticated or not user.is_active:
        return NOBODY
    if user.is_superuser:
        return Standing(everywhere=True)
    known: Standing | None = getattr(user, "_sanad_standing", None)
    if known is None:
        known = user._sanad_standing = _read(user)
    return known


def _read(user: Any) -> Standing:
    groups = groups_of(user)
    if not groups:
        return NOBODY
    if MANAGERS in groups.values():
        return Standing(everywhere=True)
    teams = list(LanguageTeam.objects.all())
    leads = {team.locale_id for team in teams if team.leads_id in groups}
    # The groups of a team publish on its tree too: they are what the team says. Whoever else publishes there runs the tree.
    others = set(groups) - {pk for team in teams for pk in (team.translators_id, team.reviewers_id, team.leads_id)}
    runs = GroupPagePermission.objects.filter(
        group__in=others, permission__codename="publish_page", page__depth__lte=TREE_DEPTH
    ).values_list("page__depth", "page__locale_id")
    run = list(runs)
    if any(depth < TREE_DEPTH for depth, _locale in run):
        return Standing(everywhere=True)
    return Standing(
        leads=frozenset(leads | {locale for _depth, locale in run}),
        reviews=frozenset(team.locale_id for team in teams if team.reviewers_id in groups),
        translates=frozenset(team.locale_id for team in teams if team.translators_id in groups),
        all_translate=TRANSLATORS in groups.values(),
    )


def may_lead(user: Any, locale: Locale | int) -> bool:
    """Tell whether somebody gives out the work in a language: its leads, who publishes on its tree, managers, superusers."""
    standing = standing_of(user)
    return standing.everywhere or _id(locale) in standing.leads


def may_review(user: Any, locale: Locale | int) -> bool:
    """Tell whether somebody approves translations into a language: its reviewers and whoever leads."""
    return _id(locale) in standing_of(user).reviews or may_lead(user, locale)


def may_translate(user: Any, locale: Locale | int) -> bool:
    """Tell whether somebody translates into a language: its team, translators of all languages, and whoever leads."""
    standing = standing_of(user)
    return standing.all_translate or _id(locale) in standing.translates or may_review(user, locale)


def locales_for(user: Any) -> list[Locale]:
    """Return the languages into which somebody translates, by their codes. One query, besides their standing."""
    return [each for each in Locale.objects.order_by("language_code") if may_translate(user, each)]


def locales_led_by(user: Any) -> list[Locale]:
    """Return the languages for which somebody decides, by their codes. One query, besides their standing."""
    return [each for each in Locale.objects.order_by("language_code") if may_lead(user, each)]


def writing_refused(user: Any, translation: Translation) -> str:
    """Return why somebody must not write the words of a translation now; "" when they may. Editors ask before each save."""
    if not may_translate(user, translation.locale_id):
        return gettext("You do not translate into this language. Ask its lead to add you to the team.")
    if not translation.is_synced:
        return freely_sentence()
    if translation.stage == Stage.REVIEW and not may_review(user, translation.locale_id):
        return gettext("This translation is in review. Wait until it comes back, or ask a reviewer to send it back.")
    if translation.assignee_id not in (None, user.pk) and not may_review(user, translation.locale_id):
        return gettext("Somebody else translates this. Ask them to release it, or a lead to assign it to you.")
    return ""


def freely_sentence() -> str:
    """Say that a translation has gone its own way, and what to do."""
    return gettext("This page is written freely and does not follow its source. Edit the page itself, or let it follow again.")


def _id(locale: Locale | int) -> int:
    return locale if isinstance(locale, int) else int(locale.pk)
