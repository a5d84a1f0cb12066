"""The jobs that make messages of what was noted. The plugin Webhooks sends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext, ngettext, override

from sanad import plugin_settings
from sanad_plugins.webhooks.queue import message_add

from .models import Kind, Note
from .texts import link, plain

SLUG = "chat_notice"
MOST_LINES = 20
BATCH = 1000


def target(targets: dict[str, str]) -> dict[str, str]:
    """Tell Webhooks where the messages go, while that is set."""
    address: str = plugin_settings(SLUG).address
    return {**targets, SLUG: address} if address else targets


def notes_post() -> int:
    """Make one message of all that has happened since the last; return the number of its lines."""
    with transaction.atomic(), override(plugin_settings(SLUG).message_language):
        notes = list(Note.objects.exclude(kind=Kind.UNHELPFUL)[:BATCH])
        # A page that was published five times in a minute is one line.
        lines = list(dict.fromkeys(_line(note) for note in notes))
        _post(lines)
        Note.objects.filter(pk__in=[note.pk for note in notes]).delete()
    return len(lines)


def digest_post() -> int:
    """Name the pages that did not help, when the day or week is over; return the number of pages."""
    chosen = plugin_settings(SLUG)
    noted = Note.objects.filter(kind=Kind.UNHELPFUL)
    oldest = noted.first()
    if oldest is None or oldest.created > timezone.now() - timedelta(days=int(chosen.period)):
        return 0
    with transaction.atomic(), override(chosen.message_language):
        last = noted.order_by("pk").values_list("pk", flat=True).last()
        until = noted.filter(pk__lte=last)
        pages = until.order_by().values("url", "title").annotate(votes=Count("pk")).filter(votes__gte=chosen.least_votes)
        lines = [
            ngettext("%(page)s: did not help %(votes)s reader", "%(page)s: did not help %(votes)s readers", row["votes"])
            % {"page": link(row["title"], row["url"]), "votes": row["votes"]}
            for row in pages.order_by("-votes", "title")
        ]
        _post(lines)
        until.delete()
    return len(lines)


def _line(note: Note) -> str:
    if note.kind == Kind.SEARCH_FAILED:
        words = ngettext("Searched in vain, once: %(text)s", "Searched in vain, %(count)s times: %(text)s", note.count)
        return words % {"text": plain(note.title), "count": note.count}
    if note.kind == Kind.UNPUBLISHED:
        return gettext("Taken away: %(page)s") % {"page": plain(note.title)}
    words = gettext("New: %(page)s") if note.kind == Kind.PUBLISHED else gettext("New version: %(page)s")
    return words % {"page": link(note.title, note.url)}


def _post(lines: Iterable[str]) -> None:
    lines = list(lines)
    if not lines:
        return
    left = len(lines) - MOST_LINES
    shown = lines[:MOST_LINES]
    if left > 0:
        shown.append(ngettext("… and %(count)s more", "… and %(count)s more", left) % {"count": left})
    message_add(target=SLUG, event=SLUG, body={"text": "\n".join(shown)})
