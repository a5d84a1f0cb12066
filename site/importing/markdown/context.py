"""What one conversion collects on its way."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

BLOCKS = uuid.UUID("7c3c1f0e-5b9b-5d57-9d1f-7f2f7a5be0c4")

Raw = dict[str, Any]


@dataclass
class Conversion:
    """The state of one conversion: ids are counted, warnings and pictures noted.

    `key` names the text whatever its language, so that the same block has the same id in every translation.
    `link_scheme` is a scheme such as "umbrella" that stands for pages of the import; empty for none.
    """

    key: str
    link_scheme: str = ""
    warnings: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    _count: int = 0

    def new_id(self) -> str:
        """Return the id of the next block: the same for the nth block of this key, always."""
        self._count += 1
        return str(uuid.uuid5(BLOCKS, f"{self.key}#{self._count}"))

    def block(self, kind: str, value: Any) -> Raw:
        """Return a stream child."""
        return {"type": kind, "value": value, "id": self.new_id()}

    def items(self, values: list[Raw]) -> list[Raw]:
        """Return the children of a list block."""
        return [self.block("item", value) for value in values]

    def warn(self, message: str) -> None:
        """Note something the author should know, once."""
        if message not in self.warnings:
            self.warnings.append(message)
