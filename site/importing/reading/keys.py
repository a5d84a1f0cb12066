"""Which keys a file may have, by the kind of page it describes."""

from __future__ import annotations

from dataclasses import dataclass

from importing.reading import values
from theme.icons import CATEGORY_COLOURS, CATEGORY_ICONS
from wiki.models.policies import Approver, Outcome


@dataclass(frozen=True)
class Key:
    """A key of front matter: the model's field it fills and how it is read. `lenient`: a bad value is only a warning.

    `is_rows`: what it holds are rows of another table (criteria), not a field of the page.
    """

    field: str
    read: values.Reader
    required: bool = False
    lenient: bool = False
    is_link: bool = False
    is_rows: bool = False


_EVERYWHERE = {
    "summary": Key("summary", values.text()),
    "keywords": Key("search_keywords", values.lines),
    "audience": Key("audience", values.audience),
}
_DATED = {"valid_from": Key("valid_from", values.date), "valid_to": Key("valid_to", values.date)}
_VERIFIED = {"reviewed": Key("reviewed_on", values.date), "verified_until": Key("verified_until", values.date)}
_APPROVED = {"approved_by": Key("approved_by", values.text(120)), "approved_on": Key("approved_on", values.date)}
_FOLDER = {"description": Key("summary", values.text()), **_EVERYWHERE}
_ICON = {
    "icon": Key("icon", values.choice([name for name, _label in CATEGORY_ICONS]), lenient=True),
    "colour": Key("colour", values.choice([name for name, _label in CATEGORY_COLOURS if name]), lenient=True),
}

KEYS: dict[str, dict[str, Key]] = {
    "home": {
        **_FOLDER,
        "hero_title": Key("hero_title", values.text(120)),
        "popular": Key("popular_searches", values.lines),
    },
    "category": {**_FOLDER, **_ICON},
    "base": {**_FOLDER, **_ICON, "accent": Key("accent_colour", values.colour)},
    "space": _FOLDER,
    "article": {
        **_EVERYWHERE,
        "kind": Key("kind", values.article_kind),
        "reviewed": Key("reviewed_on", values.date),
        "minutes": Key("minutes", values.minutes),
        "needs": Key("needs", values.lines),
        "version": Key("release_version", values.text(40)),
        "released": Key("released_on", values.date),
        "definition": Key("definition", values.text()),
        "forms": Key("other_forms", values.lines),
    },
    "faq": _EVERYWHERE,
    "page": _EVERYWHERE,
    "wiki": {**_FOLDER, **_VERIFIED},
    "policy": {
        **_EVERYWHERE,
        **_DATED,
        **_VERIFIED,
        **_APPROVED,
        "number": Key("number", values.text(30)),
        "owner": Key("policy_owner", values.text(120)),
        "rule": Key("rule", values.text(), required=True),
        "public_page": Key("public_page", values.text(), is_link=True),
    },
    "exception": {
        **_EVERYWHERE,
        **_DATED,
        **_VERIFIED,
        **_APPROVED,
        "policy": Key("policy", values.text(), is_link=True),
        "number": Key("number", values.text(30)),
        "condition": Key("condition", values.text(), required=True),
        "outcome": Key("outcome", values.choice(Outcome.values)),
        "grants": Key("grants", values.text(), required=True),
        "criteria": Key("criteria", values.criteria, is_rows=True),
        "limit": Key("limit", values.text(200)),
        "limit_amount": Key("limit_amount", values.amount),
        "limit_currency": Key("limit_currency", values.currency),
        "approver": Key("approver", values.choice(Approver.values)),
        "approval": Key("approval", values.choice([Approver.LEAD.value, Approver.MANAGER.value])),
        "evidence": Key("evidence", values.text()),
        "wording": Key("wording", values.text()),
        "avoid": Key("avoid", values.text()),
    },
}

FOLDER_KINDS = ("home", "category", "base", "space", "wiki")
FILE_KINDS = ("article", "faq", "page", "wiki", "policy", "exception")

# Keys every file may have beside those of its kind. `source` says where a text comes from, nothing more.
COMMON: frozenset[str] = frozenset({"title", "name", "index", "kind", "tags", "products", "reviewed", "icon", "source"})
