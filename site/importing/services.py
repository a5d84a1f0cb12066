"""Importing a folder of Markdown into the page tree, in one transaction."""

from __future__ import annotations

import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from content.models import HelpPage
from content.visibility import visibility_refresh
from importing.hooks import import_finished
from importing.models import ImportedCollection, ImportedPage
from importing.problems import Problem
from importing.reading.nodes import ROOT
from importing.reading.scan import FolderError, Scan, scan_folder
from importing.writing import batch, update
from importing.writing.criteria import criteria_fill
from importing.writing.homes import PlaceError, locale_of, roots_for
from importing.writing.images import PictureError, PictureStore, image_blocks
from importing.writing.links import LinkResolver, Targets
from importing.writing.plan import Plan, counts_of, plan_make
from importing.writing.products import products_fill
from importing.writing.streams import streams_fill
from importing.writing.tree import TreeBuilder
from importing.writing.work import Draft, Place, Progress, Report, Silent, Work
from search.outbox import outbox_add

__all__ = ["FolderError", "PlaceError", "import_folder"]


def import_folder(
    *,
    folder: Path,
    under: str,
    collection: str = "",
    link_scheme: str = "",
    overwrite: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import a folder that has one folder for each language, below the page `under` (slugs such as "home/manuals").

    Everything is written in one transaction: a run that is killed leaves nothing behind and can be repeated. A second run
    writes only what changed since. `collection` names the import where several stand side by side; by default the
    folder's name. A dry run does all of it and rolls it back. Raises FolderError and PlaceError when nothing can be done
    at all; everything else is a problem in the report. Fires `import_finished` when something may have been written.
    """
    began = time.monotonic()
    scan = scan_folder(folder, link_scheme=link_scheme)
    report = Report(problems=list(scan.problems))
    pictures = PictureStore()
    try:
        with transaction.atomic():
            work = _begin(scan, collection or folder.resolve().name, under, report)
            _run(scan, work, pictures, link_scheme, overwrite, progress or Silent())
            if dry_run:
                transaction.set_rollback(True)
    except BaseException:
        pictures.discard()
        raise
    if dry_run:
        pictures.discard()
    report.seconds = time.monotonic() - began
    if not dry_run:
        transaction.on_commit(partial(import_finished, collection=work.collection.name, report=report))
    return report


def _begin(scan: Scan, name: str, under: str, report: Report) -> Work:
    collection, _made = ImportedCollection.objects.select_for_update().get_or_create(name=name[:100], defaults={"under": under})
    if collection.under != under:
        raise PlaceError(
            f"the collection {name!r} was imported under {collection.under}; "
            "import it there, or name this import with --collection"
        )
    locales = {language: locale_of(language) for language in scan.languages}
    roots, fresh = roots_for(under, scan.languages)
    codes = {locale.pk: language for language, locale in locales.items()}
    stored = ImportedPage.objects.filter(collection=collection, locale__in=codes).select_related("page")
    rows: dict[Place, ImportedPage] = {(codes[row.locale_id], row.source_id): row for row in stored}
    return Work(collection, locales, roots, fresh, rows, report)


def _run(scan: Scan, work: Work, pictures: PictureStore, link_scheme: str, overwrite: bool, progress: Progress) -> None:
    now = timezone.now()
    plan = plan_make(scan, work, link_scheme=link_scheme, overwrite=overwrite, progress=progress)
    builder = TreeBuilder(work, now)
    made = builder.build(plan.new)
    batch.pages_insert(made)
    changed = _pages_to_change(plan, work)
    resolver = LinkResolver(_targets(work, made), scan.languages, link_scheme)
    progress.begin("Writing", len(made) + len(changed))
    for draft in [*made, *changed]:
        _finish(draft, resolver, pictures, work)
    batch.pages_complete(made, builder.grown, now, progress.advance)
    written = [*made]
    for draft in changed:
        if update.draft_publish(draft, work):
            written.append(draft)
        progress.advance()
    _remember(written, work)
    _order(made, changed, work)
    if written:
        for root in work.roots.values():
            visibility_refresh(page_id=root.pk, whole_subtree=True)
        outbox_add(page_ids=[draft.page.pk for draft in written])
    work.report.counts += counts_of(made, "new") + counts_of([each for each in changed if each in written], "changed")
    ImportedCollection.objects.filter(pk=work.collection.pk).update(finished=now)


def _pages_to_change(plan: Plan, work: Work) -> list[Draft]:
    drafts = list(plan.changed.values())
    ids = [draft.row.page_id for draft in drafts if draft.row is not None and draft.row.page_id]
    pages = {page.pk: page for page in HelpPage._base_manager.filter(pk__in=ids)}
    for draft in drafts:
        if draft.place[1] == ROOT:
            draft.page = work.roots[draft.place[0]]
        elif draft.row is not None and draft.row.page_id is not None:
            draft.page = pages[draft.row.page_id].specific
    return drafts


def _targets(work: Work, made: Iterable[Draft]) -> Targets:
    """Everything a link of this import can mean: pages imported now and earlier, and the root of each language."""
    targets = {place: (row.page.pk, row.page.title) for place, row in work.rows.items() if row.page is not None}
    targets |= {(language, ROOT): (root.pk, root.title) for language, root in work.roots.items()}
    return targets | {draft.place: (draft.page.pk, draft.node.title) for draft in made}


def _finish(draft: Draft, resolver: LinkResolver, pictures: PictureStore, work: Work) -> None:
    """Put ids where the draft has addresses: of pictures in the library and of pages in the tree."""
    source, page = draft.node.source, draft.page
    shown = f"{source.language}/{source.source_id}"
    for block in image_blocks(draft.blocks):
        value: dict[str, Any] = block["value"]
        if value["image"] is not None:
            try:
                value["image"] = pictures.image_id(value["image"], value["alt"])
            except PictureError as error:
                work.report.problems.append(Problem(shown, str(error), "warning"))
                value["image"] = None
    draft.blocks = _without_lost_pictures(resolver.resolve(draft.blocks, source, draft.unresolved))
    for name, wanted in draft.node.links.items():
        found = resolver.at(wanted, source.language) if wanted else None
        if wanted and found is None:
            draft.unresolved.append(wanted)
        setattr(page, f"{name}_id", found[0] if found else None)
    for link in draft.unresolved:
        work.report.problems.append(Problem(shown, f"a link leads nowhere: {link[:200]}", "warning"))
    streams_fill(page, draft.blocks)
    products_fill(page, draft.node.products)
    criteria_fill(page, draft.node.criteria)


def _without_lost_pictures(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from importing.markdown.pieces import escaped

    kept = []
    for block in blocks:
        value = block["value"]
        if block["type"] == "audience":
            value["body"] = _without_lost_pictures(value["body"])
        if block["type"] != "image" or value["image"] is not None:
            kept.append(block)
        elif value["alt"]:
            kept.append({"type": "rich_text", "value": f"<p>{escaped(value['alt'])}</p>", "id": block["id"]})
    return kept


def _remember(written: list[Draft], work: Work) -> None:
    rows = [
        ImportedPage(
            collection=work.collection,
            locale=work.locales[draft.place[0]],
            source_id=draft.place[1],
            source_hash=draft.node.source.digest,
            position=draft.node.index,
            unresolved=draft.unresolved,
            page_id=draft.page.pk,
            revision_id=draft.page.latest_revision_id,
        )
        for draft in written
    ]
    fields = ["source_hash", "position", "unresolved", "page", "revision"]
    unique = ["collection", "locale", "source_id"]
    ImportedPage.objects.bulk_create(rows, batch_size=500, update_conflicts=True, unique_fields=unique, update_fields=fields)


def _order(made: list[Draft], changed: list[Draft], work: Work) -> None:
    """Move what has a new place among its siblings: changed pages with another index, new ones beside older ones."""
    places = {draft.place for draft in made}
    beside_older = [draft for draft in made if draft.parent_place not in places] if work.rows else []
    moved = [draft for draft in changed if draft.row is not None and draft.row.position != draft.node.index]
    if beside_older or moved:
        rows = list(ImportedPage.objects.filter(collection=work.collection, page__isnull=False))
        update.siblings_reorder([*beside_older, *moved], rows)
