"""Is a translation fit for review? Small checks for each language, what they found on each unit, and who accepted it.

`checks_of` looks at one unit, `quality_refresh` at a translation and writes what it found, `blocking_findings` tells what
stands in the way of a review.
"""

from localization.quality.findings import Finding, Severity
from localization.quality.registry import Given, register_check
from localization.quality.running import Blocking, blocking_findings, checks_of, findings_of, quality_refresh
from localization.quality.waiving import NotWaived, finding_waive

__all__ = [
    "Blocking",
    "Finding",
    "Given",
    "NotWaived",
    "Severity",
    "blocking_findings",
    "checks_of",
    "finding_waive",
    "findings_of",
    "quality_refresh",
    "register_check",
]
