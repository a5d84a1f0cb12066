"""The admin in Sanad's clothes, and the shortest way to what editors do most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from content.models import HelpPage
from plugins.owners import owner_of
from theme.menus import NavigationViewSet
from theme.models import Branding, Navigation

register_snippet(NavigationViewSet)

DRAFTS = 5

# Kinds of pages (`search_kind` of their type) that are written every day. The rooms that bring them stand above this one.
DAILY_KINDS = {
    "article": (_("New article"), _("Choose a category, then write."), "doc-empty"),
    "faq": (_("New question page"), _("Questions and answers, by topic."), "help"),
}


@dataclass(frozen=True)
class Job:
    """A tile of the panel: what to do, a word about it, where, and an icon of Wagtail's."""

    title: str | Promise
    hint: str | Promise
    url: str
    icon: str


class JobsPanel(Component):
    """The shortest way to common jobs, and the reader's own unfinished pages."""

    name = "jobs"
    order = 50
    template_name = "theme/admin/jobs_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"jobs": jobs_for(user), "drafts": own_drafts(user)}


def jobs_for(user: Any) -> list[Job]:
    """Return the jobs this user has the rights for."""
    jobs = _writing_jobs() if policy_registry.get_by_type(Page).user_has_permission(user, "add") else []
    if user.has_perm("wagtail_localize.submit_translation"):
        report = reverse("wagtail_localize:translations_report")
        jobs.append(Job(_("Translations"), _("What is translated and what waits."), report, "wagtail-localize-language"))
    if user.has_perm("theme.change_navigation"):
        menus = reverse(Navigation.snippet_viewset.get_url_name("list"))
        jobs.append(Job(_("Menus and wordings"), _("Main menu, footer and names, by language."), menus, "list-ul"))
    if user.has_perm("theme.change_branding"):
        branding = reverse("wagtailsettings:edit", args=[Branding._meta.app_label, Branding._meta.model_name])
        jobs.append(Job(_("Branding"), _("Name, logo and colour."), branding, "view"))
    return jobs


def _writing_jobs() -> list[Job]:
    found = {
        model.search_kind: model
        for model in apps.get_models()
        if issubclass(model, HelpPage) and getattr(model, "search_kind", "") in DAILY_KINDS and not owner_of(model)
    }
    return [
        Job(*DAILY_KINDS[kind][:2], _writing_address(found[kind]), DAILY_KINDS[kind][2]) for kind in DAILY_KINDS if kind in found
    ]


def _writing_address(model: type[HelpPage]) -> str:
    """Wagtail's own question for the place; it goes straight on where there is only one."""
    return reverse("wagtailadmin_pages:choose_parent", args=[model._meta.app_label, model._meta.model_name])


def own_drafts(user: Any) -> list[Page]:
    """Return the pages this user changed last and has not published, newest first. One query."""
    drafts = Page.objects.filter(has_unpublished_changes=True, latest_revision__user=user)
    return list(drafts.select_related("locale").order_by("-latest_revision_created_at")[:DRAFTS])


@hooks.register("construct_homepage_panels")
def add_jobs_panel(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(JobsPanel())


@hooks.register("insert_global_admin_css")
def admin_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("theme/css/admin.css"))
