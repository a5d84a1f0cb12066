"""What the process of a trial is told, and what it answers. Both travel outside of the plugins' reach only by good manners."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

VARIABLE = "SANAD_PLUGIN_TRIAL"


@dataclass(frozen=True)
class Order:
    """Load these plugins of this folder and no others, and write what failed into `result`."""

    nonce: str
    folder: Path
    slugs: tuple[str, ...]
    result: Path
    journal: Path
    bytes_of_memory: int

    def environment(self) -> dict[str, str]:
        """The variable that hands the order to the process."""
        return {VARIABLE: json.dumps({**vars(self), **{key: str(vars(self)[key]) for key in ("folder", "result", "journal")}})}

    def answer(self, failures: dict[str, str]) -> None:
        """Write the answer. The nonce and the process prove that it was reached by the process that was started."""
        content = {"nonce": self.nonce, "process": os.getpid(), "failures": failures}
        self.result.write_text(json.dumps(content), "utf-8")


def current_order() -> Order | None:
    """Return the order of this process; None when it is no trial."""
    text = os.environ.get(VARIABLE)
    if not text:
        return None
    told = json.loads(text)
    paths = {key: Path(told[key]) for key in ("folder", "result", "journal")}
    return Order(told["nonce"], slugs=tuple(told["slugs"]), bytes_of_memory=told["bytes_of_memory"], **paths)
