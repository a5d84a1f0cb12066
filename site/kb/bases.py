"""What knowledge bases mean for the pages below them: the look, in which languages they are offered, who new pages are for."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject, Left, Length
from wagtail.models import Page

from content.addresses import page_path
from content.locales import code_of
from content.models import HelpPage
from content.visibility import register_unlisted, visibility_refresh
from theme.looks import Look, register_looks

if TYPE_CHECKING:
    from kb.models import KnowledgeBasePage


class BaseLooks:
    """The look of the nearest knowledge base above a page, itself included."""

    name = "base"

    def rows(self, path: Any) -> QuerySet[Any]:
        """Return a query for what the look needs, as JSON, so that it fits into the query of the page."""
        told = JSONObject(
            name="title", url_path="url_path", locale="locale_id", accent="accent_colour", logo="logo__file", menu="main_menu"
        )
        rows: QuerySet[Any] = _above(path).values_list(told, flat=True)
        return rows

    def look(self, value: Any) -> Look:
        """Make a look of it."""
        told = json.loads(value) if isinstance(value, str) else value
        menu = told["menu"]
        return Look(
            name=told["name"],
            url=page_path(url_path=told["url_path"], locale_id=told["locale"]),
            accent=told["accent"],
            logo=default_storage.url(told["logo"]) if told["logo"] else "",
            menu=tuple(json.loads(menu) if isinstance(menu, str) else menu or ()),
        )

    def own(self, page: HelpPage) -> Look | None:
        """Return the look of a knowledge base as it is in hand: its preview shows what an editor just chose."""
        from kb.models import KnowledgeBasePage

        if not isinstance(page, KnowledgeBasePage):
            return None
        return Look(
            name=page.title,
            url=page.link,
            accent=page.accent_colour,
            logo=page.logo.file.url if page.logo else "",
            menu=tuple(page.main_menu.raw_data),
        )


def _above(path: Any) -> QuerySet[KnowledgeBasePage]:
    from kb.models import KnowledgeBasePage

    found: QuerySet[KnowledgeBasePage] = KnowledgeBasePage._base_manager.filter(path=Left(path, Length(F("path"))))
    return found.order_by("-path")


def base_of(page: Page) -> KnowledgeBasePage | None:
    """Return the knowledge base that a page belongs to; itself if it is one. One query."""
    from django.db.models import Value

    return _above(Value(page.path)).first()


def unoffered(page_ids: Iterable[int]) -> set[int]:
    """Return those of the pages that are knowledge bases in a language in which they are not offered."""
    from kb.models import KnowledgeBasePage
    from kb.models.bases import offered_languages

    keys = KnowledgeBasePage._base_manager.filter(pk__in=list(page_ids)).values("translation_key")
    bases = KnowledgeBasePage._base_manager.filter(translation_key__in=keys).only(
        "pk", "translation_key", "locale_id", "languages"
    )
    found = sorted(bases, key=lambda base: code_of(base.locale_id) != settings.LANGUAGE_CODE)
    deciding: dict[Any, set[str]] = {}
    for base in found:
        deciding.setdefault(base.translation_key, offered_languages(base))
    return {base.pk for base in found if code_of(base.locale_id) not in deciding[base.translation_key]}


def on_base_saved(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """What is chosen in one language counts for the translations as well."""
    if raw:
        return
    same = type(instance)._base_manager.filter(translation_key=instance.translation_key).exclude(pk=instance.pk)
    for pk in same.values_list("pk", flat=True):
        visibility_refresh(page_id=pk)


def on_new_page(page: Page, parent: Page, **_kwargs: Any) -> None:
    """A new page begins with the audience that its knowledge base has for new pages."""
    if isinstance(page, HelpPage):
        audience_prefill(page=page, parent=parent)


def audience_prefill(*, page: HelpPage, parent: Page) -> None:
    """Give a page that is not saved yet the audience of new pages of the knowledge base it is made in."""
    base = base_of(parent)
    if base is not None:
        page.audience = max(page.audience, base.new_page_audience)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    from django.db.models.signals import post_save
    from wagtail.signals import init_new_page

    from kb.models import KnowledgeBasePage

    register_looks(BaseLooks())
    register_unlisted(unoffered)
    post_save.connect(on_base_saved, sender=KnowledgeBasePage, dispatch_uid="kb.base_saved")
    init_new_page.connect(on_new_page, dispatch_uid="kb.new_page")
