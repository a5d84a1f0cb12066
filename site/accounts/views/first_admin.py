"""Where the link to the first administrator leads."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from accounts.first_admin import LinkUsed, first_admin_create, has_admin, is_first_admin_token
from accounts.forms import FirstAdminForm
from accounts.models import User


@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("new_password1", "new_password2"), name="dispatch")
class FirstAdminView(FormView):
    """Opening the link changes nothing: programs that look at logs and mails open links too."""

    template_name = "accounts/first_admin.html"
    form_class = FirstAdminForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """410 for a link that is damaged, too old or used. Whether there is an administrator is told to none but its owner."""
        if not is_first_admin_token(kwargs["token"]) or has_admin():
            return self.link_refused()
        response = super().dispatch(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    def link_refused(self) -> HttpResponse:
        """One answer for all: it is too old or used."""
        return render(self.request, "accounts/first_admin_refused.html", status=410)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The user is there for the password validators: a password like the name is refused."""
        sent = self.request.POST
        return {**super().get_form_kwargs(), "user": User(username=sent.get("username", ""), email=sent.get("email", ""))}

    def form_valid(self, form: FirstAdminForm) -> HttpResponse:
        """Make the account and sign in."""
        data = form.cleaned_data
        try:
            user = first_admin_create(username=data["username"], email=data["email"], password=data["new_password1"])
        except LinkUsed:
            return self.link_refused()
        login(self.request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return redirect("wagtailadmin_home")
