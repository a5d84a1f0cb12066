from __future__ import annotations

from typing import Any

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.templatetags.date_tags import local_digits
from wiki.handbook.chapters import Chapter
from wiki.menus import agent_links as links_of

register = template.Library()


@register.inclusion_tag("wiki/_agent_menu.html", takes_context=True)
def agent_menu(context: Context) -> dict[str, Any]:
    """The menu of agents: what they have beside the pages."""
    return {"links": links_of(context["request"])}


@register.simple_tag
def chapter_heading(chapter: Chapter) -> SafeString:
    """The heading of a chapter of a handbook, at its level, with its number."""
    return format_html(
        '<h{level}><bdi class="handbook__number">{number}</bdi> <span dir="auto">{title}</span></h{level}>',
        level=chapter.heading,
        number=local_digits(chapter.number),
        title=chapter.page.title,
    )
