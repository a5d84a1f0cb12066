"""What tasks and jobs are called on screens and in mails."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

TASKS: dict[str, Text] = {
    "accounts.tasks.sign_up_mail_send": _("Mail after signing up"),
    "accounts.tasks.reset_mail_send": _("Mail to choose a new password"),
    "accounts.tasks.approval_wanted_mail_send": _("Mail about an account that waits for approval"),
    "accounts.tasks.approved_mail_send": _("Mail about an approved account"),
    "faq_blocks.exchange.tasks.questions_import": _("Import of questions"),
    "feedback.inbox.tasks.answer_mail_send": _("Answer to a reader"),
    "kb.nearby.refreshing.find_nearby": _("Related articles of a page"),
    "localization.creating.tasks.pages_index": _("New translations into search"),
    "localization.notices.tasks.notices_mail": _("Mail about translations"),
    "localization.runs.tasks.run_work": _("Work on many pages"),
    "localization.syncing.tasks.source_sync": _("Translations follow their source"),
    "localization.syncing.tasks.target_harvest": _("A translated page read after editing"),
    "localization.syncing.tasks.targets_move": _("Translations follow a moved page"),
    "localization.syncing.tasks.targets_unpublish": _("Translations follow an unpublished page"),
    "operations.page_cache.cdn.cdn_purge": _("Caches of others forget the pages"),
    "operations.tasks.backup_planned": _("Backup"),
    "search.log.tasks.retest": _("Failed searches tried again"),
    "search.tasks.check_and_repair": _("Comparison of search with the pages"),
    "search.tasks.follow_plugins": _("Search follows plugins"),
    "search.tasks.process_outbox": _("Changed pages into search"),
    "search.tasks.rebuild_outdated": _("Search filled anew"),
    "wiki.grants.tasks.grant_asked_mails": _("Mail about a request for an exception"),
    "wiki.grants.tasks.grant_decided_mail": _("Mail about a decided exception"),
    "wiki.handbook.tasks.handbook_make": _("Handbook as PDF"),
    "wiki.must_read.tasks.request_tell": _("Mail about what must be read"),
}

JOBS: dict[str, Text] = {
    "accounts.clear_sessions": _("Forget sessions that are over"),
    "activity.fold": _("Count readers"),
    "activity.months": _("Sum up readers by month"),
    "content.dated_changes": _("Tell of pages that opened or closed by their dates"),
    "content.review_dates": _("Review dates"),
    "content.review_reminders": _("Mails about pages to be reviewed"),
    "faq_blocks.imports": _("Forget old files of questions"),
    "faq_blocks.places": _("Where questions stand"),
    "feedback.answers": _("Answers whose sending was interrupted"),
    "feedback.forget": _("Erase old comments and addresses"),
    "feedback.scores": _("Helpful scores"),
    "kb.likeness": _("Articles that are alike"),
    "kb.links": _("Check links"),
    "kb.links_tidy": _("Forget links that are gone"),
    "kb.nearby": _("Related articles"),
    "kb.numbers": _("Numbers of editors’ lists"),
    "kb.search_levels": _("Readers’ numbers into search"),
    "kb.texts": _("Read published pages"),
    "localization.adopt": _("Take over linked translations"),
    "localization.jobs": _("Translation jobs"),
    "localization.notices": _("Notices about translations"),
    "localization.runs_resume": _("Go on with work that lost its worker"),
    "operations.backup": _("Backup"),
    "operations.prune_tasks": _("Forget old tasks"),
    "operations.prune_uploads": _("Forget uploads that nobody finished"),
    "operations.reclaim_tasks": _("Give tasks back whose worker is gone"),
    "operations.tell_troubles": _("Tell of what is not well"),
    "pages.publish_scheduled": _("Publish and expire pages"),
    "search.check": _("Compare search with the pages"),
    "search.failed": _("Failed searches"),
    "search.failed_recount": _("Failed searches counted anew"),
    "search.log_prune": _("Forget old searches"),
    "search.outbox": _("Changed pages into search"),
    "search.outdated": _("Fill search anew when it is outdated"),
    "search.vocabulary": _("Words for corrections"),
    "search.vocabulary.count": _("Words for corrections counted anew"),
    "wiki.contradictions": _("Mails about policies that contradict each other"),
    "wiki.digests": _("Mails about changed pages"),
    "wiki.grant_references": _("Forget references of exceptions"),
    "wiki.handbooks": _("Forget old handbooks"),
    "wiki.must_read": _("Reminders of what must be read"),
    "wiki.recent": _("Forget what was read long ago"),
    "wiki.recycle_bin": _("Empty the recycle bin"),
    "wiki.validity": _("Policies that begin or end"),
}

PARTS: dict[str, Text] = {
    "database": _("database"),
    "search": _("search"),
    "worker": _("worker"),
    "scheduler": _("scheduler"),
    "backup": _("backup"),
}


def part_label(name: str) -> Text:
    """Return what a part of the health report is called."""
    return PARTS.get(name) or name


def task_label(path: str) -> Text:
    """Return what a task is called; of a plugin's, the name of its function."""
    return TASKS.get(path) or path.rpartition(".")[2] or path


def job_label(name: str) -> Text:
    """Return what a job is called; a plugin's by its name."""
    return JOBS.get(name) or name
