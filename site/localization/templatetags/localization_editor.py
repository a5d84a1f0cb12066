from __future__ import annotations

import json
import math
from typing import Any

from django import template

from localization.quality.findings import Finding, Severity

register = template.Library()
CHARACTERS_A_ROW = 60
MOST_ROWS = 16


@register.filter
def rows_for(unit: Any) -> int:
    """Return how many rows a text and its source fill, so that a form without scripts has room for it."""
    longest = max(len(unit.source), len(unit.new_source), len(unit.text))
    return max(2, min(MOST_ROWS, math.ceil(longest / CHARACTERS_A_ROW)))


@register.filter
def severity_label(finding: Finding) -> str:
    """Return "error", "warning" or "hint" in the language of the interface."""
    return str(Severity(finding.severity).label)


@register.filter
def details_json(finding: Finding) -> str:
    """Return what names the finding beside its code, for the script that accepts it."""
    return json.dumps(finding.details)
