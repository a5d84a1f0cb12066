from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import Group
from django.core.validators import MaxValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import StreamValue

from content.attachments import attachments_of
from content.audiences import Audience, reader_for
from content.fields import HelpStreamField
from content.models import HelpPage
from content.page_links.resolving import titles_linked
from content.review.pages import LONGEST_MONTHS, ReviewedPage
from theme.reading import reading_context
from wiki.selectors import space_contents


class WikiHelpPage(HelpPage):
    """What all wiki pages share: agents only, and a context of their own."""

    minimum_audience: ClassVar[Audience] = Audience.AGENT

    class Meta:
        abstract = True

    def save_revision(self, user: Any = None, **kwargs: Any) -> Any:
        """Store a version; titles in double brackets become links to the pages that whoever writes may read."""
        if user is not None and self.path:
            for name in self.stream_names():
                stream = getattr(self, name)
                raw = list(stream.get_prep_value())
                linked = titles_linked(raw, user=user, locale_id=self.locale_id, path=self.path)
                if linked is not raw:
                    setattr(self, name, StreamValue(stream.stream_block, linked, is_lazy=True))
        return super().save_revision(user=user, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from wiki.articles.selectors import articles_from
        from wiki.backlinks import pages_linking_to
        from wiki.care import care_of
        from wiki.changed.seen import seen_note
        from wiki.must_read.selectors import asked_on
        from wiki.reading import beside_page
        from wiki.trust.shown import trust_shown

        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        reading = reading_context(self, request, body=getattr(self, "body", None))
        user = request.user
        return {
            **context,
            **reading,
            **beside_page(page=self, user=user),
            "articles": articles_from(page=self, user=user),
            "linked_from": pages_linking_to(page=self, user=user),
            "care": care_of(page=self, user=user),
            "trust": trust_shown(page=self, user=user),
            "asked": asked_on(page=self, user=user),
            "change": None if getattr(request, "is_preview", False) else seen_note(page=self, user=user),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer the page, and remember for its reader that they were here."""
        from wiki.marks.recent import read_note

        if not getattr(request, "is_preview", False):
            read_note(page=self, user=request.user)
        return super().serve(request, *args, **kwargs)


class VerifiedPage(ReviewedPage, WikiHelpPage):
    """Inherited by wiki pages, policies and exceptions: somebody looks after them, and they are verified until a day."""

    review_months = models.PositiveSmallIntegerField(
        _("verified for … months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_MONTHS)],
        help_text=_("Then the responsible person is asked to check the page again. Empty: as the space says. 0: for ever."),
    )

    settings_panels = [*HelpPage.settings_panels, FieldPanel("review_months")]

    class Meta:
        abstract = True


class SpacePage(WikiHelpPage):
    """A private space of a team or topic. Groups narrow it further: then only their members see it at all."""

    readers = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("groups that may read"),
        help_text=_("Empty: all agents. Otherwise only members of these groups, and nobody else, editors included."),
    )

    writers = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("groups that may write"),
        help_text=_(
            "Empty: whoever may edit this part of the help centre and read the space. Otherwise only members of these groups."
        ),
    )
    approvers = ParentalManyToManyField(
        Group,
        blank=True,
        related_name="+",
        verbose_name=_("groups that may approve"),
        help_text=_("Only their members publish here. Empty: whoever may write and publish. These groups may write as well."),
    )
    review_months = models.PositiveSmallIntegerField(
        _("pages are verified for … months"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(LONGEST_MONTHS)],
        help_text=_("For the pages of this space that say nothing else. Empty or 0: for ever."),
    )
    # Where its pictures and documents lie: private, made with the space.
    collection = models.ForeignKey(
        "wagtailcore.Collection", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    exclude_fields_in_copy = ["collection"]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["wiki.WikiPage", "wiki.PolicyPage"]
    content_panels = [*HelpPage.content_panels]
    settings_panels = [
        MultiFieldPanel([FieldPanel("readers"), FieldPanel("writers"), FieldPanel("approvers")], _("Groups of this space")),
        FieldPanel("review_months"),
        *HelpPage.settings_panels,
    ]
    search_kind = "space"

    def with_content_json(self, content: Any) -> Any:
        """Return the page as a revision has it; where its files lie is no matter of revisions."""
        page = super().with_content_json(content)
        page.collection_id = self.collection_id
        return page

    class Meta:
        verbose_name = _("wiki space")
        verbose_name_plural = _("wiki spaces")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **space_contents(page=self, user=request.user)}


class WikiPage(VerifiedPage):
    """A page of the wiki, at any depth."""

    body = HelpStreamField(verbose_name=_("body"))

    parent_page_types = ["wiki.SpacePage", "wiki.WikiPage"]
    subpage_types = ["wiki.WikiPage", "wiki.PolicyPage"]
    content_panels = [
        *HelpPage.content_panels,
        FieldPanel("body"),
        InlinePanel("attachments", heading=_("Attachments"), label=_("Attachment")),
    ]
    search_kind = "wiki"

    class Meta:
        verbose_name = _("wiki page")
        verbose_name_plural = _("wiki pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            **space_contents(page=self, user=request.user),
            "attachments": attachments_of(self, reader_for(request.user)),
        }
