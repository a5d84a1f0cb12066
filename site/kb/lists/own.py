"""The lists of Sanad: each is a question about pages, in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import F, FloatField, QuerySet, Sum
from django.db.models.functions import Cast, NullIf
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from content.models import HelpPage
from kb.facts.votes import mean_share
from kb.lists.broken import prepare_broken, with_broken_links
from kb.lists.duplicates import prepare_duplicates
from kb.lists.registry import Chosen, EditorsList, ListColumn, register_list
from kb.lists.translations import missing_translations, prepare_missing
from kb.models.facts import Likeness, PageFacts

MANY_READERS = 20
"""Readers in 30 days from which a page without a vote is worth a look; fewer, or more, for other spans of days."""
THIN = 100
"""Words below which a page hardly answers anything."""


def most_viewed(pages: QuerySet[HelpPage], chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages that somebody has read."""
    return pages.annotate(readers=F(f"facts__views_{chosen.days}")).filter(readers__gt=0)


def unhelpful(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages that help fewer of their readers than the average of all pages, by the Bayesian average of each."""
    sums = PageFacts.objects.filter(share__isnull=False).aggregate(helpful=Sum("helpful"), unhelpful=Sum("unhelpful"))
    helpful, total = sums["helpful"] or 0, (sums["helpful"] or 0) + (sums["unhelpful"] or 0)
    return pages.filter(facts__share__lt=mean_share(helpful, total))


def unvoted(pages: QuerySet[HelpPage], chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages that many have read and nobody has judged."""
    least = max(1, MANY_READERS * chosen.days // 30)
    return most_viewed(pages, chosen).filter(readers__gte=least, facts__helpful=0, facts__unhelpful=0)


def stale(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages that are due for a review."""
    return pages.filter(facts__is_stale=True)


def unowned(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages nobody answers for."""
    return pages.filter(responsible__isnull=True)


def orphaned(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages to which no menu and no other page links; they are found by their category and by search alone."""
    return pages.filter(facts__is_linked=False)


def thin(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages of few words."""
    return pages.filter(facts__words__lt=THIN)


def duplicated(pages: QuerySet[HelpPage], _chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages like which there are others among these: that there is one elsewhere is not told."""
    return pages.filter(pk__in=Likeness.objects.filter(other__in=pages.order_by().values("pk")).values("page"))


def left_for_contact(pages: QuerySet[HelpPage], chosen: Chosen) -> QuerySet[HelpPage]:
    """Pages whose readers went on to write to us."""
    views = Cast(NullIf(F(f"facts__views_{chosen.days}"), 0), FloatField())
    pages = pages.annotate(readers=F(f"facts__views_{chosen.days}"), exits=F(f"facts__exits_{chosen.days}"))
    return pages.filter(exits__gt=0).annotate(exit_share=F("exits") / views)


def in_percent(share: float | None) -> str:
    """Return a share as people write it; "" for none."""
    return "" if share is None else f"{min(share, 1.0):.0%}"


def _votes(page: Any) -> str:
    total = page.facts.helpful + page.facts.unhelpful
    if not total:
        return ""
    return str(ngettext_lazy("%(helpful)d of %(total)d vote", "%(helpful)d of %(total)d votes", total)) % {
        "helpful": page.facts.helpful,
        "total": total,
    }


READERS = ListColumn("readers", _("Readers"), lambda page: page.readers, "readers")
VOTES = ListColumn("votes", _("Found helpful"), _votes)


def register_own() -> None:
    """Register them; called once when the room is ready."""
    entries = (
        EditorsList(
            "most-viewed", _("Most read"), _("What readers come for: mistakes here reach most of them."),
            most_viewed, (READERS, VOTES), "-readers", has_days=True,
        ),
        EditorsList(
            "unhelpful", _("Not helpful"),
            _("Fewer readers found these helpful than the average. A page with few votes counts for less than one with many."),
            unhelpful, (ListColumn("share", _("Helps"), lambda page: in_percent(page.facts.share), "facts__share"), VOTES),
            "facts__share",
        ),
        EditorsList(
            "unvoted", _("Read, never judged"), _("Many readers, and no answer to whether it helped."),
            unvoted, (READERS,), "-readers", has_days=True,
        ),
        EditorsList(
            "exits", _("Left for contact"), _("Readers of these pages went on to write to you: what did they miss?"),
            left_for_contact,
            (
                ListColumn("exits", _("Went on to contact"), lambda page: page.exits, "exits"),
                READERS,
                ListColumn("exit_share", _("Of its readers"), lambda page: in_percent(page.exit_share), "exit_share"),
            ),
            "-exits", has_days=True,
        ),
        EditorsList("stale", _("Due for review"), _("Nobody has checked these for longer than their interval allows."), stale),
        EditorsList("unowned", _("Nobody responsible"), _("Nobody is asked when something in these is wrong."), unowned),
        EditorsList(
            "broken", _("Broken links"),
            _("Links of these pages lead nowhere. Other sites are asked for days before a link counts as broken."),
            with_broken_links, (ListColumn("broken", _("Link"), lambda page: page.broken_words),), prepare=prepare_broken,
            cell="kb/admin/cells/broken.html",
        ),
        EditorsList(
            "orphaned", _("Not linked"),
            _("No menu and no other page links to these: readers find them by their category or by search alone."), orphaned,
        ),
        EditorsList(
            "thin", _("Short"), _("Pages of fewer than 100 words: is the question answered?"), thin,
            (ListColumn("words", _("Words"), lambda page: page.facts.words, "facts__words"),), "facts__words",
        ),
        EditorsList(
            "duplicates", _("Said twice"), _("Pages of one language whose texts or titles are nearly the same."), duplicated,
            (ListColumn("alike", _("Like"), lambda page: page.alike_words),), prepare=prepare_duplicates,
            cell="kb/admin/cells/duplicates.html",
        ),
        EditorsList(
            "untranslated", _("Not translated"), _("Readers of other languages do not get these pages."), missing_translations,
            (ListColumn("missing", _("Missing in"), lambda page: ", ".join(page.missing_in)),), prepare=prepare_missing,
            has_language=True,
        ),
    )  # fmt: skip
    for number, entry in enumerate(entries):
        register_list(entry, order=10 + number)
