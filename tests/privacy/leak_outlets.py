"""Outlets: what of a page a reader can get to see."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.contenttypes.models import ContentType
from django.test import Client
from wagtail.models import Page, ReferenceIndex, Site

from content.models import HelpPage
from feedback.services import vote_record
from tests.privacy.leak_states import State
from theme.models import DEFAULT_ACCENT
from theme.social.cards import card_of, picture_address


def text(response: Any) -> str:
    return response.content.decode() if response.status_code == 200 else ""


def its_page(client: Client, state: State) -> str:
    # A form that asks for a password repeats the address the reader came by.
    return text(client.get(state.page.link)).replace(state.page.link, "")


def its_parents_listing(client: Client, state: State) -> str:
    return text(client.get(HelpPage.objects.get(pk=state.page.get_parent().pk).link))


def home_page(client: Client, state: State) -> str:
    return text(client.get("/en/"))


def menu_of_a_knowledge_base(client: Client, state: State) -> str:
    return text(client.get("/en/own-menu/"))


def counts(client: Client, state: State) -> str:
    """The counts on the home page: a category holding nothing but a hidden page must say that it holds none."""
    if state.page.slug != state.marker or state.page.alias_of_id:
        return ""  # other pages on this shelf are open, and counted
    card = rf'href="/en/shelf-{state.number}/".*?class="category-card__count"[^>]*>\s*(\d+)'
    row = re.search(card, home_page(client, state), re.DOTALL)
    return state.marker if row and int(row.group(1)) > 0 else ""


def search_results(client: Client, state: State) -> str:
    # The page repeats the question: only an address of the page is a hit.
    shown = text(client.get("/en/search/", {"q": state.marker}))
    return _addressed(shown.partition("<main")[2].partition("</main>")[0], state)


def _addressed(shown: str, state: State) -> str:
    return state.marker if state.page.link in shown else ""


def suggestions(client: Client, state: State) -> str:
    return text(client.get("/en/search/suggest/", {"q": state.marker[:6]}))


def api_pages(client: Client, state: State) -> str:
    return "".join(text(client.get("/api/pages/", {"offset": offset})) for offset in (0, 50, 100))


def api_search(client: Client, state: State) -> str:
    return _addressed(text(client.get("/api/search/", {"q": state.marker, "language": "en"})), state)


def api_suggestions(client: Client, state: State) -> str:
    return text(client.get("/api/suggest/", {"q": state.marker[:6], "language": "en"}))


def sitemap(client: Client, state: State) -> str:
    return text(client.get("/sitemap.xml"))


def feedback(client: Client, state: State) -> str:
    """A page that is hidden as a whole must not be there to be voted on."""
    hidden_as_a_whole = state.page.slug == state.marker
    return state.marker if hidden_as_a_whole and client.get(f"/feedback/{state.page.pk}/").status_code == 200 else ""


def personal_data(client: Client, state: State) -> str:
    """The export of one's own data names the pages one has voted on; who was let in once may be locked out since."""
    user = client.session.get("_auth_user_id")
    if not user or state.page.alias_of_id:
        return ""
    vote_record(target=state.page, revision=1, language="en", voter_key=f"user:{user}", is_helpful=True)
    return text(client.get("/en/account/data/download/"))


def other_languages_page(client: Client, state: State) -> str:
    """The switcher and hreflang of an Arabic page whose English twin is the marked page."""
    return text(client.get(f"/ar/twin-{state.number}/"))


def standing_in_for_another_language(client: Client, state: State) -> str:
    """The page's address in a language that has nothing there."""
    address = "/id/" + state.page.link.removeprefix("/en/")
    response = client.get(address)
    if "/account/" not in (there := response.headers.get("Location", "")) and there.startswith("/id/"):
        response = client.get(there)  # its translation has another address
    return text(response).replace(state.page.link, "").replace(address, "")


def notice_of_a_newer_original(client: Client, state: State) -> str:
    """What the Arabic page says of the marked page, whose last change it does not say yet."""
    notice = other_languages_page(client, state).partition("callout--warn")[2]
    return notice.partition("</div>")[0]


def link_from_a_text(client: Client, state: State) -> str:
    return text(client.get(f"/en/links/to-{state.number}/"))


def notice_of_an_archived_page(client: Client, state: State) -> str:
    """What an archived page says of its successor, where the state has one."""
    return text(client.get(f"/en/shelf-{state.number}/old-{state.page.get_parent().pk}/"))


def related_by_hand(client: Client, state: State) -> str:
    return text(client.get(f"/en/links/to-{state.number}/")).partition('id="related-title"')[2]


def related_by_likeness(client: Client, state: State) -> str:
    return text(client.get(f"/en/links/near-{state.number}/"))


def glossary(client: Client, state: State) -> str:
    return text(client.get(f"/en/links/term-{state.number}/"))


def feed(client: Client, state: State) -> str:
    return text(client.get(f"/en/shelf-{state.number}/feed.atom"))


def social_picture(client: Client, state: State) -> str:
    """The picture made of a title that is the marker."""
    if state.page.title != state.marker:
        return ""
    site = Site.objects.get(is_default_site=True)
    card = card_of(title=state.page.title, site_name=site.site_name or "Sanad", language="en", accent=DEFAULT_ACCENT)
    if card is None:
        return ""
    return state.marker if client.get(picture_address(state.page.pk, card)).status_code == 200 else ""


def preview(client: Client, state: State) -> str:
    return text(client.get(f"/admin/pages/{state.page.pk}/view_draft/"))


