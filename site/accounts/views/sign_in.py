"""Signing in and out."""

from typing import Any

from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpResponse

from accounts import conf
from accounts.forms import SignInForm
from accounts.views.common import front_page_url


class SignInView(auth_views.LoginView):
    """Django's own view, which checks `next`; a session ends with the browser unless "Stay signed in" is ticked."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_default_redirect_url(self) -> str:
        """Where to go without a `next`."""
        return front_page_url()

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Sign in."""
        response = super().form_valid(form)
        if not form.cleaned_data["remember"]:
            self.request.session.set_expiry(0)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """The form again; 429 with the seconds to wait after too many wrong passwords."""
        response = super().form_invalid(form)
        seconds = getattr(form, "seconds_to_wait", 0)
        if seconds:
            response.status_code = 429
            response["Retry-After"] = str(seconds)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the policy: a link to sign-up only where that is possible."""
        return super().get_context_data(policy=conf.sign_up_policy(), **kwargs)


class SignOutView(auth_views.LogoutView):
    """Signs out by POST only, so that no foreign page can do it by a picture."""

    http_method_names = ["post", "options"]

    def get_default_redirect_url(self) -> str:
        """Back to what everybody may read."""
        return front_page_url()
