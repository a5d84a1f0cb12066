"""Texts of pages on their way out."""

from __future__ import annotations

import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from django.utils import timezone
from django.utils.text import slugify

from content.locales import code_of
from localization.exchange.documents import Part
from localization.exchange.formats import Format
from localization.models import Kind, Translation, Unit, UnitState

CHUNK = 50
"""Pages whose texts are in memory at once."""


def export_open(
    translations: Sequence[Translation], form: Format, *, only_to_do: bool = False, about: str = ""
) -> tuple[IO[bytes], str]:
    """Write translations into a temporary file; return it, at its beginning, and the name a person should see.

    `about` says in the name what it is of: the title of a page or job. Several pairs
    of languages become one file each, in a zip. The caller closes the file, which removes it.
    """
    groups: defaultdict[tuple[str, str], list[Translation]] = defaultdict(list)
    for each in translations:
        groups[code_of(each.source_locale_id), code_of(each.locale_id)].append(each)
    begin = slugify(about, allow_unicode=True)[:60].strip("-_")
    kind = form.name if form.name != form.extension else ""  # two kinds end in .xlf
    named = "-".join(filter(None, [begin, "{}", f"{timezone.localdate():%Y-%m-%d}", kind]))
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the response that sends it closes it
    if len(groups) == 1:
        ((source_code, code), those), *_rest = groups.items()
        out.writelines(form.written(parts_of(those, only_to_do=only_to_do), source_code=source_code, code=code))
        name = f"{named.format(code)}.{form.extension}"
    else:
        name = f"{named.format('translations')}.zip"
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for (source_code, code), those in groups.items():
                with archive.open(f"{source_code}-{code}.{form.extension}", "w", force_zip64=True) as member:
                    for piece in form.written(parts_of(those, only_to_do=only_to_do), source_code=source_code, code=code):
                        member.write(piece)
    out.seek(0)
    return out, name


def parts_of(translations: Iterable[Translation], *, only_to_do: bool = False) -> Iterator[Part]:
    """Yield translations with their living texts, page after page; one query for each CHUNK of pages."""
    those = list(translations)
    for start in range(0, len(those), CHUNK):
        chunk = those[start : start + CHUNK]
        units = Unit.objects.filter(translation__in=chunk, kind=Kind.TEXT).exclude(state=UnitState.BIN)
        by_translation: defaultdict[int, list[Unit]] = defaultdict(list)
        for unit in units.order_by("order", "pk"):
            if not only_to_do or unit.state != UnitState.DONE or unit.needs_edit:
                by_translation[unit.translation_id].append(unit)
        for each in chunk:
            if by_translation[each.pk] or not only_to_do:
                yield Part(each, by_translation[each.pk])
