"""Every state of a page, own and inherited, as a marked page and the readers it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents.models import Document
from wagtail.models import Page, PageViewRestriction

from content.audiences import Audience
from content.models import HelpPage, ReusableContent
from kb.models import ArticleAttachment, ArticlePage, CategoryPage, KnowledgeBasePage
from tests.factories import add_page
from wiki.models import SpacePage, WikiPage
from wiki.recycling.services import page_recycle

READERS = ("anonymous", "customer", "agent", "editor")
EVERYONE = set(READERS)
SIGNED_IN = {"customer", "agent", "editor"}
AGENTS = {"agent"}
NOBODY: set[str] = set()


@dataclass
class State:
    """A marked page, and who may be shown it in lists; `openers` differ where an address is enough to open it."""

    marker: str
    page: HelpPage
    shown_to: set[str]
    openers: set[str] | None = None
    number: int = 0


def body(marker: str) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "value": f"<p>{marker}</p>", "id": "0d3a3e0e-7a34-4c3f-9d7c-000000000001"}]


def article(parent: Page, marker: str, **fields: Any) -> HelpPage:
    fields.setdefault("body", body(marker))
    return add_page(parent, ArticlePage, marker, slug=marker, summary=marker, **fields)


def fresh(page: HelpPage) -> HelpPage:
    return HelpPage.objects.get(pk=page.pk)


def restrict(page: Page, kind: str, *groups: str) -> None:
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="secret")
    restriction.groups.set(Group.objects.filter(name__in=groups))


def open_page(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    add_page(shelf, ArticlePage, "Old", slug=f"old-{shelf.pk}", archived_from=timezone.now(), successor=page)
    return State(marker, page, EVERYONE)


def draft(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, live=False), NOBODY)


def draft_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    CategoryPage.objects.get(pk=shelf.pk).unpublish()
    return State(marker, fresh(page), NOBODY)


def changed_back_to_draft(shelf: Page, marker: str) -> State:
    """A live page whose newest draft carries the marker."""
    page = add_page(shelf, ArticlePage, "Calm", slug=f"calm-{shelf.pk}")
    page.title, page.summary, page.body = marker, marker, body(marker)
    page.save_revision()
    return State(marker, fresh(page), NOBODY)


def scheduled(shelf: Page, marker: str) -> State:
    page = article(shelf, marker, live=False)
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at)
    return State(marker, fresh(page), NOBODY)


def expired(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    return State(marker, fresh(page), NOBODY)


def expired_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.expire_at = timezone.now() - timedelta(minutes=1)
    shelf.save()
    return State(marker, fresh(page), NOBODY)


def internal_until_tomorrow(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, public_from=timezone.now() + timedelta(days=1)), AGENTS)


def internal_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.public_from = timezone.now() + timedelta(days=1)
    shelf.save()
    return State(marker, fresh(page), AGENTS)


def public_since_a_minute(shelf: Page, marker: str) -> State:
    """The moment has passed, and no job ran."""
    page = article(shelf, marker, public_from=timezone.now() + timedelta(days=1))
    moment = timezone.now() - timedelta(minutes=1)
    HelpPage.objects.filter(pk=page.pk).update(public_from=moment, internal_until=moment, next_change=moment)
    return State(marker, fresh(page), EVERYONE)


def archived(shelf: Page, marker: str) -> State:
    """Its address opens, with a notice; nothing leads there."""
    page = article(shelf, marker, archived_from=timezone.now() - timedelta(minutes=1))
    return State(marker, fresh(page), NOBODY, openers=EVERYONE)


def archived_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.archived_from = timezone.now() - timedelta(minutes=1)
    shelf.save()
    return State(marker, fresh(page), NOBODY, openers=EVERYONE)


def archived_for_agents(shelf: Page, marker: str) -> State:
    page = article(shelf, marker, archived_from=timezone.now() - timedelta(minutes=1), audience=Audience.AGENT)
    return State(marker, fresh(page), NOBODY, openers=AGENTS)


def successor_of_an_archived_page(shelf: Page, marker: str) -> State:
    """A private page that an open, archived one names as its successor: the notice tells nothing of it."""
    page = article(shelf, marker, audience=Audience.AGENT)
    add_page(shelf, ArticlePage, "Old", slug=f"old-{shelf.pk}", archived_from=timezone.now(), successor=page)
    return State(marker, fresh(page), AGENTS)


def for_customers(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, audience=Audience.CUSTOMER), SIGNED_IN)


def for_customers_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.audience = Audience.CUSTOMER
    shelf.save()
    return State(marker, fresh(page), SIGNED_IN)


def for_agents(shelf: Page, marker: str) -> State:
    return State(marker, article(shelf, marker, audience=Audience.AGENT), AGENTS)


def for_agents_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    shelf.audience = Audience.AGENT
    shelf.save()
    return State(marker, fresh(page), AGENTS)


def login(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "login")
    return State(marker, fresh(page), SIGNED_IN)


def login_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "login")
    return State(marker, fresh(page), SIGNED_IN)


def group(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "groups", "Leads", "Agents")
    return State(marker, fresh(page), AGENTS)


def group_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "groups", "Agents")
    return State(marker, fresh(page), AGENTS)


def password(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(page, "password")
    return State(marker, fresh(page), NOBODY)


def password_above(shelf: Page, marker: str) -> State:
    page = article(shelf, marker)
    restrict(shelf, "password")
    return State(marker, fresh(page), NOBODY)


def wiki(shelf: Page, marker: str) -> State:
    space = add_page(shelf.get_parent().specific, SpacePage, "Space", slug=f"space-{shelf.pk}")
    return State(marker, add_page(space, WikiPage, marker, slug=marker, summary=marker, body=body(marker)), AGENTS)


def wiki_of_a_group(shelf: Page, marker: str) -> State:
    space = add_page(shelf.get_parent().specific, SpacePage, "Space", slug=f"closed-{shelf.pk}")
    page = add_page(space, WikiPage, marker, slug=marker, summary=marker, body=body(marker))
    space.readers = [Group.objects.get(name="Managers")]
    space.save()
    return State(marker, fresh(page), NOBODY)


def wiki_in_the_recycle_bin(shelf: Page, marker: str) -> State:
    space = add_page(shelf.get_parent().specific, SpacePage, "Space", slug=f"bin-{shelf.pk}")
    above = add_page(space, WikiPage, "Above", slug="above")
    page = add_page(above, WikiPage, marker, slug=marker, summary=marker, body=body(marker))
    page_recycle(page=above, user=None)
    return State(marker, fresh(page), NOBODY)


def alias(shelf: Page, marker: str) -> State:
    source = add_page(shelf, ArticlePage, "Source", slug=f"source-{shelf.pk}")
    page = source.create_alias(parent=shelf, update_slug=marker)
    return State(marker, fresh(page), NOBODY, openers=EVERYONE)


def alias_of_a_page_for_agents(shelf: Page, marker: str) -> State:
    source = add_page(shelf, ArticlePage, "Source", slug=f"source-{shelf.pk}", audience=Audience.AGENT)
    page = source.create_alias(parent=shelf, update_slug=marker)
    return State(marker, fresh(page), NOBODY, openers=AGENTS)


def alias_of_a_page_below_a_password(shelf: Page, marker: str) -> State:
    """Its address is not enough: it asks for the password that guards its source from above."""
    closed = add_page(shelf, CategoryPage, "Closed", slug="closed")
    source = add_page(closed, ArticlePage, "Calm", slug="calm", body=body(marker))
    restrict(closed, "password")
    page = fresh(source).specific.create_alias(parent=shelf.get_parent(), update_slug=marker)
    return State(marker, fresh(page), NOBODY)


def language_that_is_not_offered(shelf: Page, marker: str) -> State:
    """Whoever has the address may open it: nothing is secret, it is not ready yet."""
    base = add_page(shelf.get_parent(), KnowledgeBasePage, "Lumen", slug=f"lumen-{shelf.slug}", languages=["ar"])
    return State(marker, article(base, marker), NOBODY, openers=EVERYONE)


def file_for_agents(shelf: Page, marker: str) -> State:
    document = Document.objects.create(title=marker, file=ContentFile(b"%PDF-", name="label.pdf"), file_size=5)
    page = article(shelf, marker, audience=Audience.AGENT, attachments=[ArticleAttachment(document=document)])
    return State(marker, page, AGENTS)


def definition_for_agents(shelf: Page, marker: str) -> State:
    page = article(shelf, marker, audience=Audience.AGENT, kind="term", definition=marker, other_forms=marker)
    return State(marker, page, AGENTS)


def passage_for_customers(shelf: Page, marker: str) -> State:
    return passage(shelf, marker, Audience.CUSTOMER, SIGNED_IN)


def passage_for_agents(shelf: Page, marker: str) -> State:
    return passage(shelf, marker, Audience.AGENT, AGENTS)


def passage(shelf: Page, marker: str, audience: Audience, readers: set[str]) -> State:
    hidden = {"type": "audience", "value": {"audience": audience.value, "body": body(marker)}}
    return State(marker, add_page(shelf, ArticlePage, "Mixed", slug=f"mixed-{shelf.pk}", body=[hidden]), readers)


def passage_for_agents_in_reusable_content(shelf: Page, marker: str) -> State:
    """The page names a text that holds the passage."""
    hidden = {"type": "audience", "value": {"audience": Audience.AGENT.value, "body": body(marker)}}
    text = ReusableContent.objects.create(name="Text", body=[hidden], locale=shelf.locale)
    return State(marker, add_page(shelf, ArticlePage, "Mixed", slug=f"mixed-{shelf.pk}", body=naming(text)), AGENTS)


def draft_of_a_translation(shelf: Page, marker: str) -> State:
    """An open page, and in another language nothing but a draft, which carries the marker."""
    page = add_page(shelf, ArticlePage, "Calm", slug=f"calm-{shelf.pk}")
    _in_indonesian(page, marker, live=False)
    return State(marker, fresh(page), NOBODY)


def changed_back_to_draft_in_a_translation(shelf: Page, marker: str) -> State:
    """An open page whose translation is public, but for its newest draft."""
    page = add_page(shelf, ArticlePage, "Calm", slug=f"calm-{shelf.pk}")
    translation = _in_indonesian(page, f"tenang-{shelf.pk}")
    translation.title, translation.summary, translation.body = marker, marker, body(marker)
    translation.save_revision()
    return State(marker, fresh(page), NOBODY)


def _in_indonesian(page: HelpPage, marker: str, **fields: Any) -> HelpPage:
    home = Page.objects.get(depth=2, locale__language_code="id")
    key = {"translation_key": page.translation_key, "live": True, **fields}
    return add_page(home, ArticlePage, marker, slug=marker, summary=marker, body=body(marker), **key)


def draft_of_reusable_content(shelf: Page, marker: str) -> State:
    text = ReusableContent.objects.create(name="Text", body=body("calm"), locale=shelf.locale)
    page = add_page(shelf, ArticlePage, "Calm", slug=f"calm-{shelf.pk}", body=naming(text))
    text.body = body(marker)  # type: ignore[assignment]
    text.save_revision()
    return State(marker, page, NOBODY)


def naming(text: ReusableContent) -> list[dict[str, Any]]:
    return [{"type": "reusable", "value": {"content": text.pk}}]


BUILDERS = [
    open_page,
    draft,
    draft_above,
    changed_back_to_draft,
    draft_of_a_translation,
    changed_back_to_draft_in_a_translation,
    draft_of_reusable_content,  # not among the last: the newest open pages are shown where nothing is found
    scheduled,
    expired,
    expired_above,
    internal_until_tomorrow,
    internal_above,
    public_since_a_minute,
    archived,
    archived_above,
    archived_for_agents,
    successor_of_an_archived_page,
    for_customers,
    for_customers_above,
    for_agents,
    for_agents_above,
    login,
    login_above,
    group,
    group_above,
    password,
    password_above,
    wiki,
    wiki_of_a_group,
    wiki_in_the_recycle_bin,
    alias,
    alias_of_a_page_for_agents,
    alias_of_a_page_below_a_password,
    language_that_is_not_offered,
    file_for_agents,
    definition_for_agents,
    passage_for_customers,
    passage_for_agents,
    passage_for_agents_in_reusable_content,
]
