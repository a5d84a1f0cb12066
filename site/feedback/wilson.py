"""What a few answers say about all readers."""

from __future__ import annotations

import math

CERTAINTY = 1.96
"""The z of a 95 % interval: 97.5 % of a normal distribution lie below it."""


def wilson_interval(positive: int, total: int) -> tuple[float, float]:
    """Return the ends of the 95 % score interval of a share, from 0 to 1; (0, 1) where nobody answered.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209-212.
    """
    if not total:
        return 0.0, 1.0
    share = positive / total
    square = CERTAINTY**2
    centre = share + square / (2 * total)
    margin = CERTAINTY * math.sqrt((share * (1 - share) + square / (4 * total)) / total)
    scale = 1 + square / total
    return max(0.0, (centre - margin) / scale), min(1.0, (centre + margin) / scale)


def wilson_lower_bound(positive: int, total: int) -> float:
    """Return the lower end of that interval: two of two say less than 90 of 100."""
    return wilson_interval(positive, total)[0]
