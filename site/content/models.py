from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction

from content.addresses import page_path
from content.audiences import Audience, groups_admit, reader_for
from content.forms import HelpPageForm
from content.locales import code_of
from content.managers import HelpPageManager
from content.page_types import in_force, rests
from content.panels import ContentChecksPanel
from content.reusable.models import ReusableContent
from content.review.reminded import ReviewReminder
from content.slugs import slug_of
from content.timed import TIMED_TRANSLATABLE, TimedState, TimedStates
from content.visibility import FIELDS

__all__ = ["HelpPage", "ReusableContent", "ReviewReminder"]


class HelpPage(TimedState, TimedStates, Page):
    """What every page of the help center shares; a table of its own, so that one query decides visibility for all types.

    `effective_audience`, `required_groups`, `unlisted`, `ancestors_live`, `visible_until`, `internal_until`, `archived_at` and
    `next_change` are computed by content.visibility from the page, its ancestors and their view restrictions. Nothing else
    writes them, but for `next_change`, which goes on at its moment (content.dated).
    """

    # The lowest audience a type may have, whatever an editor chooses.
    minimum_audience: ClassVar[Audience] = Audience.PUBLIC
    # Whether editors are told when the summary is missing.
    needs_summary: ClassVar[bool] = True

    audience = models.PositiveSmallIntegerField(
        _("audience"),
        choices=Audience.choices,
        default=Audience.PUBLIC,
        help_text=_("Who may see this page. Pages below it are never more public than it is."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences, shown in lists, search results and above the text."),
    )
    search_keywords = models.TextField(
        _("search keywords"), blank=True, help_text=_("Words readers use that are not in the text. Never shown.")
    )
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("responsible"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    effective_audience = models.PositiveSmallIntegerField(default=Audience.PUBLIC, editable=False, db_index=True)
    required_groups = models.CharField(max_length=500, blank=True, default="", editable=False, db_index=True)
    unlisted = models.BooleanField(default=False, editable=False)
    ancestors_live = models.BooleanField(default=True, editable=False)
    visible_until = models.DateTimeField(null=True, editable=False)
    internal_until = models.DateTimeField(null=True, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)
    next_change = models.DateTimeField(null=True, editable=False, db_index=True)

    objects = HelpPageManager()

    is_creatable = False
    base_form_class = HelpPageForm
    override_translatable_fields = [*TIMED_TRANSLATABLE]
    # Wagtail's own search serves the admin only: titles are enough there (search_fields of Page).
    content_panels = [ContentChecksPanel(), *Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("For search engines")),
        FieldPanel("search_keywords"),
    ]
    settings_panels = [
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("responsible")], _("Audience and care")),
        *Page.settings_panels,
    ]

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    @classmethod
    def stream_names(cls) -> list[str]:
        """Return the names of the fields that hold blocks."""
        return [each.name for each in cls._meta.get_fields() if hasattr(each, "stream_block")]

    def streams_read(self) -> list[str]:
        """Return the names of those of them that readers of this page see, in their order."""
        return self.stream_names()

    def fields_read(self) -> list[str]:
        """Return the names of the other fields of the type that readers see."""
        return []

    def texts_read(self) -> list[tuple[str, Any, str]]:
        """Return what readers see beside title, summary and blocks, as name, label and text: where versions are compared."""
        fields = [(name, self._meta.get_field(name)) for name in self.fields_read()]
        return [(name, field.verbose_name, _words(self, field)) for name, field in fields if not hasattr(field, "stream_block")]

    @classmethod
    def creatable_subpage_models(cls) -> list[type[Page]]:
        """Return the types that may be made below; not those of a plugin that is off."""
        return [model for model in super().creatable_subpage_models() if in_force(model)]

    def _set_core_field_defaults(self) -> None:
        """Make a missing slug as the page's language reads its title; Wagtail's own knows no language."""
        parent_is_known = bool(self.path or getattr(self, "_cached_parent_obj", None))
        language = code_of(self.locale_id) if self.locale_id else ""
        if not self.slug and parent_is_known and (slug := slug_of(self.title, language)):  # type: ignore[has-type]
            self.slug = self._get_autogenerated_slug(slug)
        super()._set_core_field_defaults()

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """Return a version with what is computed as it is now: publishing an old one must not say what held then."""
        version = super().with_content_json(content)
        for name in FIELDS:
            setattr(version, name, getattr(self, name))
        return version

    def may_open(self, user: Any) -> bool:
        """Tell whether this user may open the page by its address.

        Unlisted pages, archived ones and aliases may be opened by whoever has the address; serving asks for a password where
        one is set.
        """
        reader = reader_for(user)
        if not (self.live and self.ancestors_live) or rests(self):
            return False
        if self.visible_until is not None and self.visible_until <= timezone.now():
            return False
        if reader.sees_all:
            return True
        return self.audience_now <= reader.level and groups_admit(self.required_groups, reader)

    def permissions_for_user(self, user: Any) -> Any:
        """Return what somebody may do with the page in the admin."""
        from content.publishing import GatedTester

        return GatedTester(user, self)

    @property
    def link(self) -> str:
        """The page's address, from its own row, without a query."""
        return page_path(url_path=self.url_path, locale_id=self.locale_id)

    def serve_password_required_response(self, request: HttpRequest, form: Any, action_url: str) -> TemplateResponse:
        """Ask for the password with nothing of the page in hand: neither its template nor plugins' hooks get to see it.

        The page is left on the request for what stands around it, such as the way to its translations.
        """
        request.closed_page = self  # type: ignore[attr-defined]
        return TemplateResponse(request, settings.WAGTAIL_PASSWORD_REQUIRED_TEMPLATE, {"form": form, "action_url": action_url})

    def get_view_restrictions(self) -> Any:
        """Spare the queries where the computed fields already tell that nothing on the way is restricted."""
        if not (self.unlisted or self.effective_audience or self.required_groups or self.alias_of_id):
            return PageViewRestriction.objects.none()
        own = super().get_view_restrictions()
        if self.alias_of_id is None:
            return own
        # An alias shows the text of its source: what guards the source, on its own way, guards the alias.
        of_source = self.alias_of.specific_deferred.get_view_restrictions()
        return PageViewRestriction.objects.filter(
            pk__in=[*own.values_list("pk", flat=True), *of_source.values_list("pk", flat=True)]
        )


def _words(page: HelpPage, field: Any) -> str:
    value = field.value_from_object(page)
    if value is None:
        return ""
    return str(dict(field.flatchoices).get(value, value))
