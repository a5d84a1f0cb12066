"""What may be written without public pages becoming other ones.

Everything else ends the generation, tables of plugins too: what is missing here costs a rendering, what is wrongly here shows
readers an old page. `tests/operations/page_cache/test_quiet.py` holds it against what pages read.
"""

from __future__ import annotations

# Whole rooms of tables, by how their names begin.
QUIET_BEGINNINGS = (
    "activity_",
    "axes_",
    "django_",
    "importing_",
    "localization_",
    "operations_",
    "search_",  # search pages are never kept
    "sqlite_",
    "wagtail_localize_",
    "wagtailadmin_",
    "wagtailsearch_",
    "wagtailusers_",
    "wiki_",  # readable for agents only; what shows elsewhere is written to the pages as well
)

QUIET_TABLES = frozenset(
    {
        "content_reviewreminder",
        "faq_blocks_questionimport",
        "feedback_answermail",
        "feedback_comment",
        "feedback_commentevent",
        "feedback_publishnotice",
        "feedback_vote",
        "feedback_votetotal",
        "kb_checkedlink",
        "kb_likeness",
        "kb_nearby",  # looked for anew all day; who may see them is asked when the page is made
        "kb_pagefacts",
        "kb_pagelink",
        "kb_reviewtask",
        "kb_reviewtask_groups",
        "plugins_pluginfailure",
        "plugins_pluginlogentry",
        # Written while a page is shown for the first time, from what is not changed by it.
        "wagtailembeds_embed",
        "wagtailimages_rendition",
        "wagtailcore_apitoken",
        "wagtailcore_comment",
        "wagtailcore_commentreply",
        "wagtailcore_groupapprovaltask",
        "wagtailcore_groupapprovaltask_groups",
        "wagtailcore_modellogentry",
        "wagtailcore_pagelogentry",
        "wagtailcore_pagesubscription",
        "wagtailcore_referenceindex",
        "wagtailcore_revision",
        "wagtailcore_task",
        "wagtailcore_taskstate",
        "wagtailcore_uploadedfile",
        "wagtailcore_workflow",
        "wagtailcore_workflowcontenttype",
        "wagtailcore_workflowpage",
        "wagtailcore_workflowstate",
        "wagtailcore_workflowtask",
    }
)

# Of these tables pages read nothing but these columns.
READ_COLUMNS = {
    "accounts_user": frozenset({"first_name", "last_name", "username", "is_active"}),
    "localization_translation": frozenset({"based_on", "is_source_gone", "level", "page_id", "source_locale_id"}),
}

# What saving a draft writes, to a page or to a snippet, and what signing in writes: of no table do readers see these.
QUIET_COLUMNS = frozenset(
    {
        "draft_title",
        "has_unpublished_changes",
        "last_login",
        "latest_revision_created_at",
        "latest_revision_id",
        "locked",
        "locked_at",
        "locked_by_id",
        "password",
    }
)


def is_quiet(table: str, columns: frozenset[str]) -> bool:
    """Tell whether readers notice nothing of a write. `columns`: those of an UPDATE; empty where whole rows come or go."""
    if table in READ_COLUMNS:
        return bool(columns) and not columns & READ_COLUMNS[table]
    if table in QUIET_TABLES or table.startswith(QUIET_BEGINNINGS):
        return True
    return bool(columns) and columns <= QUIET_COLUMNS
