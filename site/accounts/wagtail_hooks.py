from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from accounts.admin import personal_data
from accounts.models import User
from accounts.selectors import waiting_count
from accounts.services import approvals_settle


@hooks.register("after_bulk_action")
def settle_bulk_approvals(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> None:
    """Wagtail's bulk action writes past the models' signals."""
    if action_type == "set_active_state":
        approvals_settle()


class WaitingAccountsPanel(Component):
    """Tells on the admin's first page how many people wait to be let in."""

    order = 60
    template_name = "accounts/admin/waiting_panel.html"

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The number, and where to approve them."""
        return {"count": self.count, "url": f"{reverse('wagtailusers_users:index')}?is_active=false"}


@hooks.register("construct_homepage_panels")
def add_waiting_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Only for those who may change accounts, and only when somebody waits."""
    user = request.user
    if isinstance(user, User) and user.has_perm("accounts.change_user"):
        count = waiting_count()
        if count:
            panels.append(WaitingAccountsPanel(count))


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("personal-data/", personal_data.PersonalDataView.as_view(), name="accounts_personal_data")]


@hooks.register("register_settings_menu_item")
def register_personal_data_item() -> MenuItem:
    return personal_data.menu_item()
