"""Reads the blocks of a stream from a form, and checks those of plugins without trusting them."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, StreamValue

from content.placeholder import MISSING, LostBlock, PlaceholderBlock, Unread, placeholder, unseal
from content.registry import block_owner, known_block, registered_block
from plugins.shield import shielded


class Guarded(Block):
    """A plugin's block while it is checked."""

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.name, self.checked = block.name, block

    def clean(self, value: Any) -> Any:
        found = shielded(block_owner(self.name), f"check of the block {self.name}", partial(self._clean, value), None)
        if found is None:
            raise ValidationError(_("The plugin of this block failed to check it. Switch the plugin off to save the page."))
        if isinstance(found, ValidationError):
            raise found
        return found[0]

    def _clean(self, value: Any) -> tuple[Any] | ValidationError:
        try:
            return (self.checked.clean(value),)
        except ValidationError as error:  # no failure of the plugin, but what it is for
            return error


def checked_by_plugin(child: StreamValue.StreamChild) -> StreamValue.StreamChild:
    """Return the child as one whose check is guarded: what fails in it keeps the form from being saved, and no more."""
    return StreamValue.StreamChild(Guarded(child.block), child.value, id=child.id)


def read_child(data: Any, files: Any, prefix: str, name: str, id_: str | None) -> tuple[Block, Any]:
    """Return block and value of one child in a form; `name`, `id_` and `prefix` are its own.

    What belongs to a plugin that was switched off since the form was opened is read all the same.
    """
    if name == MISSING:
        block, value = unseal(data.get(prefix, ""))
        back = registered_block(block.name) if type(block) is PlaceholderBlock else None
        if back is None:
            return block, value
        where = f"stored content of the block {back.name}"
        return shielded(block_owner(back.name), where, lambda: (back, back.to_python(value)), (block, value))
    real = known_block(name)
    if real is None:
        return placeholder(name, LostBlock), Unread(id_ or "", told=False)
    where = f"form of the block {name}"
    if registered_block(name) is None:
        raw = shielded(block_owner(name), where, lambda: (_raw_of_form(real, data, files, prefix),), None)
        return (placeholder(name), raw[0]) if raw else (placeholder(name, LostBlock), Unread(id_ or "", told=False))
    value = shielded(block_owner(name), where, lambda: (real.value_from_datadict(data, files, prefix),), None)
    return (real, value[0]) if value else (placeholder(name, LostBlock), Unread(id_ or "", told=False))


def _raw_of_form(block: Block, data: Any, files: Any, prefix: str) -> Any:
    """What was entered, as it would be stored. It is kept when it is not right, too: a placeholder has no fields to mend it."""
    value = block.value_from_datadict(data, files, prefix)
    with suppress(ValidationError):
        value = block.clean_deferred(value)
    return block.get_prep_value(value)
