"""What there is to be translated: pages and snippets that are no translations themselves."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.models import get_snippet_models

from content.closed.pages import closed_pages
from content.models import HelpPage
from localization.models import Translation
from localization.visible import translations_visible_to

SEEN = ("add", "change", "publish", "delete", "view")


def site_locales() -> list[Locale]:
    """Return the languages of the site in the order of its settings. One query."""
    order = [code for code, _name in settings.LANGUAGES]
    found = Locale.objects.all()
    return sorted(found, key=lambda each: order.index(each.language_code) if each.language_code in order else len(order))


def pages_known_to(user: Any) -> QuerySet[HelpPage]:
    """Return the pages that somebody sees in the admin, reads on the site, or knows by a translation of them.

    Pages of closed spaces are not among them, nor their counterparts in other languages.
    """
    explored = page_permission_policy.explorable_instances(user)
    read = HelpPage.objects.listable_to(user)
    known = translations_visible_to(user).order_by()
    # Asked of each page, not written down of all: the panel beside a form is about one page.
    seen = (
        Exists(explored.order_by().filter(pk=OuterRef("pk")))
        | Exists(read.order_by().filter(pk=OuterRef("pk")))
        | Exists(known.filter(translation_key=OuterRef("translation_key")))
    )
    pages: QuerySet[HelpPage] = HelpPage.objects.filter(seen, depth__gt=1, alias_of__isnull=True)
    return pages.exclude(translation_key__in=closed_pages(user).values("translation_key"))


def source_pages_known_to(user: Any) -> QuerySet[HelpPage]:
    """Return the pages that others are, or could be, translated from.

    A page is one when it is no translation itself. Pages that were linked as translations of each other without anybody
    saying which came first count as one: that in the first language, otherwise the oldest.
    """
    own = Translation.objects.filter(page=OuterRef("pk"), is_source_gone=False)
    unrecorded = Page.objects.filter(translation_key=OuterRef("translation_key"), alias_of__isnull=True).exclude(
        Exists(Translation.objects.filter(page=OuterRef("pk"), is_source_gone=False))
    )
    is_first = Q(locale__language_code=settings.LANGUAGE_CODE)
    rivals = unrecorded.filter(is_first | Q(pk__lt=OuterRef("pk")))
    return pages_known_to(user).filter(~Exists(own)).filter(is_first | ~Exists(rivals))


def translatable_snippets(user: Any) -> list[type[Model]]:
    """Return the kinds of snippets that can be translated and that somebody sees in the admin, by name."""
    models = [model for model in get_snippet_models() if issubclass(model, TranslatableMixin)]
    seen = [model for model in models if policy_registry.get_by_type(model).user_has_any_permission(user, SEEN)]
    return sorted(seen, key=lambda model: str(model._meta.verbose_name_plural))


def source_snippets(model: type[Any]) -> QuerySet[Any]:
    """Return the snippets of a kind that are no translations, as `source_pages_known_to` does for pages."""
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    recorded = Translation.objects.filter(content_type=kind, is_source_gone=False, object_id=Cast(OuterRef("pk"), CharField()))
    unrecorded = model._default_manager.filter(translation_key=OuterRef("translation_key")).exclude(Exists(recorded))
    is_first = Q(locale__language_code=settings.LANGUAGE_CODE)
    rivals = unrecorded.filter(is_first | Q(pk__lt=OuterRef("pk")))
    found: QuerySet[Any] = model._default_manager.filter(~Exists(recorded)).filter(is_first | ~Exists(rivals))
    return found


def title_field(model: type[Model]) -> str:
    """Return the name of the field that stands for a snippet in lists: its first short text."""
    fields = [field for field in model._meta.get_fields() if isinstance(field, CharField) and field.name != "slug"]
    return next((field.name for field in fields if not field.choices), "pk")
