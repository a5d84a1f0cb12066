"""Signing up: an address, a link that proves it, then name and password."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView, TemplateView, View

from accounts import conf
from accounts.forms import ConfirmForm, EmailForm
from accounts.models import User
from accounts.selectors import user_by_email
from accounts.services import EmailTaken, account_create
from accounts.tasks import approval_wanted_mail_send, sign_up_mail_send
from accounts.throttle import waiting_sentence
from accounts.tokens import LinkInvalid, confirmed_email
from accounts.views.common import base_url, mailbox_is_open, mails_wait


@method_decorator(never_cache, name="dispatch")
class SignUpPolicyMixin(View):
    """Says so, plainly, where nobody can sign up. Who is signed in needs none of this."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """403 with an explanation under the policy "closed"."""
        if request.user.is_authenticated:
            return redirect("accounts:home")
        if conf.sign_up_policy() is conf.SignUp.CLOSED:
            return render(request, "accounts/sign_up_closed.html", status=403)
        return super().dispatch(request, *args, **kwargs)


class SignUpView(SignUpPolicyMixin, FormView):
    """Asks for an address and answers alike for all; only the mailbox learns whether it is known."""

    template_name = "accounts/sign_up.html"
    form_class = EmailForm
    success_url = reverse_lazy("accounts:signup_sent")

    def form_valid(self, form: EmailForm) -> HttpResponse:
        """Send the mail, unless this mailbox has had enough of them for now."""
        seconds = mails_wait(self.request)
        if seconds:
            form.add_error(None, waiting_sentence(seconds))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        email = form.cleaned_data["email"]
        if mailbox_is_open(email):
            sign_up_mail_send.enqueue(email, base_url(self.request), conf.known_language(get_language() or ""))
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the policy: who has to be approved learns it before."""
        return super().get_context_data(policy=conf.sign_up_policy(), **kwargs)


class SignUpSentView(SignUpPolicyMixin, TemplateView):
    """Look into your mailbox."""

    template_name = "accounts/sign_up_sent.html"


@method_decorator(sensitive_post_parameters("new_password1", "new_password2"), name="dispatch")
class ConfirmView(SignUpPolicyMixin, FormView):
    """Where the link of the mail leads. Opening it changes nothing, for mail scanners open links too.

    The password is chosen here and not before: otherwise a stranger could sign up with somebody's address, and know the
    password once the owner has followed the link.
    """

    template_name = "accounts/confirm.html"
    form_class = ConfirmForm
    email = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """410 for a link that is damaged, too old or used."""
        try:
            self.email = confirmed_email(token=kwargs["token"])
        except LinkInvalid:
            self.email = ""
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, or why there is none."""
        return self.link_refused() or super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the account."""
        return self.link_refused() or super().post(request, *args, **kwargs)

    def link_refused(self) -> HttpResponse | None:
        """The page that says what is wrong with the link, if anything is."""
        used = bool(self.email) and user_by_email(email=self.email) is not None
        if self.email and not used:
            return None
        return render(self.request, "accounts/link_refused.html", {"used": used}, status=410)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The user is there for the password validators: a password like the address is refused."""
        return {**super().get_form_kwargs(), "user": User(email=self.email)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Adds the address that is being confirmed."""
        return super().get_context_data(email=self.email, policy=conf.sign_up_policy(), **kwargs)

    def form_valid(self, form: ConfirmForm) -> HttpResponse:
        """Sign in at once, or wait for approval."""
        approved = conf.sign_up_policy() is conf.SignUp.OPEN
        try:
            user = account_create(
                email=self.email,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["new_password1"],
                language=conf.known_language(get_language() or ""),
                approved=approved,
            )
        except EmailTaken:
            return render(self.request, "accounts/link_refused.html", {"used": True}, status=410)
        if not approved:
            approval_wanted_mail_send.enqueue(user.pk, base_url(self.request))
            return render(self.request, "accounts/awaiting.html")
        login(self.request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        messages.success(self.request, _("Welcome. Your account is ready."))
        return redirect("accounts:home")
