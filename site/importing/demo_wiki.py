"""What a folder of Markdown does not say of the demo's wiki: who writes in it, and a page that others begin from."""

from __future__ import annotations

from django.contrib.auth.models import Group

from accounts.groups import LEADS
from wiki.models import PageTemplate, SpacePage, WikiPage

FOLDER = "wiki"
TEMPLATE = f"{FOLDER}/escalation-path.md"


def wiki_finish(*, pages: dict[str, int]) -> None:
    """Let leads write in the wiki of a language, and offer its escalation path as a template. `pages`: ids by source id."""
    space = SpacePage.objects.filter(pk=pages.get(FOLDER)).first()
    if space is not None:
        space.writers = list(Group.objects.filter(name=LEADS))
        space.save_revision().publish()
    page = WikiPage.objects.filter(pk=pages.get(TEMPLATE)).first()
    if page is not None:
        PageTemplate.objects.get_or_create(page=page)
