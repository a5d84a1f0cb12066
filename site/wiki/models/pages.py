from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel

from content.audiences import Audience
from content.fields import HelpStreamField
from content.models import HelpPage
from theme.reading import reading_context
from wiki.selectors import space_contents


class WikiHelpPage(HelpPage):
    """What all wiki pages share: agents only, and a context of their own."""

    minimum_audience: ClassVar[Audience] = Audience.AGENT

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return {**context, **reading_context(self, request, body=getattr(self, "body", None))}


class SpacePage(WikiHelpPage):
    """A private space of a team or topic. Groups narrow it further: then only their members see it at all."""

    readers = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("groups that may read"),
        help_text=_("Empty: all agents. Otherwise only members of these groups, and nobody else, editors included."),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["wiki.WikiPage", "wiki.PolicyPage"]
    content_panels = [*HelpPage.content_panels]
    settings_panels = [FieldPanel("readers"), *HelpPage.settings_panels]
    search_kind = "space"

    class Meta:
        verbose_name = _("wiki space")
        verbose_name_plural = _("wiki spaces")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **space_contents(page=self, user=request.user)}


class WikiPage(WikiHelpPage):
    """A page of the wiki, at any depth."""

    body = HelpStreamField(verbose_name=_("body"))

    parent_page_types = ["wiki.SpacePage", "wiki.WikiPage"]
    subpage_types = ["wiki.WikiPage", "wiki.PolicyPage"]
    content_panels = [*HelpPage.content_panels, FieldPanel("body")]
    search_kind = "wiki"

    class Meta:
        verbose_name = _("wiki page")
        verbose_name_plural = _("wiki pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **space_contents(page=self, user=request.user)}
