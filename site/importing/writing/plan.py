"""Compares files with what was imported before, and reads and converts only what is new or changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from importing.markdown import Converted, convert, convert_faq
from importing.models import ImportedPage
from importing.problems import Problem
from importing.reading import Scan, Source, parse
from importing.reading.nodes import ROOT
from importing.reading.scan import picture_path
from importing.writing.images import PictureError, image_blocks, picture_check
from importing.writing.work import MODELS, Draft, Place, Progress, Work, type_of


@dataclass
class Plan:
    """The drafts of pages to make and of pages to update."""

    new: dict[Place, Draft] = field(default_factory=dict)
    changed: dict[Place, Draft] = field(default_factory=dict)


def plan_make(scan: Scan, work: Work, *, link_scheme: str, overwrite: bool, progress: Progress) -> Plan:
    """Return what is to be written. Files that cannot become pages are reported, and left out."""
    plan = Plan()
    work.sources = {(source.language, source.source_id): source for source in scan.sources}
    todo = [source for source in scan.sources if _is_wanted(source, work, overwrite)]
    progress.begin("Reading", len(todo))
    for source in todo:
        if draft := _draft(source, scan, work, link_scheme):
            updates = draft.row is not None and draft.row.page_id is not None
            (plan.changed if updates or source.source_id == ROOT else plan.new)[draft.place] = draft
        progress.advance()
    _leave_out_misplaced(plan, work)
    for place, row in work.rows.items():
        if place not in work.sources and place[0] in work.roots and row.page_id:
            work.report.counts[(place[0], _kind_of(row), "removed")] += 1
            work.report.problems.append(
                Problem("/".join(place), "the file is gone; its page stays until an editor deletes it", "warning")
            )
    return plan


def _is_wanted(source: Source, work: Work, overwrite: bool) -> bool:
    place = (source.language, source.source_id)
    row = work.rows.get(place)
    if row is None:
        if source.source_id != ROOT or source.language in work.fresh_roots or overwrite:
            return True
        return _conflict(place, work, "root", "the page was there before this import; it was left as it is")
    page = row.page
    if page is None:
        return overwrite or _conflict(place, work, "page", "its page was deleted by an editor; it was not made again")
    if row.source_hash == source.digest and not _may_resolve_now(row, work):
        work.report.counts[(source.language, _kind_of(row), "unchanged")] += 1
        return False
    if overwrite or (page.latest_revision_id == row.revision_id and page.live):
        return True
    if row.source_hash == source.digest:
        work.report.counts[(source.language, _kind_of(row), "unchanged")] += 1
        return False
    return _conflict(place, work, _kind_of(row), "an editor has changed or unpublished this page since it was imported")


def _conflict(place: Place, work: Work, kind: str, message: str) -> bool:
    work.report.counts[(place[0], kind, "conflict")] += 1
    work.report.problems.append(Problem("/".join(filter(None, place)), f"{message} (--overwrite does it)", "conflict"))
    return False


def _may_resolve_now(row: ImportedPage, work: Work) -> bool:
    """Tell whether a link that led nowhere may lead to a file that is new in this run."""
    if not row.unresolved:
        return False
    names = {link.partition("#")[0].rstrip("/").rpartition("/")[2].removesuffix(".md") for link in row.unresolved}
    return any(
        source.name in names for place, source in work.sources.items() if place not in work.rows and place[0] in work.roots
    )


def _kind_of(row: ImportedPage) -> str:
    model = type_of(row.page) if row.page is not None else None
    return next((kind for kind, each in MODELS.items() if each is model), "page")


def _draft(source: Source, scan: Scan, work: Work, link_scheme: str) -> Draft | None:
    shown = source.path.relative_to(scan.folder).as_posix()
    node, problems = parse(source, shown)
    work.report.problems += problems
    if node is None:
        work.report.counts[(source.language, "file", "skipped")] += 1
        return None
    to_blocks = convert_faq if node.kind == "faq" else convert
    key = f"{work.collection.name}\0{source.source_id}"
    converted = to_blocks(node.body, key=key, link_scheme=link_scheme)
    work.report.problems += [Problem(shown, warning, "warning") for warning in converted.warnings]
    _find_pictures(converted, source, scan, shown, work)
    return Draft(node, converted.blocks, row=work.rows.get((source.language, source.source_id)))


def _find_pictures(converted: Converted, source: Source, scan: Scan, shown: str, work: Work) -> None:
    """Put the file of each picture in its block; a picture that is missing leaves its description."""
    if not converted.images:
        return
    for block in image_blocks(converted.blocks):
        written = block["value"]["image"]
        path = picture_path(source.path, written, scan.folder)
        try:
            if path is None:
                raise PictureError(f"there is no picture {written[:80]}")
            picture_check(path)
            block["value"]["image"] = path
        except PictureError as error:
            work.report.problems.append(Problem(shown, f"{error}; its description stands for it", "warning"))
            block["value"]["image"] = None


def _leave_out_misplaced(plan: Plan, work: Work) -> None:
    """Take out drafts whose parent is missing, of the wrong type, or, in the end, themselves."""
    refused: dict[Place, str] = {}
    everything = {**plan.changed, **plan.new}
    for place in list(everything):
        _judge(place, everything, work, refused, frozenset())
    for place, reason in refused.items():
        source = work.sources[place]
        shown = "/".join((source.language, source.source_id))
        kind = everything[place].node.kind
        work.report.problems.append(Problem(shown, reason))
        work.report.counts[(place[0], kind, "skipped")] += 1
        plan.new.pop(place, None)
        plan.changed.pop(place, None)


def _judge(place: Place, drafts: dict[Place, Draft], work: Work, refused: dict[Place, str], below: frozenset[Place]) -> bool:
    """Tell whether a draft can have its place; write the reason to `refused` where it cannot."""
    draft = drafts[place]
    if place in refused:
        return False
    if place in below:
        refused[place] = "lies below itself"
        return False
    reason = _own_reason(draft, drafts, work)
    parent = draft.parent_place
    has_draft_above = draft.node.parent_id is not None and parent in drafts
    if not reason and has_draft_above and not _judge(parent, drafts, work, refused, below | {place}):
        reason = f"{parent[1] or 'the page above'} was not imported"
    if reason:
        refused.setdefault(place, reason)
    return place not in refused


def _own_reason(draft: Draft, drafts: dict[Place, Draft], work: Work) -> str:
    node, model = draft.node, MODELS[draft.node.kind]
    if node.parent_id is None:
        root = work.roots[node.source.language]
        return "" if isinstance(root, model) else f"is of kind {node.kind}, but the page to import under is not"
    if draft.row is not None and draft.row.page is not None:
        old = type_of(draft.row.page)
        return "" if old is model else "asks for another kind of page than before; delete the page or rename the file"
    parent_model = work.model_at(draft.parent_place, drafts)
    if parent_model is None:
        return f"its category {node.parent_id} is missing (no readable .category.yml)"
    if model not in parent_model.allowed_subpage_models():
        return f"{_words(model)} cannot stand below {_words(parent_model)}"
    return ""


def _words(model: type) -> str:
    return f"a {model._meta.verbose_name}"  # type: ignore[attr-defined]


def counts_of(drafts: list[Draft], outcome: str) -> Counter[tuple[str, str, str]]:
    """Count drafts by language and kind under an outcome."""
    return Counter((draft.node.source.language, draft.node.kind, outcome) for draft in drafts)
