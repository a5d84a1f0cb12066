"""A site with a page in every state, linked, listed, translated and in the menu wherever a page can be."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from accounts.models import User
from home.services import homes_ensure
from kb.models import ArticlePage, CategoryPage, KnowledgeBasePage
from search.outbox import outbox_process
from tests.factories import add_page
from tests.privacy.leak_states import BUILDERS, State
from theme.models import Navigation


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
    states = []
    for number, build in enumerate(BUILDERS):
        # Markers share no prefix of six letters: suggestions are asked with it.
        marker = f"zq{number:02d}x{build.__name__.replace('_', '')}"
        shelf = add_page(home, CategoryPage, f"Shelf {number}", slug=f"shelf-{number}")
        state = build(shelf, marker)
        state.number = number
        states.append(state)
        target = f'<p><a linktype="page" id="{state.page.pk}">there</a></p>'
        add_page(links, ArticlePage, f"Link {number}", slug=f"to-{number}", body=[{"type": "rich_text", "value": target}])
        twin = add_page(arabic, CategoryPage, f"Twin {number}", slug=f"twin-{number}")
        Page.objects.filter(pk=twin.pk).update(translation_key=state.page.translation_key)
    # An editor's own words for a link give away a page that is hidden as a whole.
    words = {state.page.pk: state.marker if state.page.slug == state.marker else "" for state in states}
    menu = [{"type": "page", "value": {"page": pk, "title": title}} for pk, title in words.items()]
    Navigation.objects.create(site=Site.objects.get(is_default_site=True), language="en", main_menu=menu)
    add_page(home, KnowledgeBasePage, "Own menu", slug="own-menu", main_menu=menu)
    while outbox_process():
        pass
    users = {name: User.objects.create_user(name) for name in ("customer", "agent", "editor")}
    users["agent"].groups.add(Group.objects.get(name="Agents"))
    users["editor"].groups.add(Group.objects.get(name="Editors"))
    return LeakSite(states, users)
