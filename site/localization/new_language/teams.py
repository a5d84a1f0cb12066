"""The groups of people who translate into a new language."""

from __future__ import annotations

from wagtail.models import Locale

from localization.models import LanguageTeam
from localization.new_language.steps import Told
from localization.teams import team_ensure


def team_step(locale: Locale) -> Told:
    """Make the team of a language; say so while nobody is in it."""
    known = LanguageTeam.objects.filter(locale=locale).exists()
    team = team_ensure(locale)
    groups = [team.translators, team.reviewers, team.leads]
    made = [] if known else [f"Made the groups {', '.join(group.name for group in groups)}."]
    has_people = any(group.user_set.exists() for group in groups)
    return Told(
        made, [] if has_people else [f"Nobody is in the team of {locale.language_code}: add people in Settings > Groups."]
    )
