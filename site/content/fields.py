"""Our StreamField: its children come from the registry, and what it does not know it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from wagtail.admin.telepath import register
from wagtail.blocks import Block, StreamBlock, StreamValue
from wagtail.blocks.stream_block import StreamBlockAdapter
from wagtail.fields import StreamField

from content.placeholder import MISSING, MissingBlock, PlaceholderBlock, TamperedBlock, placeholder, unseal
from content.registry import registered_block, registered_names


class RegisteredChildren(dict[str, Block]):
    """The children of a stream, read from the registry at each use; unknown names give a placeholder.

    Wagtail drops stored blocks whose name is not `in` this mapping, hence every name is.
    """

    def __init__(self, without: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.without = without

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str)

    def __getitem__(self, name: str) -> Block:
        return registered_block(name) or placeholder(name)

    def get(self, name: str, default: Any = None) -> Any:
        return registered_block(name) or default

    def __iter__(self) -> Iterator[str]:
        return (name for name in registered_names() if name not in self.without)

    def __len__(self) -> int:
        return sum(1 for _name in self)

    def keys(self) -> Any:
        return list(self)

    def values(self) -> Any:
        return [self[name] for name in self]

    def items(self) -> Any:
        return [(name, self[name]) for name in self]

    def copy(self) -> RegisteredChildren:
        return RegisteredChildren(self.without)


class HelpStreamBlock(StreamBlock):
    """A stream of whatever is registered, without the names in `without`."""

    def __init__(self, *, without: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.child_blocks = RegisteredChildren(without)
        self.missing_block = MissingBlock()
        self.missing_block.set_name(MISSING)

    def get_form_state(self, value: Any) -> list[dict[str, Any]]:
        return [
            {
                "type": MISSING if isinstance(child.block, PlaceholderBlock) else child.block.name,
                "value": child.block.get_form_state(child.value),
                "id": child.id,
            }
            for child in value or ()
        ]

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> StreamValue:
        """Read the form as Wagtail does, opening the sealed data of placeholders on the way."""
        found = []
        for i in range(int(data[f"{prefix}-count"])):
            if data[f"{prefix}-{i}-deleted"]:
                continue
            name, block_prefix = data[f"{prefix}-{i}-type"], f"{prefix}-{i}-value"
            block: Block = self.child_blocks[name]
            if name == MISSING:
                block, value = self._unsealed(data.get(block_prefix, ""))
            elif isinstance(block, PlaceholderBlock):
                # Switched off between opening and saving the form: its fields are there, its rules are not.
                continue
            else:
                value = block.value_from_datadict(data, files, block_prefix)
            child = StreamValue.StreamChild(block, value, id=data.get(f"{prefix}-{i}-id") or None)
            found.append((int(data[f"{prefix}-{i}-order"]), i, child))
        stream = StreamValue(
            self, [(child.block.name, child.value, child.id) for _o, _i, child in sorted(found, key=lambda f: f[:2])]
        )
        for position, (_order, _i, child) in enumerate(sorted(found, key=lambda f: f[:2])):
            stream._bound_blocks[position] = child
        return stream

    def _unsealed(self, sealed: str) -> tuple[Block, Any]:
        opened = unseal(sealed)
        if opened is None:
            tampered = TamperedBlock()
            tampered.set_name(MISSING)
            return tampered, sealed
        name, raw = opened
        block: Block = self.child_blocks[name]
        return block, block.to_python(raw)

    def render_basic(self, value: Any, context: Any = None) -> SafeString:
        """Render the children one below the other; each brings its own element, placeholders bring none."""
        return format_html_join("\n", "{}", ((child.render(context=context),) for child in value or () if _known(child)))

    class Meta:
        icon = "doc-full"


def _known(child: Any) -> bool:
    return not isinstance(child.block, PlaceholderBlock)


class HelpStreamBlockAdapter(StreamBlockAdapter):
    """Adds the one hidden child that carries placeholders; content/js/stream.js keeps it out of the menu."""

    js_constructor = "sanad.HelpStreamBlock"

    def js_args(self, block: HelpStreamBlock) -> list[Any]:
        name, groups, defaults, meta = super().js_args(block)
        return [name, [*groups, (MISSING, [block.missing_block])], {**defaults, MISSING: ""}, meta]

    @property
    def media(self) -> Any:
        from django.forms import Media
        from wagtail.admin.staticfiles import versioned_static

        return Media(js=[versioned_static("wagtailadmin/js/telepath/blocks.js"), "content/js/stream.js"])


register(HelpStreamBlockAdapter(), HelpStreamBlock)


class HelpStreamField(StreamField):
    """A StreamField of the registered blocks. Migrations stay the same whatever is registered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("block_lookup", None)
        kwargs.setdefault("blank", True)
        super().__init__(HelpStreamBlock, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, _path, _args, kwargs = models.Field.deconstruct(self)
        return name, "content.fields.HelpStreamField", [], kwargs
