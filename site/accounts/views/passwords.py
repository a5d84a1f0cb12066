"""Forgotten and changed passwords."""

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, TemplateView

from accounts import conf
from accounts.forms import ChangePasswordForm, EmailForm, NewPasswordForm
from accounts.tasks import reset_mail_send
from accounts.throttle import waiting_sentence
from accounts.views.common import base_url, mailbox_is_open, mails_wait


@method_decorator(never_cache, name="dispatch")
class ResetView(FormView):
    """Asks for an address and answers alike for all."""

    template_name = "accounts/password_reset.html"
    form_class = EmailForm
    success_url = reverse_lazy("accounts:password_reset_done")

    def form_valid(self, form: EmailForm) -> HttpResponse:
        """Send the mail, unless this mailbox has had enough of them for now."""
        seconds = mails_wait(self.request)
        if seconds:
            form.add_error(None, waiting_sentence(seconds))
            return self.render_to_response(self.get_context_data(form=form), status=429)
        email = form.cleaned_data["email"]
        if mailbox_is_open(email):
            reset_mail_send.enqueue(email, base_url(self.request), conf.known_language(get_language() or ""))
        return super().form_valid(form)


@method_decorator(never_cache, name="dispatch")
class ResetSentView(TemplateView):
    """Look into your mailbox."""

    template_name = "accounts/password_reset_sent.html"


class ResetConfirmView(auth_views.PasswordResetConfirmView):
    """Where the link of the mail leads. Django keeps the token in the session, so it does not stay in the address."""

    template_name = "accounts/password_reset_confirm.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("accounts:password_reset_complete")


@method_decorator(never_cache, name="dispatch")
class ResetCompleteView(TemplateView):
    """Done; sign in."""

    template_name = "accounts/password_reset_complete.html"


@method_decorator(never_cache, name="dispatch")
class ChangeView(auth_views.PasswordChangeView):
    """A new password for who is signed in and knows the old one. Other sessions end."""

    template_name = "accounts/password_change.html"
    form_class = ChangePasswordForm
    success_url = reverse_lazy("accounts:home")

    def form_valid(self, form: ChangePasswordForm) -> HttpResponse:  # type: ignore[override]
        """Change it, stay signed in."""
        response = super().form_valid(form)
        messages.success(self.request, _("Your password is changed."))
        return response
