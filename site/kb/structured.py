"""What search engines are told of an article, in the terms of schema.org: only what the anonymous reader sees of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content.audiences import Audience
from content.locales import code_of
from content.plain import items_of, plain_text
from content.streams import raw_stream_for

if TYPE_CHECKING:
    from kb.models import ArticlePage
    from theme.chrome import Chrome
    from theme.social.tags import Social

LONGEST_HEADLINE = 110  # what search engines read of one
# https://schema.org/TechArticle: how-to topics, procedural troubleshooting, specifications.
TYPES = {"how_to": "TechArticle", "troubleshooting": "TechArticle", "reference": "TechArticle", "term": "DefinedTerm"}


def article_data(article: ArticlePage, chrome: Chrome, social: Social, *, tags: list[str]) -> dict[str, Any]:
    """Return the article as a HowTo where it has steps, a DefinedTerm for the glossary, else an Article or TechArticle."""
    kind = str(article.kind)
    if kind == "term" and article.definition:
        return _known({**_thing(article, social), "@type": "DefinedTerm", "description": article.definition})
    steps = _steps(article) if kind == "how_to" else []
    data = {
        **_thing(article, social),
        "@type": "HowTo" if steps else TYPES.get(kind, "Article") if kind != "term" else "Article",
        "inLanguage": code_of(article.locale_id),
        "headline": article.title[:LONGEST_HEADLINE],
        "datePublished": _moment(article.first_published_at),
        "dateModified": _moment(article.last_published_at),
        "mainEntityOfPage": social.url,
        "keywords": ", ".join(tags),
        "publisher": _publisher(chrome, social),
        "step": steps,
    }
    if steps:
        data["totalTime"] = f"PT{article.minutes}M" if article.minutes else ""
        data["supply"] = [{"@type": "HowToSupply", "name": each} for each in article.needed]
    return _known(data)


def _thing(article: ArticlePage, social: Social) -> dict[str, Any]:
    return {
        "@type": "",
        "name": article.title,
        "description": article.search_description or article.summary,
        "url": social.url,
        "image": social.picture,
    }


def _publisher(chrome: Chrome, social: Social) -> dict[str, Any]:
    root = social.url.split("/", 3)
    host = "/".join(root[:3])
    logo = chrome.logo if "://" in chrome.logo or not chrome.logo else f"{host}{chrome.logo}"
    return _known({"@type": "Organization", "name": chrome.site_name, "url": f"{host}{chrome.home_url}", "logo": logo})


def _steps(article: ArticlePage) -> list[dict[str, Any]]:
    """The steps in their order, those of several blocks one after the other."""
    raw = raw_stream_for(list(article.body.raw_data), Audience.PUBLIC)
    found = [
        value
        for block in items_of(raw)
        if block["type"] == "steps" and isinstance(block["value"], dict)
        for step in block["value"].get("steps") or ()
        if isinstance(value := step.get("value", step) if isinstance(step, dict) else None, dict)
    ]
    return [
        {
            "@type": "HowToStep",
            "position": position,
            "name": plain_text(title),
            "text": plain_text(each.get("text") or "") or title,
        }
        for position, each in enumerate(found, start=1)
        if isinstance(title := each.get("title") or "", str)
    ]


def _moment(value: Any) -> str:
    return value.isoformat() if value else ""


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an empty text or list says nothing."""
    return {name: value for name, value in data.items() if value not in ("", [], None)}
