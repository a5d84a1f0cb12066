"""Stands in for a block whose plugin is switched off, broken or gone: keeps the data, shows nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, partial
from typing import Any, NamedTuple

from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block

from content.plain import items_of, plain_text, texts_of
from content.registry import SEPARATOR, block_owner, known_block, registered_block
from plugins.loaded import loaded
from plugins.shield import shielded

# In the form every placeholder travels under this one type, so that the editor's script needs to know no other.
MISSING = "missing_block"
SALT = "content.placeholder"
SUMMARY_LENGTH = 160

# What the page holds, by id and type, while its form is checked; see LostBlock.
_stored: ContextVar[Mapping[tuple[str, str], Any]] = ContextVar("stored_blocks", default={})  # noqa: B039 - never written to
# Whether blocks without code shall name their places; see content.fields.
_marking: ContextVar[bool] = ContextVar("marking_blocks_without_code", default=False)

# To which model, to which object, path of the model, path of the content.
Reference = tuple[Any, str, str, str]

PLAIN = (dict, list, str, int, float, bool, type(None))


class PlaceholderBlock(Block):
    """A value that is raw JSON from beginning to end."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label=_("Block of a part that is switched off"), icon="warning", **kwargs)

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> Any:
        return value

    def normalize(self, value: Any) -> Any:
        # Its plugin may be switched off between reading and checking a form: by then the value is the real block's.
        real = known_block(self.name)
        return value if real is None or type(value) in PLAIN else real.get_prep_value(value)

    def clean(self, value: Any) -> Any:
        return value

    def render(self, value: Any, context: Any = None) -> str:
        return ""

    def render_basic(self, value: Any, context: Any = None) -> str:
        """Not for readers, who get nothing: the comparison of revisions shows this."""
        return f"{what_it_is(self.name)}: {summary(value)}"

    def get_form_state(self, value: Any) -> dict[str, str]:
        return form_state(self.name, signing.dumps([self.name, value], salt=SALT, compress=True), value)

    def get_searchable_content(self, value: Any) -> list[str]:
        return []

    def extract_references(self, value: Any) -> Iterable[Reference]:
        """What the real block refers to, so that a picture in it is still known to be used."""
        real = known_block(self.name)
        if real is None:
            return [(None, "", "", "")] if _marking.get() else []
        where = f"references of the block {self.name}"
        return shielded(block_owner(self.name), where, lambda: list(real.extract_references(real.to_python(value))), [])

    # wagtail-localize asks these two of blocks it does not know. What has code is translated by it: localization.segments.
    def get_translatable_segments(self, value: Any) -> list[Any]:
        return []

    def restore_translated_segments(self, value: Any, segments: Any) -> Any:
        return value


class TamperedBlock(PlaceholderBlock):
    """What comes out of a form whose sealed data was changed on the way: refuses to be saved."""

    def clean(self, value: Any) -> Any:
        raise ValidationError(_("The stored data of this block did not come back unharmed. Reload the page and edit again."))

    def get_form_state(self, value: Any) -> dict[str, str]:
        return form_state("", str(value), None)


class Unread(NamedTuple):
    """Stands for what was entered in a block that nobody can read."""

    id: str
    told: bool  # the editor has been told, and has sent the form again


class LostBlock(PlaceholderBlock):
    """What comes out of a form for a block whose code is gone or failed; its value is an Unread.

    Refuses to be saved at first, for changes are lost. Then it is what the page holds under its id.
    """

    def clean(self, value: Any) -> Any:
        stored = _stored.get()
        if (value.id, self.name) not in stored:
            raise ValidationError(_("What was entered in this block cannot be read: its plugin is gone. Remove the block."))
        if not value.told:
            raise ValidationError(
                _("What you changed in this block cannot be read: its plugin is gone. Save again to keep the block as it was.")
            )
        raw = stored[value.id, self.name]
        back = registered_block(self.name)
        return back.to_python(raw) if back else raw

    def get_prep_value(self, value: Any) -> Any:
        return {"unread": value.id}

    def get_form_state(self, value: Any) -> dict[str, str]:
        return form_state(self.name, signing.dumps([self.name, None, value.id], salt=SALT), None)


@lru_cache(maxsize=256)
def placeholder(name: str, kind: type[PlaceholderBlock] = PlaceholderBlock) -> PlaceholderBlock:
    """Return the placeholder for a type name."""
    block = kind()
    block.set_name(name)
    return block


def unseal(sealed: str) -> tuple[Block, Any]:
    """Return block and value of a form's hidden field: a placeholder, one of the three kinds above."""
    try:
        name, raw, *lost = signing.loads(sealed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return placeholder(MISSING, TamperedBlock), sealed
    return (placeholder(name, LostBlock), Unread(lost[0], told=True)) if lost else (placeholder(name), raw)


@contextmanager
def stored_blocks(raw: Any) -> Iterator[None]:
    """Let blocks that come out of a form unread keep what the raw stream `raw` has under their id."""
    token = _stored.set({(str(each.get("id")), str(each["type"])): each["value"] for each in items_of(raw)})
    try:
        yield
    finally:
        _stored.reset(token)


@contextmanager
def marked_blocks() -> Iterator[None]:
    """Let the references of a block without code be one of no model, by which its place is known."""
    token = _marking.set(True)
    try:
        yield
    finally:
        _marking.reset(token)


def form_state(name: str, sealed: str, value: Any) -> dict[str, str]:
    """Return what the editor's script gets of a placeholder."""
    return {"sealed": sealed, "what": what_it_is(name) if name else "", "summary": summary(value)}


def what_it_is(name: str) -> str:
    """Return the names of the plugin and the block behind a type name, as far as they are known: "Weather: Map"."""
    slug, separator, rest = name.partition(SEPARATOR)
    found = loaded().found.get(slug)
    plugin = found.manifest.name if found and found.manifest else slug
    real = known_block(name)
    label = shielded(block_owner(name), f"label of the block {name}", partial(str, real.label), rest) if real else rest
    return f"{plugin}: {label}" if separator and label else label or plugin


def summary(value: Any) -> str:
    """Return the beginning of the texts in a raw value."""
    texts = (" ".join(plain_text(each).split()) for each in texts_of(value))
    return Truncator(" · ".join(filter(None, texts))).chars(SUMMARY_LENGTH)
