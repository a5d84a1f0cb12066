"""What was searched, without a word about who searched it: the log, and what is learned from it.

`recording` writes, `popular` gives back to readers what many have asked, `queue` and `retesting` keep the editors' list
of failed searches, `pruning` forgets. Texts pass `texts.scrubbed` before anything is stored.
"""

from search.log.answers import failed_answer, failed_dismiss, failed_reopen
from search.log.drafts import register_draft_starter
from search.log.popular import popular_now, popular_queries
from search.log.pruning import log_prune
from search.log.queue import failed_queue_refresh
from search.log.recording import click_log, search_log
from search.log.retesting import after_outbox, failed_retest
from search.log.texts import merge_key, scrubbed

__all__ = [
    "after_outbox",
    "click_log",
    "failed_answer",
    "failed_dismiss",
    "failed_queue_refresh",
    "failed_reopen",
    "failed_retest",
    "log_prune",
    "merge_key",
    "popular_now",
    "popular_queries",
    "register_draft_starter",
    "scrubbed",
    "search_log",
]
