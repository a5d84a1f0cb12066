"""A list of questions in a style, with what stands around it in every style."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from content.blocks.assets import assets
from faq_blocks.styles import FaqStyle
from feedback.answers import ASSETS as ASKING

SCRIPT = "faq_blocks/js/faq.js"
HIGHEST, DEEPEST = 2, 6


def shown_in(style: FaqStyle, context: dict[str, Any]) -> SafeString:
    """Return the HTML of a list. `context` is that of the block, as FaqBlock.get_context makes it."""
    look, groups = context["look"], context["groups"]
    can_choose = "by_topic" in style.heeds
    has_topics = len(groups) > 1 and (bool(look.get("by_topic")) if can_choose else not style.is_flat)
    level = _level(look)
    topic_level = min(level + 1 if context["value"].get("heading") else level, DEEPEST)
    filled = {
        **context,
        "style": style,
        "first_anchor": context["entries"][0].anchor,
        "level": level,
        "has_topics": has_topics,
        "topic_level": topic_level,
        "question_level": min(topic_level + has_topics, DEEPEST),
        "is_split": has_topics and style.is_flat,  # the style's template is used for each topic
        "classes": _classes(style, look),
        # All at once makes no sense where only one may be open.
        "toggles_all": bool(look.get("toggles_all")) and "toggles_all" in style.heeds and not context["group"],
        "assets": assets(context, *style.css, SCRIPT, *style.js, *_asking(context)),
    }
    return render_to_string("faq_blocks/blocks/faq_list.html", {**filled, **style.get_context(filled)})


def _asking(context: dict[str, Any]) -> tuple[str, ...]:
    """What stands below the answers of the library has a sheet and scripts of its own."""
    return ASKING if any(each.foot for each in context["entries"]) else ()


def _level(look: Any) -> int:
    level = str(look.get("level"))
    return int(level) if level in ("2", "3", "4") else HIGHEST


def _classes(style: FaqStyle, look: Any) -> str:
    """The modifiers of the settings that this style heeds; what is stored and unknown is left out."""
    found = [f"faqs--{style.name.replace('_', '-')}"]
    if (density := look.get("density")) in ("compact", "roomy"):
        found.append(f"faqs--{density}")
    if "icon_position" in style.heeds and look.get("icon_position") == "start":
        found.append("faqs--sign-start")
    if "numbered" in style.heeds and look.get("numbered"):
        found.append("faqs--numbered")
    if "columns" in style.heeds and (columns := look.get("columns")) in ("1", "2", "3"):
        found.append(f"faqs--columns-{columns}")
    return " ".join(found)
