"""When a source is saved or published: what its editor said is kept, and its translations learn how far they are behind."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, ngettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import DraftStateMixin, Page, Revision, TranslatableMixin
from wagtail.signals import page_published, published

from localization.models import Level, SourceChange
from localization.significance.asking import following_translation, said_in
from localization.significance.outdating import names_of, outdated_by_publishing
from localization.significance.saying import change_say, source_published

EARLY = -10
"""Before the hooks that hold a publishing back: what was said belongs to the draft then."""


def keep_said(request: HttpRequest, instance: Any) -> None:
    """Store what the form said of the revision that it made. Wagtail publishes before it tells that it has saved."""
    said = said_in(request.POST) if request.method == "POST" else None
    if said is None or not isinstance(instance, TranslatableMixin) or not getattr(instance, "latest_revision_id", None):
        return
    known = SourceChange.objects.filter(revision=instance.latest_revision_id).exists()
    # Saved while it is typed, and nothing to say: what it changes is looked at when it is saved by hand, or published.
    if said.is_nothing and not known and not request.accepts("text/html"):
        return
    if following_translation(instance) is not None:
        return
    revision = Revision.objects.get(pk=instance.latest_revision_id)
    change_say(revision=revision, level=said.level, is_ready=said.is_ready, note=said.note, user=request.user)


def tell_outdated(request: HttpRequest, instance: Any) -> None:
    """Tell who published a source how many translations that left behind."""
    if not isinstance(instance, TranslatableMixin) or not instance.live_revision_id:
        return
    change = SourceChange.objects.filter(revision=instance.live_revision_id, published__isnull=False).first()
    if change is None or change.level < Level.MEDIUM:
        return
    behind = outdated_by_publishing(instance.translation_key, request.user).already
    if not behind:
        return
    words = ngettext(
        "%(count)d translation is outdated now: %(languages)s.",
        "%(count)d translations are outdated now: %(languages)s.",
        len(behind),
    )
    told = words % {"count": len(behind), "languages": names_of(behind)}
    if not change.is_ready:
        told += " " + gettext("Nobody is asked to translate before you say that the text is ready for translation.")
    messages.info(request, told)


def on_page_published(instance: Page, revision: Revision, **_kwargs: Any) -> None:
    """Wagtail says "published" of what is only scheduled as well."""
    if revision is not None and instance.live and instance.live_revision_id == revision.pk:
        source_published(revision=revision, source=instance)


def on_published(instance: Any, revision: Revision, **kwargs: Any) -> None:
    """The same for snippets; pages have a signal of their own."""
    if not isinstance(instance, Page) and isinstance(instance, TranslatableMixin) and isinstance(instance, DraftStateMixin):
        on_page_published(instance, revision, **kwargs)


def connect() -> None:
    """Connect everything; called once when the room is ready."""
    # Wagtail names what it does with snippets, but not their publishing.
    for name in (
        "before_publish_page",
        "before_publish",
        *(f"after_{do}_{of}" for do in ("edit", "create") for of in ("page", "snippet")),
    ):
        hooks.register(name, keep_said, order=EARLY)
    for name in ("after_publish_page", "after_publish"):
        hooks.register(name, tell_outdated)
    page_published.connect(on_page_published, dispatch_uid="localization.source_published")
    published.connect(on_published, dispatch_uid="localization.snippet_published")
