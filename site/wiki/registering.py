"""What this room makes known to the rooms below it, by what it is for. Called once, when all models are there."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register_all() -> None:
    """Register everything."""
    _privacy()
    _pages()
    _policies()
    _agents()


def _privacy() -> None:
    """Who reads, writes and approves; what is set aside in the recycle bin."""
    from content.aside import register_aside
    from content.closed.narrowed import register_narrowing
    from content.deleting import register_keeper
    from content.publishing import register_publish_gate
    from content.visibility import register_gates
    from plugins.hooks import add_action
    from wiki import receivers, rights
    from wiki.recycling.jobs import on_scheduled_jobs
    from wiki.recycling.selectors import recycled_paths
    from wiki.recycling.services import deleted_keep
    from wiki.selectors import space_gates

    register_gates(space_gates)
    register_narrowing(rights.narrowed_spaces)
    register_publish_gate(rights.refusal, rights.must_wait)
    register_aside(recycled_paths)
    register_keeper(deleted_keep)
    add_action("scheduled_jobs", on_scheduled_jobs)
    receivers.connect()


def _pages() -> None:
    """What is asked of pages: reviews, reading, checks, search."""
    from wiki import documents, page_checks
    from wiki.changed import registering as changed
    from wiki.must_read import home as must_read
    from wiki.must_read import personal as readings
    from wiki.must_read import tasks as reading_tasks
    from wiki.trust import kinds, validity

    kinds.register()
    validity.connect()
    must_read.register()
    changed.register()
    readings.register()
    reading_tasks.connect()
    documents.register()
    page_checks.register_own()


def _policies() -> None:
    """Approvals, contradictions and grants."""
    from search.pages import kind_of
    from search.preparation import register_leading_kind
    from wiki.approving import lapsing
    from wiki.grants import registrations as grants
    from wiki.helper import tie_mails
    from wiki.models import PolicyPage

    register_leading_kind(kind_of(PolicyPage))
    lapsing.connect()
    tie_mails.connect()
    grants.register_own()


def _agents() -> None:
    """Where agents find all of it: the bar, the palette, their home and their menus."""
    from plugins.hooks import add_filter
    from theme.slots import register_slot
    from wiki.bar.views import bar_place
    from wiki.front import jobs
    from wiki.front.sections import register_home_section
    from wiki.front.spaces import spaces_section
    from wiki.lookup.views import palette_place
    from wiki.marks import personal
    from wiki.marks.sections import favourites_section, recent_section, watched_section
    from wiki.menus import add_lookup, add_spaces, register_agent_link
    from wiki.watching.changes import unseen_count

    register_slot("header", bar_place)
    register_slot("body_end", palette_place)
    add_filter("account_menu_items", add_lookup)
    add_filter("account_menu_items", add_spaces)
    register_agent_link("home", _("Home"), "wiki:home", icon="home", order=10)
    register_agent_link("mine", _("Watched and favourites"), "wiki:mine", icon="star", count=unseen_count, order=80)
    register_home_section("favourites", favourites_section, order=10)
    register_home_section("recent", recent_section, order=20)
    register_home_section("watched", watched_section, order=30)
    register_home_section("spaces", spaces_section, order=60)
    personal.register_own()
    jobs.connect()
