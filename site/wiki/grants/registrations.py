from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def register_own() -> None:
    """Make the register known: in the menu of agents, to those who ask for their data, and to the scheduler."""
    from plugins.hooks import add_action
    from wiki.grants import personal
    from wiki.grants.retention import on_scheduled_jobs
    from wiki.grants.selectors import queue_count
    from wiki.menus import register_agent_link

    register_agent_link("grants", _("Grants"), "wiki:grants", icon="receipt", count=queue_count, order=40)
    personal.register_own()
    add_action("scheduled_jobs", on_scheduled_jobs)
