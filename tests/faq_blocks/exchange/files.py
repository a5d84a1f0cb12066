"""Files of questions for tests, and what becomes of them."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from faq_blocks.exchange.planning import Plan, plan_make
from faq_blocks.exchange.reading import records_of
from faq_blocks.exchange.rights import Rights
from faq_blocks.exchange.writing import plan_carry_out


def csv_file(*rows: dict[str, Any], columns: tuple[str, ...] = ()) -> bytes:
    """Return a CSV file with these rows; English unless a row says otherwise."""
    named = [{"language": "en", **row} for row in rows]
    names = columns or tuple(dict.fromkeys(name for row in named for name in row))
    held = io.StringIO()
    writer = csv.DictWriter(held, names, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(named)
    return held.getvalue().encode()


def json_file(*rows: dict[str, Any]) -> bytes:
    """Return a JSON file with these rows."""
    return json.dumps({"questions": [{"language": "en", **row} for row in rows]}, ensure_ascii=False, indent=1).encode()


def planned(content: bytes, name: str = "", **how: Any) -> Plan:
    """Return what an import of this file would do."""
    return plan_make(records_of(content, name), **{"rights": Rights(), **how})


def imported(content: bytes, name: str = "", **how: Any) -> Plan:
    """Import a file; return what was done."""
    plan = planned(content, name, **how)
    plan_carry_out(plan)
    return plan


def reasons(content: bytes, name: str = "", **how: Any) -> dict[int, str]:
    """Return why rows are refused, by line."""
    return {step.row.line: " ".join(step.notes) for step in planned(content, name, **how).refused}
