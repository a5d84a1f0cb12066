"""The blocks a stream may hold. Rooms and plugins register theirs; every stream looks them up when it needs them."""

from __future__ import annotations

from wagtail.blocks import Block

from plugins.naming import own_name, owner_for
from plugins.registry import Entry, Registry

SEPARATOR = "__"

blocks: Registry[Block] = Registry("blocks")

# What the two look-ups found last: the entries they were made of, and those by name.
_active: tuple[object, dict[str, Entry[Block]]] = (None, {})
_every: tuple[object, dict[str, Entry[Block]]] = (None, {})


# Names of blocks that stand in fields of their own and are not offered in others.
_apart: set[str] = set()


def register_block(name: str, block: Block, *, order: int = 100, offered: bool = True) -> None:
    """Offer `block` in every stream under the type name `name`, which is stored with the content and must never change.

    A plugin calls this in its `ready()`, with a name that begins with its slug: `weather__map`. While the plugin is not
    active, stored blocks of this type are kept with all their data, but neither shown nor offered. Lower orders come
    first in the editor's menu. One that is not `offered` has a field of its own somewhere: it is shown, searched and exported
    as the others are. Raises DuplicateEntryError when the name is taken, ValueError for a name that is none or belongs to
    somebody else, and TypeError for a class in the place of a block.
    """
    if isinstance(block, type):
        raise TypeError(f"register_block({name!r}, {block.__name__}) got the class. Give it an instance: {block.__name__}().")
    if not isinstance(block, Block):
        raise TypeError(f"register_block({name!r}, …) got {type(block).__name__}, which is no block of Wagtail.")
    owner = owner_for(block)
    if not name.isidentifier():
        raise ValueError(f"The type name of a block must be made of letters, digits and _; {name!r} is not.")
    block.set_name(own_name(name, owner, separator=SEPARATOR, what="block"))
    blocks.add(block, name=name, order=order, owner=owner)
    if not offered:
        _apart.add(name)


def registered_block(name: str) -> Block | None:
    """Return the block of this name, or None when it is unknown or its plugin is not active."""
    global _active
    entries = blocks.entries()
    if _active[0] is not entries:
        _active = (entries, {each.name: each for each in entries})
    found = _active[1].get(name)
    return found.entry if found else None


def registered_names() -> list[str]:
    """Return the names of all active blocks that are offered, in the order of the editor's menu."""
    return [each.name for each in blocks.entries() if each.name not in _apart]


def known_block(name: str) -> Block | None:
    """Return the block of this name, its plugin active or not, or None when its code is not in this process."""
    found = _known(name)
    return found.entry if found else None


def block_owner(name: str) -> str:
    """Return the slug of the plugin that has registered the block of this name; "" for the core's and unknown ones."""
    found = _known(name)
    return found.owner if found else ""


def _known(name: str) -> Entry[Block] | None:
    global _every
    entries = blocks.every()
    if _every[0] is not entries:
        _every = (entries, {each.name: each for each in entries})
    return _every[1].get(name)
