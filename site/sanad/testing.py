"""For tests of plugins: switch the plugin on, make a page, look at it as readers do.

    from sanad.testing import PluginTest

    class HelloTest(PluginTest):
        plugin = "hello"

        def test_articles_are_greeted(self):
            article = self.article("Returns", "<p>Within two weeks.</p>")
            self.assertContains(self.client.get(article.url), "Hello")

A test runs in a transaction of its own. What the plugin fails with is raised, where on a site it would be logged and passed
over. Run it with `pytest plugins/hello/tests`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.test import TestCase
from django.utils import translation
from django.utils.safestring import mark_safe

from content.audiences import ANONYMOUS, Audience, Reader
from content.models import HelpPage
from feedback.services import vote_record
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage
from plugins.active import active_slugs, tell
from plugins.hooks.testing import isolated_hooks
from plugins.loaded import loaded
from plugins.settings.saving import settings_save
from plugins.settings.schema import schema_of
from plugins.testing import activate_for_tests
from theme.reading import reader_page
from theme.slots import SLOTS, SlotContext, slot_html

__all__ = ["PluginTest", "activated", "article_make", "slot_render", "vote_give"]


@contextmanager
def activated(*slugs: str) -> Iterator[None]:
    """Let these plugins, and what they require, be active within the block, besides those that are.

    Raises LookupError for one that is not loaded.
    """
    wanted = list(slugs)
    for slug in wanted:  # grows on the way
        if slug not in loaded().found:
            raise LookupError(f"There is no plugin {slug!r} in the folder of plugins.")
        if why := loaded().broken.get(slug):
            raise LookupError(f"The plugin {slug} is not loaded. {why}")
        manifest = loaded().found[slug].manifest
        wanted += [each for each in (manifest.requires if manifest else ()) if each not in wanted]
    with activate_for_tests(*active_slugs(), *wanted):
        yield


def article_make(
    title: str = "An article",
    body: str | list[dict[str, Any]] = "<p>Its text.</p>",
    *,
    language: str = "en",
    audience: Audience = Audience.PUBLIC,
) -> ArticlePage:
    """Publish an article and return it; `body` is HTML, or blocks such as {"type": "hello__tip", "value": {…}}."""
    home = homes_ensure()[language]
    shelf = CategoryPage.objects.child_of(home).first() or CategoryPage(title="Shelf", locale=home.locale)
    if shelf.pk is None:
        home.add_child(instance=shelf)
    blocks = [{"type": "rich_text", "value": body}] if isinstance(body, str) else body
    article = ArticlePage(title=title, locale=home.locale, audience=audience, body=blocks)
    shelf.add_child(instance=article)
    article.save_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def vote_give(page: HelpPage, *, is_helpful: bool, reader: str = "one") -> None:
    """Let a reader say whether a page helped; the same reader again changes the answer.

    As on a site, plugins are told after the commit: `with self.captureOnCommitCallbacks(execute=True)`.
    """
    key = f"anonymous:{reader}"
    language = page.locale.language_code
    vote_record(target=page, revision=page.live_revision_id or 0, language=language, voter_key=key, is_helpful=is_helpful)


def slot_render(
    slot: str,
    *,
    page: HelpPage | None = None,
    reader: Reader = ANONYMOUS,
    language: str = "en",
    kind: str = "",
    body_html: str = "",
    **more: Any,
) -> str:
    """Return what is shown in a slot, "" for nothing. `more` are further fields of SlotContext. Raises KeyError."""
    about = reader_page(page) if page else None
    fields: dict[str, Any] = {
        "reader": reader,
        "page": about,
        "language": language,
        "direction": "rtl" if translation.get_language_info(language)["bidi"] else "ltr",
        "url": about.url if about else f"/{language}/",
        "kind": kind or (about.kind if about else ""),
        "body_html": mark_safe(body_html),  # noqa: S308  # nosec B308 # a test's own text
    }
    with translation.override(language):
        return slot_html(SLOTS[slot], SlotContext(**fields | more))


class PluginTest(TestCase):
    """A test of the plugin named by `plugin`, which is active in it, with all that it requires."""

    plugin = ""

    def setUp(self) -> None:
        """Switch the plugin on."""
        super().setUp()
        self.enterContext(isolated_hooks(strict=True))
        self.enterContext(translation.override("en"))
        self._active = self.enterContext(_switch(self.plugin))

    def deactivate(self) -> None:
        """Switch the plugin off for the rest of the test."""
        self._active(False)

    def activate(self) -> None:
        """Switch it on again."""
        self._active(True)

    def article(
        self, title: str = "An article", body: str | list[dict[str, Any]] = "<p>Its text.</p>", **more: Any
    ) -> ArticlePage:
        """Publish an article: see `article_make`."""
        return article_make(title, body, **more)

    def vote(self, page: HelpPage, *, is_helpful: bool = True, voter: str = "a reader") -> None:
        """Let somebody say whether a page helped; the same voter again changes the vote. What listens is told at once."""
        with self.captureOnCommitCallbacks(execute=True):
            language = page.locale.language_code
            vote_record(target=page, revision=1, language=language, voter_key=f"anonymous:{voter}", is_helpful=is_helpful)

    def slot(self, slot: str, **more: Any) -> str:
        """What is shown in a slot: see `slot_render`."""
        return slot_render(slot, **more)

    def configure(self, *, language: str = "", **values: Any) -> None:
        """Set settings as the form in the admin would, for a language or for all. Raises AssertionError when the form refuses."""
        schema = schema_of(self.plugin)
        assert schema is not None, f"The plugin {self.plugin} has registered no settings."  # noqa: S101  # nosec B101 # this is a test
        form = schema(
            data={f"{language}-{name}" if language else name: value for name, value in values.items()}, language=language
        )
        self.assertTrue(form.is_valid(), form.errors)
        settings_save(slug=self.plugin, forms=[form])
        tell()  # what was read is forgotten; on a site this follows the commit


@contextmanager
def _switch(slug: str) -> Iterator[Any]:
    """Yield what switches the plugin on (True) and off (False); it is on."""
    now: list[Any] = []

    def switch(on: bool) -> None:
        if now:
            now.pop().__exit__(None, None, None)
        if on:
            now.append(activated(slug))
            now[0].__enter__()

    switch(True)
    try:
        yield switch
    finally:
        switch(False)
