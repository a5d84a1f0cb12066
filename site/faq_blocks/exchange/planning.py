"""What an import would do: each row beside the question that the library has by the same language and slug."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from faq_blocks.exchange.answers import same_answer
from faq_blocks.exchange.links import linked_pages, settled
from faq_blocks.exchange.reading import Record
from faq_blocks.exchange.rights import Rights
from faq_blocks.exchange.rows import DRAFT, PUBLISHED, Path, Row, row_of, topic_path
from faq_blocks.exchange.versions import Version, version_of
from faq_blocks.held import in_parts, in_workflow
from faq_blocks.models import Placement, Question, QuestionTag
from faq_blocks.topics import topics_by_path


class Action(StrEnum):
    """What happens to a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    LEFT = "left alone"
    REFUSED = "refused"


ACTION_LABELS = {
    Action.NEW: gettext_lazy("New"),
    Action.CHANGED: gettext_lazy("Changed"),
    Action.UNCHANGED: gettext_lazy("Unchanged"),
    Action.SKIPPED: gettext_lazy("Skipped"),
    Action.LEFT: gettext_lazy("Left alone"),
    Action.REFUSED: gettext_lazy("Refused"),
}


@dataclass(slots=True)
class Step:
    """One row, and what happens to it; `notes` are sentences for whoever imports, `changes` names of columns.

    `version` is that of the question as the plan has seen it.
    """

    row: Row
    action: Action
    question: Question | None = None
    version: Version | None = None
    changes: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Plan:
    """All steps, in the order of the file, and what they need."""

    steps: list[Step]
    locales: dict[str, Locale]
    topics: dict[tuple[int, Path], int]
    new_topics: list[tuple[str, Path]]

    @property
    def refused(self) -> list[Step]:
        """The rows that cannot be taken: with one of them nothing is imported."""
        return [step for step in self.steps if step.action == Action.REFUSED]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of each action, those that are there."""
        return {action.value: count for action in Action if (count := sum(step.action == action for step in self.steps))}


def plan_make(records: Iterable[Record], *, language: str = "", update: bool = True, rights: Rights) -> Plan:
    """Return what would happen. Writes nothing; a few queries, however many rows there are.

    `language` is that of rows that name none. Without `update`, questions that are there already are skipped.
    """
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    rows = [row_of(record, locales, language) for record in records]
    pages = linked_pages(row.fields.get("answer") or [] for row in rows)
    for row in rows:
        if row.fields.get("answer"):
            row.fields["answer"] = settled(row.fields["answer"], pages)
    topics = topics_by_path()
    plan = Plan([], locales, topics, _missing_topics(rows, locales, topics))
    _refuse_twins(rows)
    _refuse_rights(rows, rights, plan)
    library = Library(rows, locales)
    plan.steps = [library.step(row, plan, update=update and rights.may_change, rights=rights) for row in rows]
    return plan


def _missing_topics(rows: list[Row], locales: dict[str, Any], topics: dict[tuple[int, Path], int]) -> list[tuple[str, Path]]:
    wanted = {(row.language, path): None for row in rows if row.language in locales for path in row.topics or ()}
    return [(code, path) for code, path in wanted if (locales[code].pk, folded(path)) not in topics]


def folded(path: Path) -> Path:
    """Return a way to a topic as it is compared: capital letters do not count."""
    return tuple(title.casefold() for title in path)


def _refuse_twins(rows: list[Row]) -> None:
    slugs: dict[tuple[str, str], int] = {}
    keys: dict[tuple[str, Any], int] = {}
    for row in rows:
        first = slugs.setdefault((row.language, row.slug), row.line) if row.slug else row.line
        if first != row.line:
            text = _("Line %(line)d has the same slug, “%(slug)s”. Leave one out, or write another slug.")
            row.reasons.append(text % {"line": first, "slug": row.slug[:60]})
        first = keys.setdefault((row.language, row.key), row.line) if row.key else row.line
        if first != row.line:
            row.reasons.append(_("Line %(line)d has the same key of translations.") % {"line": first})


def _refuse_rights(rows: list[Row], rights: Rights, plan: Plan) -> None:
    if rights.may_add_topics or not plan.new_topics:
        return
    missing = set(plan.new_topics)
    for row in rows:
        for path in row.topics or ():
            if (row.language, path) in missing:
                text = _("There is no topic “%(topic)s”, and you may not add topics.")
                row.reasons.append(text % {"topic": topic_path(path)[:120]})


class Library:
    """The questions that rows mean, read some hundred at a time."""

    def __init__(self, rows: list[Row], locales: dict[str, Locale]) -> None:
        wanted = {(locales[row.language].pk, row.slug) for row in rows if row.language in locales}
        found = [each for part in in_parts(sorted({slug for _locale, slug in wanted})) for each in _questions(slug__in=part)]
        self.locales = locales
        self.questions = {(each.locale_id, each.slug): each for each in found if (each.locale_id, each.slug) in wanted}
        keys = [row.key for row in rows if row.key]
        taken = [each for part in in_parts(keys) for each in _questions(translation_key__in=part)]
        self.keys = {(each.locale_id, each.translation_key): each.slug for each in taken}
        ids = [each.pk for each in self.questions.values()]
        self.tags = _pairs(QuestionTag.objects, "content_object_id", "tag__name", ids)
        self.topics = _pairs(Placement.objects, "question_id", "topic_id", ids)
        self.in_workflow = in_workflow(ids)

    def step(self, row: Row, plan: Plan, *, update: bool, rights: Rights) -> Step:
        """Return what happens to one row."""
        locale = self.locales.get(row.language)
        there = self.questions.get((locale.pk, row.slug)) if locale else None
        if locale and row.key and self.keys.get((locale.pk, row.key), row.slug) != row.slug:
            row.reasons.append(_("Another question in this language has this key of translations."))
        if row.reasons:
            return Step(row, Action.REFUSED, there, notes=row.reasons)
        step = Step(row, Action.NEW, there)
        if there is None:
            return self._published(step, rights, is_live=False)
        if not update:
            step.action = Action.SKIPPED
            return step
        newest = there.get_latest_revision_as_object() if there.has_unpublished_changes or not there.live else there
        step.changes = self._changes(row, there, newest, plan)
        if "topics" in step.changes and there.live and not rights.may_publish:
            # Where a published question stands, readers see at once.
            row.topics = None
            step.changes.remove("topics")
            step.notes.append(_("You may not publish questions: its topics stay as they are."))
        goes_live = row.state == PUBLISHED and not there.live
        if not step.changes and not (goes_live and rights.may_publish):
            step.action = Action.UNCHANGED
        elif reason := self._reason_to_leave(there):
            step.action, step.notes = Action.LEFT, [reason]
        else:
            step.action, step.question, step.version = Action.CHANGED, newest, version_of(there)
            step.changes += ["state"] if goes_live else []
            return self._published(step, rights, is_live=there.live)
        return step

    def _published(self, step: Step, rights: Rights, *, is_live: bool) -> Step:
        """Settle whether the question goes live: not without the right to, and not without an answer."""
        row = step.row
        row.state = row.state or (PUBLISHED if is_live else DRAFT)
        if row.state == PUBLISHED and not rights.may_publish:
            row.state = DRAFT
            step.notes.append(_("You may not publish questions: it becomes a draft."))
        answer: list[Any] = row.fields.get("answer", list(step.question.answer.raw_data) if step.question else [])
        if row.state == PUBLISHED and not answer:
            step.action = Action.REFUSED
            step.notes = [_("The answer is empty: such a question cannot be published.")]
        return step

    def _reason_to_leave(self, there: Question) -> str:
        if there.locked:
            return _("It is locked by somebody.")
        if there.pk in self.in_workflow:
            return _("It is being reviewed.")
        if there.live and there.has_unpublished_changes:
            return _("It has changes that are not published yet. Publish or discard them first.")
        return ""

    def _changes(self, row: Row, there: Question, newest: Question, plan: Plan) -> list[str]:
        found = ["question"] if row.question != newest.question else []
        for name, value in row.fields.items():
            same = same_answer(value, list(newest.answer.raw_data)) if name == "answer" else getattr(newest, name) == value
            found += [] if same else [name]
        if row.tags is not None:
            tags = self.tags[there.pk] if newest is there else {tag.name for tag in newest.tags.all()}
            found += ["tags"] if {tag.casefold() for tag in row.tags} != {tag.casefold() for tag in tags} else []
        if row.topics is not None:
            ids = {plan.topics.get((there.locale_id, folded(path))) for path in row.topics}
            found += ["topics"] if ids != self.topics[there.pk] else []
        return found


def _questions(**wanted: Any) -> Any:
    return Question.objects.filter(**wanted).select_related("latest_revision")


def _pairs(manager: Any, key: str, value: str, ids: list[int]) -> defaultdict[int, set[Any]]:
    found: defaultdict[int, set[Any]] = defaultdict(set)
    for part in in_parts(ids):
        for one, other in manager.filter(**{f"{key}__in": part}).values_list(key, value):
            found[one].add(other)
    return found
