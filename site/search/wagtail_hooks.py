"""Search in the admin."""

from wagtail import hooks

from search.admin.menu import SearchGroup


@hooks.register("register_admin_viewset")
def register_search() -> SearchGroup:
    return SearchGroup()
