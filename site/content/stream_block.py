"""The stream of the registered blocks: what it does not know it keeps, and what plugins do wrong stays with their block."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from operator import itemgetter
from typing import Any

from django.forms import Media
from django.utils.functional import cached_property
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import JSContext, register
from wagtail.blocks import Block, StreamBlock, StreamValue
from wagtail.blocks.stream_block import StreamBlockAdapter

from content.missing import MissingBlock
from content.placeholder import MISSING, PlaceholderBlock, Reference, placeholder
from content.registry import block_owner, blocks, known_block, registered_block, registered_names
from content.stream_form import checked_by_plugin, read_child
from plugins.shield import shielded

# Whether look-ups find the blocks of plugins that are not active, too; see every_block().
_every: ContextVar[bool] = ContextVar("every_block", default=False)


@contextmanager
def every_block() -> Iterator[None]:
    """Let streams read blocks of plugins that are loaded, active or not, as what they are. They are not shown for that."""
    token = _every.set(True)
    try:
        yield
    finally:
        _every.reset(token)


class RegisteredChildren(dict[str, Block]):
    """The children of a stream, read from the registry at each use; unknown names give a placeholder.

    Wagtail drops stored blocks whose name is not `in` this mapping, hence every name is. Going through it gives what the
    editor is offered: all active blocks without those in `without`; in a stream within a block only those without streams
    of their own, or the form of the one would hold the form of the other without end.
    """

    def __init__(self, *, inner: bool, without: Iterable[str] = ()) -> None:
        super().__init__()
        self.inner = inner
        self.without = tuple(without)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __getitem__(self, name: str) -> Block:
        return registered_block(name) or (_every.get() and known_block(name)) or placeholder(name)

    def get(self, name: str, default: Any = None) -> Any:
        return registered_block(name) or default

    def __iter__(self) -> Iterator[str]:
        offered = (name for name in registered_names() if name not in self.without)
        return (name for name in offered if not (self.inner and holds_stream(self[name])))

    def __len__(self) -> int:
        return sum(1 for _name in self)

    def keys(self) -> Any:
        return list(self)

    def values(self) -> Any:
        return [self[name] for name in self]

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def copy(self) -> RegisteredChildren:
        return RegisteredChildren(inner=self.inner, without=self.without)


class HelpStreamBlock(StreamBlock):
    """A stream of whatever is registered, as a part of a block. The field makes one that offers blocks with streams, too."""

    def __init__(self, *, inner: bool = True, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks = RegisteredChildren(inner=inner)
        self.missing_block = MissingBlock()
        self.missing_block.set_name(MISSING)

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        """Return what the editor's script gets: a block that has no form travels as a placeholder."""
        offered = frozenset(self.child_blocks)
        return [self._child_state(child, offered) for child in children(value)]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> StreamValue:
        """Read the form as Wagtail does. What belongs to a plugin that was switched off meanwhile is read all the same."""
        found = []
        for i in range(int(data[f"{prefix}-count"])):
            if data[f"{prefix}-{i}-deleted"]:
                continue
            id_ = data.get(f"{prefix}-{i}-id") or None
            block, value = read_child(data, files, f"{prefix}-{i}-value", data[f"{prefix}-{i}-type"], id_)
            found.append((int(data[f"{prefix}-{i}-order"]), i, StreamValue.StreamChild(block, value, id=id_)))
        return StreamValue(self, [child for _at, _i, child in sorted(found, key=itemgetter(0, 1))])

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """Render the children one below the other; each brings its own element, placeholders bring none."""
        shown = (_rendered(child, context) for child in children(value) if registered_block(child.block_type))
        return format_html_join("\n", "{}", ((each,) for each in shown if each))

    def get_api_representation(self, value: Any, context: Any = None) -> list[dict[str, Any]]:
        shown = [child for child in children(value) if registered_block(child.block_type)]
        return super().get_api_representation(shown, context)

    def get_searchable_content(self, value: Any) -> list[str]:
        shown = [child for child in children(value) if registered_block(child.block_type)]
        return super().get_searchable_content(shown)

    def extract_references(self, value: Any) -> Iterator[Reference]:
        for child in children(value):
            # A child alone, for what fails in one must not take the others' references along.
            found: Iterator[Reference] = super().extract_references([child])
            where = f"references of the block {child.block_type}"
            yield from shielded(block_owner(child.block_type), where, partial(list[Reference], found), [])

    def clean(self, value: Any) -> StreamValue:
        """Check every child. One whose plugin fails to check it keeps the form from being saved."""
        return super().clean([checked_by_plugin(child) if block_owner(child.block_type) else child for child in value])

    def restore_deferred_validation(self) -> None:
        """Restore the blocks of plugins that were switched off meanwhile, too."""
        for each in blocks.every():
            if each.entry.is_deferred_validation and not (self.child_blocks.inner and holds_stream(each.entry)):
                each.entry.restore_deferred_validation()
        super().restore_deferred_validation()

    # In migrations of a plugin that uses this block: itself, and nothing of what is registered.
    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "content.fields.HelpStreamBlock", [], self._constructor_kwargs

    def deconstruct_with_lookup(self, lookup: Any) -> tuple[str, list[Any], dict[str, Any]]:
        return self.deconstruct()

    @classmethod
    def construct_from_lookup(cls, lookup: Any, *args: Any, **kwargs: Any) -> HelpStreamBlock:
        return cls(**kwargs)

    def _child_state(self, child: StreamValue.StreamChild, offered: frozenset[str]) -> dict[str, Any]:
        block, value = child.block, child.value
        if isinstance(block, PlaceholderBlock):
            return {"type": MISSING, "value": block.get_form_state(value), "id": child.id}
        if block.name in offered:
            where = f"form of the block {block.name}"
            found = shielded(block_owner(block.name), where, lambda: has_form(block) and (block.get_form_state(value),), ())
            if found:
                return {"type": block.name, "value": found[0], "id": child.id}
        state = placeholder(block.name).get_form_state(block.get_prep_value(value))
        return {"type": MISSING, "value": state, "id": child.id}

    class Meta:
        icon = "doc-full"


