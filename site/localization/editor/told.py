"""What others said to whoever translates: the reviewer, who asked for it, and the editor of its source."""

from __future__ import annotations

from dataclasses import dataclass

from localization.models import JobItem, SourceChange, Translation, TranslationEvent, TranslationJob
from localization.significance.saying import changes_since

What = TranslationEvent.What
ANSWERED = (What.SUBMITTED, What.APPROVED, What.PUBLISHED)
"""After these a reviewer's note has done its work."""


@dataclass(frozen=True)
class Told:
    """What stands above a translation. `returned` is there while it was sent back and not submitted again."""

    returned: TranslationEvent | None
    jobs: list[TranslationJob]
    changes: list[SourceChange]


def told_of(translation: Translation) -> Told:
    """Return what was said of a translation and still counts, in three or four queries."""
    events = translation.events.filter(what__in=(What.RETURNED, *ANSWERED)).select_related("user")
    last = events.order_by("-at", "-pk").first()
    items = JobItem.objects.filter(translation=translation, done=None, job__closed=None, job__is_cancelled=False)
    jobs = [item.job for item in items.select_related("job__user").order_by("-pk") if item.job.note]
    changes = [change for change in changes_since(translation) if change.note]
    return Told(
        returned=last if last is not None and last.what == What.RETURNED else None,
        jobs=jobs,
        # For a first translation all of them are new; what was said last is of use.
        changes=changes if translation.based_on else changes[:1],
    )
