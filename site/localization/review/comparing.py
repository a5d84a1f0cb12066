"""What a reviewer compares: the source as it was and is, and the translation as readers have it and as it is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from wagtail.models import Revision

from localization.editor.changes import Shown
from localization.editor.marked import marked, pieces_marked
from localization.editor.places import Places
from localization.editor.values import values_named
from localization.merging import Piece, word_diff
from localization.models import Kind, Origin, Translation, Unit, UnitState, UnitVersion


@dataclass(frozen=True)
class Compared:
    """One segment, and where it stands. Texts are inline HTML, links and files names; `source` and `text` say what changed."""

    unit: Unit
    place: str
    old_source: str
    new_source: str
    source: list[Piece]
    old_text: str
    new_text: str
    text: list[Piece]
    is_new: bool
    is_removed: bool

    @property
    def is_changed(self) -> bool:
        """Whether source or translation differ from what readers have."""
        return self.is_removed or self.is_new or self.old_source != self.new_source or self.old_text != self.new_text

    @property
    def source_shown(self) -> SafeString:
        """The source with its changes; tags are chips, and nothing of it acts as markup."""
        return pieces_marked(Shown(piece.kind, piece.text) for piece in self.source)

    @property
    def text_shown(self) -> SafeString:
        """The translation, as above."""
        return pieces_marked(Shown(piece.kind, piece.text) for piece in self.text)

    @property
    def old_text_shown(self) -> SafeString:
        """What readers have."""
        return marked(self.old_text)

    @property
    def findings(self) -> list[Any]:
        """What the checks found."""
        from localization.quality import findings_of

        return [] if self.is_removed else list(findings_of(self.unit))

    @property
    def is_value(self) -> bool:
        """Whether it is a link, picture, document or page."""
        return self.unit.kind == Kind.VALUE


def compared(translation: Translation, user: Any) -> list[Compared]:
    """Return all segments in the order of the page, those that were taken away last.

    Four queries, however many there are, and one for each kind of links and files. Pages closed to `user` have no name.
    """
    units = list(Unit.objects.filter(translation=translation).order_by("order", "pk").select_related("user"))
    was = _Published(translation, units, user)
    rows = [_link(each, was) if each.kind == Kind.VALUE else _words(each, was) for each in units]
    return sorted((row for row in rows if row is not None), key=lambda row: row.is_removed)


class _Published:
    """What readers have of a translation: its versions, the source that these were made from, and the names of values."""

    def __init__(self, translation: Translation, units: list[Unit], user: Any) -> None:
        self.at = translation.published
        self.versions = _published(translation, units)
        self.sources = _old_sources(translation)
        self.paths = {path for path, _order in self.sources} if self.sources is not None else set()
        links = [each for each in units if each.kind == Kind.VALUE]
        of_links = [(each, self.versions[each.pk].value) for each in links if each.pk in self.versions]
        now = [(each, value) for each in links for value in (each.source_value, each.value, (each.attributes or {}).get("was"))]
        self.places = Places(translation)
        self.names = values_named([*now, *of_links], user)

    def has_words_of(self, unit: Unit) -> bool:
        """Whether a unit says what it said then."""
        if unit.written is None:  # nobody wrote what was taken over from the page that readers have
            return self.at is not None and unit.origin == Origin.ADOPTED
        return self.at is not None and unit.written <= self.at

    def place(self, unit: Unit) -> str:
        """Where a segment stands, as the editor calls it."""
        place = self.places.of(unit.path)
        return f"{place.section} · {place.label}" if place.label else place.section

    def name(self, unit: Unit, value: Any) -> str:
        """What a value is called; what has none is not for this reader, or gone."""
        if value in (None, ""):
            return gettext("as in the source")
        return self.names[unit.pk, str(value)] or gettext("not for you to see, or not there any more")


def _words(unit: Unit, readers: _Published) -> Compared | None:
    is_removed, was = unit.state == UnitState.BIN, readers.versions.get(unit.pk)
    is_old = readers.has_words_of(unit)
    if is_removed and was is None and not is_old:
        return None  # it was never published
    old_text = was.text if was else unit.text if is_old else ""
    new_text = "" if is_removed else unit.text
    new_source = "" if is_removed else unit.new_source or unit.source
    if readers.at is None:
        old_source = new_source
    elif readers.sources is not None and (unit.path, unit.order) in readers.sources:
        old_source = readers.sources[unit.path, unit.order]
    else:
        old_source = was.source if was else unit.source if is_old else ""
    is_new = readers.at is not None and not old_text and not is_removed and unit.state != UnitState.TO_DO
    # In a first translation every word is new: marking them all would tell nothing.
    before = new_text if readers.at is None else old_text
    source, text = word_diff(old_source, new_source), word_diff(before, new_text)
    return Compared(unit, readers.place(unit), old_source, new_source, source, old_text, new_text, text, is_new, is_removed)


def _link(unit: Unit, readers: _Published) -> Compared | None:
    """A link or file is called by its name. One that no language has its own for is as in the source."""
    is_removed, was = unit.state == UnitState.BIN, readers.versions.get(unit.pk)
    if is_removed and was is None and not readers.has_words_of(unit):
        return None
    is_new = readers.sources is not None and unit.path not in readers.paths and not is_removed
    before = (unit.attributes or {}).get("was")  # while it is outdated: what its own one was chosen for
    source = readers.name(unit, unit.source_value)
    old_source = readers.name(unit, before) if before not in (None, "") else source
    new = readers.name(unit, unit.value)
    old = readers.name(unit, was.value) if was else new if readers.at is not None and not is_new else ""
    if is_removed:
        source = new = ""
    there, here = _named(old_source, source), _named(old, new)
    return Compared(unit, readers.place(unit), old_source, source, there, old, new, here, is_new, is_removed)


def _named(old: str, new: str) -> list[Piece]:
    """Names are compared as a whole."""
    if old == new:
        return [Piece("same", new)] if new else []
    return [piece for piece in (Piece("old", old), Piece("new", new)) if piece.text]


def _published(translation: Translation, units: list[Unit]) -> dict[int, UnitVersion]:
    """What units said when the translation was published: the first of their versions that was replaced after that."""
    if translation.published is None:
        return {}
    found: dict[int, UnitVersion] = {}
    versions = UnitVersion.objects.filter(unit__translation=translation, replaced__gt=translation.published)
    for version in versions.order_by("replaced", "pk"):
        if version.written is None or version.written <= translation.published:
            found.setdefault(version.unit_id, version)
    return found


def _old_sources(translation: Translation) -> dict[tuple[str, int], str] | None:
    """The texts of the source that the published translation says; None where that revision is kept no more."""
    from localization.segments import segments_of

    revision = Revision.objects.filter(pk=translation.based_on).first() if translation.based_on else None
    if revision is None:
        return None
    try:
        source = revision.as_object()
    except ObjectDoesNotExist:
        return None
    return {(each.path, each.order): each.source for each in segments_of(source)}
