"""What votes say of a page that has few of them."""

from __future__ import annotations

PRIOR_VOTES = 10
"""Votes that the average of all pages weighs: a page with ten of its own stands halfway between these and the average."""


def bayesian_share(helpful: int, total: int, *, mean: float, prior: int = PRIOR_VOTES) -> float:
    """Return the share of readers a page helps, drawn to the mean of all pages the fewer votes it has.

    (prior · mean + helpful) / (prior + total): the mean of the posterior when the prior is Beta(prior · mean,
    prior · (1 - mean)) and votes are binomial. A. Gelman et al., Bayesian Data Analysis, third edition (2013), section 2.4.
    """
    return (prior * mean + helpful) / (prior + total)


def mean_share(helpful: int, total: int) -> float:
    """Return the share over all votes on all pages; one half while there are none."""
    return helpful / total if total else 0.5
