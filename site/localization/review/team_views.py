from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.models import Locale

from content.editors import EditorsReport
from content.locales import locale_id_of
from localization.languages import language_info
from localization.models import LanguageTeam
from localization.refusing import NotAllowed
from localization.rights import may_lead, standing_of
from localization.teams import four_eyes_choose, members_of, no_team_sentence, team_ensure


class TeamsView(EditorsReport):
    """The team of each language, and whether it works with four eyes."""

    page_title = _("Translation teams")
    header_icon = "group"
    template_name = "localization/teams.html"

    def may_see(self, user: Any) -> bool:
        """Whoever translates."""
        return standing_of(user).is_anything

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """All languages, with links to their groups for who may edit these."""
        teams = {team.locale_id: team for team in LanguageTeam.objects.select_related("translators", "reviewers", "leads")}
        edits = self.request.user.has_perm("auth.change_group")
        rows = [self.row(locale, teams.get(locale.pk), edits) for locale in Locale.objects.order_by("language_code")]
        return {**super().get_context_data(**kwargs), "rows": rows, "may_make": standing_of(self.request.user).everywhere}

    def row(self, locale: Locale, team: LanguageTeam | None, edits: bool) -> dict[str, Any]:
        """A language with its groups and people."""
        groups = [(role, getattr(team, role)) for role in ("translators", "reviewers", "leads")] if team else []
        return {
            "language": language_info(locale.language_code),
            "locale": locale,
            "team": team,
            "missing": "" if team else no_team_sentence(locale),
            "groups": [
                {
                    "group": group,
                    "url": reverse("wagtailusers_groups:edit", args=[group.pk]) if edits else "",
                    "people": list(members_of(locale, role)),
                }
                for role, group in groups
            ],
            "may_lead": may_lead(self.request.user, locale),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make a team, or choose whether it works with four eyes."""
        locale = get_object_or_404(Locale, pk=locale_id_of(request.POST.get("language", "")))
        try:
            if request.POST.get("do") == "make":
                if not standing_of(request.user).everywhere:
                    raise NotAllowed(gettext("Only managers make teams."))
                team_ensure(locale)
            else:
                four_eyes_choose(locale=locale, user=request.user, wanted=request.POST.get("do") == "four-eyes")
            messages.success(request, gettext("Saved."))
        except NotAllowed as refused:
            messages.error(request, refused.sentence)
        return redirect(request.get_full_path())