def editors_lists(client: Client, state: State) -> str:
    """A list of pages to mend, and the file of it."""
    file = client.get("/admin/reports/mend/unowned/", {"export": "csv"})
    lines = b"".join(file.streaming_content).decode() if file.status_code == 200 else ""  # type: ignore[attr-defined]
    return text(client.get("/admin/reports/mend/unowned/", {"p": 1})) + lines


# Outlets in which a page stands by being listed, and those that show a page opened by its address.
LISTING: dict[str, Callable[[Client, State], str]] = {
    "listing": its_parents_listing,
    "menu and home": home_page,
    "menu of a knowledge base": menu_of_a_knowledge_base,
    "counts": counts,
    "search": search_results,
    "suggestion": suggestions,
    "API pages": api_pages,
    "API search": api_search,
    "API suggestion": api_suggestions,
    "sitemap": sitemap,
    "language switcher": other_languages_page,
    "standing in for another language": standing_in_for_another_language,
    "notice of a newer original": notice_of_a_newer_original,
    "link in a text": link_from_a_text,
    "notice of an archived page": notice_of_an_archived_page,
    "related by hand": related_by_hand,
    "related by likeness": related_by_likeness,
    "glossary": glossary,
    "feed": feed,
    "social picture": social_picture,
}


def history_of_a_page(client: Client, state: State) -> str:
    return text(client.get(f"/en/agents/pages/{state.page.pk}/history/"))


def changes_of_a_page(client: Client, state: State) -> str:
    revision = HelpPage.objects.get(pk=state.page.pk).live_revision_id
    return text(client.get(f"/en/agents/pages/{state.page.pk}/history/{revision}/{revision}/"))


def linked_from(client: Client, state: State) -> str:
    """A page of the wiki to which the marked page links."""
    target = HelpPage.objects.get(slug="linked-from-all")
    page = HelpPage.objects.get(pk=state.page.pk).specific
    pages = ContentType.objects.get_for_model(Page)
    ReferenceIndex.objects.get_or_create(
        base_content_type=pages,
        content_type=page.content_type,
        object_id=str(page.pk),
        to_content_type=pages,
        to_object_id=str(target.pk),
        model_path="body",
        content_path="body",
        content_path_hash=uuid5(NAMESPACE_URL, "body"),
    )
    return text(client.get(target.link))


# Of wiki pages, or on them: nothing for who is no agent.
BESIDE_THE_WIKI: dict[str, Callable[[Client, State], str]] = {
    "history": history_of_a_page,
    "changes": changes_of_a_page,
    "linked from": linked_from,
}
# Of the reader's own: nothing for the anonymous.
PERSONAL: dict[str, Callable[[Client, State], str]] = {"personal data": personal_data}
OPENING: dict[str, Callable[[Client, State], str]] = {"page": its_page, "feedback": feedback}
# Sign-in keeps these from all but editors, who see them by their work.
STAFF: dict[str, Callable[[Client, State], str]] = {"preview link": preview, "editors' lists": editors_lists}


def lookup(client: Client, state: State) -> str:
    # What was typed is repeated: only an address of the page is a hit.
    shown = text(client.get("/en/agents/lookup/", {"q": state.marker}))
    return _addressed(shown.partition("<main")[2].partition("</main>")[0], state)


def lookup_as_typed(client: Client, state: State) -> str:
    return _addressed(text(client.get("/en/agents/lookup/hits/", {"q": state.marker[:6]})), state)


# For agents alone, and of wiki pages alone.
WIKI: dict[str, Callable[[Client, State], str]] = {"lookup": lookup, "lookup as typed": lookup_as_typed}

# Every address of the site outside the admin is an outlet above or one of these, which show nothing of a page.
WITHOUT_PAGES = re.compile(
    r"^(to_readers_language|media|static|healthz?|metrics|operations:.*|accounts:(?!personal_data).*"
    r"|theme:(brand|robots|security_txt|change_password)"
    r"|api:(openapi-json|api-root|index)"
    r"|plugin_page|plugin_api"  # what plugins show there, they ask for as every other room does
    r"|api:plugin(_\w+)?|plugins_safe_mode|search:click|search_widget:(script|sheet)"
    r"|activity:(seen|opened)"  # the same empty answer for every page and question, and for none
    r"|private_file"  # see tests/content/test_private_files
    r"|wiki:bar"  # for agents, see tests/wiki/test_agent_bar
    r"|wiki:grant\w*"  # see test_grant_leaks
    r"|wiki:helper"  # see tests/wiki/test_helper
    r"|wiki:(recent_forget|watching_\w+)"
    r"|wiki:lookup_(palette|unanswered)"  # for agents, see tests/wiki/test_lookup
    r"|wiki:(history|changes)"  # for agents: BESIDE_THE_WIKI
    r"|wagtaildocs_serve|wagtaildocs_authenticate_with_password|wagtailcore_authenticate_with_password"
    r"|wagtailcore_login)$"
)
COVERED = re.compile(
    r"^(wagtail_serve|questions:.*"  # see test_question_leaks
    r"|theme:(sitemap(_part|_section)?|social_picture)|kb:feed|search:(results|suggest)|api:(page_list|search\w*|suggest\w*)"
    r"|wiki:(verify|changed|must_read\w*)"  # see test_leaks_of_trust
    r"|feedback:.*|accounts:personal_data(_download)?"
    r"|wiki:(home|mine|favourite|favourite_move|watch|handbook\w*)"  # see test_leaks_to_agents
    r"|wiki:lookup(_hits)?)$"  # see tests/wiki/test_lookup
)
