"""A source with its Persian translation, and the hands of editors and translators."""

from __future__ import annotations

from typing import Any

from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from kb.models import ArticlePage
from localization.creating import translations_create
from localization.models import Translation, Unit, UnitState, UnitVersion
from localization.rendering import translation_publish
from localization.units import Text as Said
from localization.units import unit_write, units_write

ONE = "11111111-1111-4111-8111-111111111111"
TWO = "22222222-2222-4222-8222-222222222222"
THREE = "33333333-3333-4333-8333-333333333333"
OWN = "44444444-4444-4444-8444-444444444444"


def rich(id_: str, *texts: str) -> dict[str, Any]:
    """A block of paragraphs."""
    return {"id": id_, "type": "rich_text", "value": "".join(f"<p>{each}</p>" for each in texts)}


BODY = [rich(ONE, "Pay by card.", "Wait three days."), rich(TWO, "Write to us.")]


def saved(page: Any, *, publish: bool = True, **fields: Any) -> Any:
    """Change a page in Wagtail's editor: its newest draft with these fields, published or not."""
    latest = page.get_latest_revision_as_object() if page.latest_revision_id else page
    for name, value in fields.items():
        setattr(latest, name, value)
    revision = latest.save_revision()
    if publish:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def begun(source: Any, locale: Any) -> Translation:
    """The translation of a source, as it is made for whoever asks."""
    translations_create(sources=[source], locale=locale, user=None)
    return Translation.objects.get(translation_key=source.translation_key, locale=locale)


def translated(row: Translation, user: Any = None) -> Translation:
    """Every text that is to do or outdated gets words of a person."""
    units = row.units.filter(kind="text").exclude(state__in=[UnitState.BIN, UnitState.DONE])
    units_write(texts=[Said(unit, f"fa {unit.new_source or unit.source}") for unit in units], user=user)
    row.refresh_from_db()
    return row


def published(row: Translation, user: Any = None) -> Translation:
    """`user` publishes what others wrote: nobody approves their own words."""
    translation_publish(translated(row), user=user)
    row.refresh_from_db()
    return row


def written(row: Translation, source: str, text: str, user: Any = None) -> Unit:
    """A translator writes one text."""
    unit = next(unit for unit in living(row) if source in (unit.source, unit.new_source))
    return unit_write(unit=unit, text=text, user=user)


def living(row: Translation) -> list[Unit]:
    return list(row.units.exclude(state=UnitState.BIN).order_by("order"))


def said(row: Translation) -> dict[str, str]:
    """What is said of each text of the source as it is now."""
    return {unit.new_source or unit.source: unit.text for unit in living(row) if unit.kind == "text"}


def all_texts(row: Translation) -> set[str]:
    """Every text there is of a translation: in use, in the bin, or said before."""
    versions = UnitVersion.objects.filter(unit__translation=row)
    return {*row.units.values_list("text", flat=True), *versions.values_list("text", flat=True)}


def page_of(row: Translation) -> Any:
    return ArticlePage.objects.get(pk=Translation.objects.get(pk=row.pk).page_id)


def draft_of(row: Translation) -> Any:
    return page_of(row).get_latest_revision_as_object()


def form_of(page: Any) -> dict[str, Any]:
    """What Wagtail's editor sends of an article that nobody has changed."""
    body = streamfield([("rich_text", rich_text(block.value.source)) for block in page.body])
    for number, block in enumerate(page.body):
        body[f"{number}"]["id"] = block.id
    inline = {name: {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0} for name in ("attachments", "applies_to", "related_pages", "comments")}
    fields = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "kind": "article",
        "audience": "0",
        "problems": streamfield([]),
        "body": body,
        **{f"{name}-{field}": value for name, its in inline.items() for field, value in its.items()},
    }
    return dict(nested_form_data(fields))


def html(page: Any) -> str:
    return "".join(block.value.source for block in page.body)