def children(value: Any) -> Iterator[StreamValue.StreamChild]:
    """Yield the children of a stream. A stored block that its plugin cannot read becomes a placeholder of it."""
    for i in range(len(value or ())):
        raw = value._raw_data[i] if isinstance(value, StreamValue) and value._bound_blocks[i] is None else None
        if raw is not None and not isinstance(value.stream_block.child_blocks[raw["type"]], PlaceholderBlock):
            where = f"stored content of the block {raw['type']}"
            if shielded(block_owner(raw["type"]), where, partial(value.__getitem__, i), None) is None:
                unread = placeholder(raw["type"])
                value._bound_blocks[i] = StreamValue.StreamChild(unread, raw["value"], id=raw.get("id"))
        yield value[i]


def holds_stream(block: Block) -> bool:
    """Tell whether there is a stream of the registered blocks in this block."""
    if isinstance(block, HelpStreamBlock):
        return True
    parts = [*getattr(block, "child_blocks", {}).values(), getattr(block, "child_block", None)]
    return any(holds_stream(each) for each in parts if each is not None)


def has_form(block: Block) -> bool:
    """Tell whether the editor's form can hold this block; raises what a plugin's block raises when it is put there."""
    if block_owner(block.name):
        JSContext().pack(block)
        block.get_form_state(block.get_default())
    return True


def _rendered(child: StreamValue.StreamChild, context: Any) -> str:
    name = child.block_type
    return shielded(block_owner(name), f"block {name}", partial(child.render, context=context), "", expected=str)


class HelpStreamBlockAdapter(StreamBlockAdapter):
    """Adds the one hidden child that carries placeholders; content/js/stream.js keeps it out of the menu."""

    js_constructor = "sanad.HelpStreamBlock"

    def js_args(self, block: HelpStreamBlock) -> list[Any]:
        formless = [
            name
            for name, child in block.child_blocks.items()
            if not shielded(block_owner(name), f"form of the block {name}", partial(has_form, child), False)
        ]
        shown = copy.copy(block)
        shown.child_blocks = RegisteredChildren(inner=block.child_blocks.inner, without=formless)
        name, groups, defaults, meta = super().js_args(shown)
        return [name, [*groups, (MISSING, [block.missing_block])], {**defaults, MISSING: {}}, meta]

    @cached_property
    def media(self) -> Media:
        return Media(js=[versioned_static("wagtailadmin/js/telepath/blocks.js"), "content/js/stream.js"])


register(HelpStreamBlockAdapter(), HelpStreamBlock)
