"""A site with a page in every state, linked, listed, translated and in the menu wherever a page can be."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, Site

from accounts.models import User
from home.services import homes_ensure
from kb.glossary.receivers import glossary_changed
from kb.models import ArticlePage, CategoryPage, Kind, KnowledgeBasePage, Nearby, RelatedPage
from localization.models import Level, Translation
from search.outbox import outbox_process
from tests.factories import add_page
from tests.privacy.leak_states import BUILDERS, State
from theme.models import Navigation
from wiki.models import SpacePage, WikiPage


@dataclass
class LeakSite:
    """The marked pages, and those who read them; the anonymous are no users."""

    states: list[State]
    users: dict[str, User]


def leak_site() -> LeakSite:
    """Make the site: a shelf for each state, an article that links to its page, an Arabic twin, and a menu of all."""
    homes = homes_ensure()
    home, arabic = homes["en"], homes["ar"]
    links = add_page(home, CategoryPage, "Links", slug="links")
    add_page(add_page(home, SpacePage, "Targets", slug="targets"), WikiPage, "Target", slug="linked-from-all")
    states = []
    for number, build in enumerate(BUILDERS):
        # Markers share no prefix of six letters: suggestions are asked with it.
        marker = f"zq{number:02d}x{build.__name__.replace('_', '')}"
        shelf = add_page(home, CategoryPage, f"Shelf {number}", slug=f"shelf-{number}")
        state = build(shelf, marker)
        state.number = number
        states.append(state)
        target = f'<p><a linktype="page" id="{state.page.pk}">there</a></p>'
        link = add_page(links, ArticlePage, f"Link {number}", slug=f"to-{number}", body=[{"type": "rich_text", "value": target}])
        RelatedPage.objects.create(article=link, target=state.page)
        near = add_page(links, ArticlePage, f"Near {number}", slug=f"near-{number}")
        Nearby.objects.update_or_create(article=near, defaults={"page_ids": str(state.page.pk)})
        _explain(state, links)
        twin = add_page(arabic, CategoryPage, f"Twin {number}", slug=f"twin-{number}")
        Page.objects.filter(pk=twin.pk).update(translation_key=state.page.translation_key)
        _outdate(twin, state)
    glossary_changed(locale_id=home.locale_id)
    # An editor's own words for a link give away a page that is hidden as a whole.
    words = {state.page.pk: state.marker if state.page.slug == state.marker else "" for state in states}
    menu = [{"type": "page", "value": {"page": pk, "title": title}} for pk, title in words.items()]
    Navigation.objects.create(site=Site.objects.get(is_default_site=True), locale=Locale.get_default(), main_menu=menu)
    add_page(home, KnowledgeBasePage, "Own menu", slug="own-menu", main_menu=menu)
    while outbox_process():
        pass
    users = {name: User.objects.create_user(name) for name in ("customer", "agent", "editor")}
    users["agent"].groups.add(Group.objects.get(name="Agents"))
    users["editor"].groups.add(Group.objects.get(name="Editors"))
    return LeakSite(states, users)


def _outdate(twin: CategoryPage, state: State) -> None:
    """Have readers of the twin told that the marked page, its original, is newer."""
    Translation.objects.create(
        translation_key=state.page.translation_key,
        locale=twin.locale,
        source_locale=state.page.locale,
        content_type=twin.cached_content_type,
        page=twin,
        object_id=str(twin.pk),
        level=Level.MAJOR,
        based_on=1,
    )


def _explain(state: State, shelf: Page) -> None:
    """Make the page, where the marker is its title, a glossary term, and an article with a form of the term in its text."""
    word = f"termword{chr(97 + state.number // 26)}{chr(97 + state.number % 26)}"
    if state.page.title == state.marker:
        fields = {"kind": Kind.TERM, "definition": state.marker, "other_forms": word}
        ArticlePage.objects.filter(pk=state.page.pk).update(**fields)
    body = [{"type": "rich_text", "value": f"<p>{word}</p>"}]
    add_page(shelf, ArticlePage, f"Text {state.number}", slug=f"term-{state.number}", body=body)
