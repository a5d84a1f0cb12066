"""The page about one's own account, and the menu in the header."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import UpdateView

from accounts.forms import ProfileForm
from accounts.hooks import MenuItem, account_menu_items
from accounts.models import User
from accounts.selectors import is_agent

AGENT_READS = "sanad:agent"
"""An event of the browser, fired when the menu has come: what a cached page has for agents is asked for then, by agents only."""


def menu_items(request: HttpRequest) -> list[MenuItem]:
    """The links of the signed-in person's menu: our own, then what rooms and plugins add."""
    items = [MenuItem(_("Your account"), reverse("accounts:home"))]
    if request.user.has_perm("wagtailadmin.access_admin"):
        items.append(MenuItem(_("Edit the help center"), reverse("wagtailadmin_home")))
    return account_menu_items(items, request=request)


def sign_in_url(request: HttpRequest) -> str:
    """The sign-in page, which leads back to the page that asked for the menu."""
    url = reverse("accounts:login")
    current = request.headers.get("HX-Current-URL", "")
    if not url_has_allowed_host_and_scheme(current, {request.get_host()}, require_https=request.is_secure()):
        return url
    parts = urlsplit(current)
    if parts.path.startswith(reverse("accounts:home")):
        return url  # to come back to "sign in" or "sign up" would be a circle
    return f"{url}?{urlencode({'next': parts.path + (f'?{parts.query}' if parts.query else '')})}"


@require_safe
@never_cache
def menu(request: HttpRequest) -> HttpResponse:
    """The part of the header that is personal, for htmx: public pages are cached and hold a plain link in its place."""
    if not request.user.is_authenticated:
        return render(request, "accounts/menu.html", {"sign_in_url": sign_in_url(request)})
    response = render(request, "accounts/menu.html", {"items": menu_items(request)})
    if is_agent(request.user):
        response["HX-Trigger"] = AGENT_READS
    return response


@method_decorator(never_cache, name="dispatch")
class ProfileView(LoginRequiredMixin, UpdateView):
    """Name and language, and the way to everything else about one's own account."""

    template_name = "accounts/profile.html"
    form_class = ProfileForm
    success_url = reverse_lazy("accounts:home")
    login_url = reverse_lazy("accounts:login")

    def get_object(self, queryset: Any = None) -> User:
        """Nobody's but one's own. Read anew: a form with mistakes in it must not change the name in the header."""
        return get_object_or_404(User, pk=self.request.user.pk)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Store the changes."""
        messages.success(self.request, _("Your changes are saved."))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the links that stand in the menu, for readers without JavaScript."""
        return super().get_context_data(items=menu_items(self.request)[1:], **kwargs)
