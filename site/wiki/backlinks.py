"""Which pages link to a page of the wiki."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page, ReferenceIndex

from content.models import HelpPage

MOST = 50


def pages_linking_to(*, page: HelpPage, user: Any) -> list[HelpPage]:
    """Return the published pages that link to this one and that this person may read, by title; at most `MOST`.

    Readers are led to the translation in their language: what links to another translation counts where it is in the language
    of this page. Three queries, or two where nothing links.
    """
    pages = ContentType.objects.get_for_model(Page)
    family = [page.pk, *HelpPage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True)]
    references = ReferenceIndex.objects.filter(
        base_content_type=pages, to_content_type=pages, to_object_id__in={str(pk) for pk in family}
    )
    rows = list(references.values_list("object_id", "to_object_id").distinct())
    here = {int(source) for source, target in rows if target == str(page.pk)}
    beside = {int(source) for source, _target in rows} - here
    if not here | beside:
        return []
    wanted = Q(pk__in=here) | Q(pk__in=beside, locale_id=page.locale_id)
    return list(HelpPage.objects.listable_to(user).filter(wanted).exclude(pk=page.pk).order_by("title", "pk")[:MOST])
