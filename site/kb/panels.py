"""The part of an article's form that follows its kind."""

from __future__ import annotations

import json

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel

HINTS: dict[str, str | Promise] = {
    "article": _("Explains one thing. Say the most important of it in the first sentences."),
    "how_to": _("Leads to one goal. Name it in the title, put the way there into a block of steps, and say what is needed."),
    "troubleshooting": _("Helps when something goes wrong. Begin with what readers see, not with what is broken."),
    "reference": _("To look things up in: tables, lists, limits. Leave explanations to other articles and link them."),
    "policy": _("What holds, for whom and from when. Put each rule into a sentence of its own."),
    "release_note": _("What is new in one version: first what readers notice, last what is under the hood."),
    "term": _("Explains one word. The definition also shows where the word stands in other articles."),
}
FIELDS = {
    "how_to": ("minutes", "needs"),
    "troubleshooting": ("problems",),
    "release_note": ("release_version", "released_on"),
    "term": ("definition", "other_forms"),
}


def kind_panel() -> Panel:
    """Return the choice of the kind, its hint, and its fields. Without scripts those of all kinds show."""
    hints = [HelpPanel(words, attrs=_only(kind), heading="") for kind, words in HINTS.items()]
    fields = [FieldPanel(name, attrs=_only(kind)) for kind, names in FIELDS.items() for name in names]
    watching = {"data-controller": "w-rules", "data-action": "change->w-rules#resolve"}
    return MultiFieldPanel([FieldPanel("kind"), *hints, *fields], heading=_("Kind of article"), attrs=watching)


def _only(kind: str) -> dict[str, str]:
    """Attributes that let Wagtail's script show a panel only while this kind is chosen."""
    return {"data-w-rules-target": "show", "data-w-rules": json.dumps({"kind": kind})}
