"""The groups of Wagtail's settings, of which those of a team are not deleted: the language would lose its people."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.users.views.groups import DeleteView, GroupViewSet

from localization.languages import language_info
from localization.models import LanguageTeam


class TeamKeepingDeleteView(DeleteView):
    """Says why not, before anybody is asked whether they are sure."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask, or say why not."""
        return self.kept(request) or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Delete, or say why not."""
        return self.kept(request) or super().post(request, *args, **kwargs)

    def kept(self, request: HttpRequest) -> HttpResponse | None:
        """Go back to a group of a team; None for all others."""
        pk = self.object.pk
        teams = LanguageTeam.objects.filter(Q(translators=pk) | Q(reviewers=pk) | Q(leads=pk))
        team = teams.select_related("locale").first()
        if team is None:
            return None
        words = gettext("This group belongs to the team of %(language)s. Take people out of it, or delete the language first.")
        messages.error(request, words % {"language": language_info(team.locale.language_code).name})
        return redirect("wagtailusers_groups:edit", pk)


class TeamGroupViewSet(GroupViewSet):
    """Wagtail's, but for that."""

    delete_view_class = TeamKeepingDeleteView
