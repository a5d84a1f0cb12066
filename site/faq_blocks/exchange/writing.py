"""Does what a plan says, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from faq_blocks.exchange.indexing import indexed_once, questions_index
from faq_blocks.exchange.planning import Action, Plan, Step, folded
from faq_blocks.exchange.rows import PUBLISHED, Path
from faq_blocks.exchange.versions import held_versions
from faq_blocks.held import in_workflow
from faq_blocks.models import Placement, Question, Topic
from faq_blocks.signals import places_changed

Progress = Callable[[int], None]


class RefusedImport(Exception):
    """Nothing was imported, for some rows cannot be taken; the plan says which."""


def plan_carry_out(plan: Plan, *, user: Any = None, progress: Progress = lambda _done: None) -> int:
    """Write all of a plan, or nothing; return how many questions were written. `progress` is told the rows done so far.

    Raises RefusedImport where a row is refused or a question has changed since it was planned, and what the database says
    when somebody else was faster; then nothing has changed.
    """
    if plan.refused:
        raise RefusedImport(_("Nothing was imported: some rows are refused."))
    work = [step for step in plan.steps if step.action in (Action.NEW, Action.CHANGED)]
    with transaction.atomic():
        _refuse_changed(work)
        writer = Writer(plan, user)
        with indexed_once():
            for done, step in enumerate(work, 1):
                writer.write(step)
                progress(done)
        writer.finish()
    return len(work)


def _refuse_changed(work: list[Step]) -> None:
    """Hold the questions, and refuse all where an editor has saved, locked or submitted one of them since the plan was made."""
    seen = {step.question.pk: step for step in work if step.question is not None}
    now = held_versions(list(seen))
    reviewed = in_workflow(list(seen))
    for pk, step in seen.items():
        if now.get(pk) != step.version or pk in reviewed:
            text = _("Nothing was imported: somebody changed “%(question)s” meanwhile. Check the file again.")
            raise RefusedImport(text % {"question": step.row.question[:80]})


class Writer:
    """Writes questions one by one, as the editor's form does: with a version, an entry in the history, and what follows."""

    def __init__(self, plan: Plan, user: Any) -> None:
        self.plan, self.user = plan, user
        self.topics = dict(plan.topics)
        self._written: list[int] = []
        self._last: dict[int, int] = {}
        self._new: list[Placement] = []
        self._old: list[Placement] = []

    def write(self, step: Step) -> None:
        """Write one question with its tags and its places."""
        row = step.row
        locale = self.plan.locales[row.language]
        question = step.question
        if question is None:
            question = Question(locale=locale, live=False, owner=self.user)
            question.translation_key = row.key or question.translation_key
        question.question, question.slug = row.question, row.slug
        for name, value in row.fields.items():
            setattr(question, name, value)
        if row.tags is not None:
            question.tags.set(row.tags)
        is_new = question.pk is None
        if is_new:
            question.save()
            log(question, "wagtail.create", user=self.user, content_changed=True)
        elif not question.live:
            # Lists, filters and the search of the admin read the row, as long as nothing else is live there.
            question.save()
        self._written.append(question.pk)
        revision = question.save_revision(user=self.user, log_action=not is_new)
        if row.topics is not None:
            self._place(question, [self._topic(locale, path) for path in row.topics])
        if row.state == PUBLISHED:
            revision.publish(user=self.user, skip_permission_checks=True)  # the plan has asked

    def finish(self) -> None:
        """Write where questions stand, and tell it once: whoever keeps something of it reads whole topics again."""
        questions_index(self._written)
        for each in self._old:
            each.delete()
        Placement.objects.bulk_create(self._new, batch_size=500)
        touched = self._new + self._old
        if touched:
            questions, topics = {each.question_id for each in touched}, {each.topic_id for each in touched}
            places_changed.send(Placement, question_ids=sorted(questions), topic_ids=sorted(topics))

    def _place(self, question: Question, topic_ids: list[int]) -> None:
        """Let the question stand in these topics only, at the end of those that are new."""
        there = {each.topic_id: each for each in question.placements.all()}
        self._old += [each for topic_id, each in there.items() if topic_id not in topic_ids]
        self._new += [
            Placement(topic_id=topic_id, question=question, sort_order=self._next(topic_id))
            for topic_id in topic_ids
            if topic_id not in there
        ]

    def _next(self, topic_id: int) -> int:
        if topic_id not in self._last:
            last = Placement.objects.filter(topic_id=topic_id).aggregate(last=Max("sort_order"))["last"]
            self._last[topic_id] = -1 if last is None else last
        self._last[topic_id] += 1
        return self._last[topic_id]

    def _topic(self, locale: Any, path: Path) -> int:
        """The id of a topic; what is missing on the way to it is made."""
        known = (locale.pk, folded(path))
        if known not in self.topics:
            parent_id = self._topic(locale, path[:-1]) if len(path) > 1 else None
            last = Topic.objects.filter(locale=locale, parent_id=parent_id).aggregate(last=Max("sort_order"))["last"]
            topic = Topic(locale=locale, parent_id=parent_id, title=path[-1], sort_order=0 if last is None else last + 1)
            topic.full_clean(exclude=["slug"])
            topic.save()
            log(topic, "wagtail.create", user=self.user, content_changed=True)
            self.topics[known] = topic.pk
        return self.topics[known]
