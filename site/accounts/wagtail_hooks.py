from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component

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
