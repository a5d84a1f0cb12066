"""Forms of the account pages. How a field looks is the template's affair (accounts/field.html)."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm

from accounts.guessing import guess_wait
from accounts.models import User
from accounts.selectors import user_by_email
from accounts.throttle import waiting_sentence

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Addresses and passwords run from left to right in every language.
LTR = {"dir": "ltr"}


class InputField(BoundField):
    """A field that carries the class of our stylesheet."""

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Adds the class to whatever has a box."""
        attrs = super().build_widget_attrs(attrs, widget)
        if not isinstance(widget or self.field.widget, forms.CheckboxInput):
            attrs.setdefault("class", "input")
        return attrs


class ThrottledSignIn(AuthenticationForm):
    """Says how long to wait where the backend refuses to look at further passwords."""

    seconds_to_wait = 0

    def get_invalid_login_error(self) -> ValidationError:
        """The waiting time, or that name and password do not fit: the same for unknown names and wrong passwords."""
        if self.request is not None:
            self.seconds_to_wait = guess_wait(self.request, self.cleaned_data["username"])
            if self.seconds_to_wait:
                return ValidationError(waiting_sentence(self.seconds_to_wait), code="throttled")
        return super().get_invalid_login_error()


class SignInForm(ThrottledSignIn):
    bound_field_class = InputField
    error_messages = {
        **AuthenticationForm.error_messages,
        "invalid_login": _("The name or e-mail address and the password do not match."),
    }

    remember = forms.BooleanField(label=_("Stay signed in"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django allows as many letters as a user name has; an address may be longer.
        self.fields["username"] = forms.CharField(
            label=_("User name or e-mail address"),
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "auto"}),
        )
        self.fields["password"].widget.attrs |= LTR
        self.order_fields(["username", "password", "remember"])


class AdminSignInForm(ThrottledSignIn, WagtailLoginForm):
    """Wagtail's own form, which says the waiting time too. For WAGTAILADMIN_USER_LOGIN_FORM."""


class EmailForm(forms.Form):
    """One address: to sign up with, or to get a new password for. Never tells whether it is known."""

    bound_field_class = InputField

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"} | LTR),
    )


class NewPasswordForm(SetPasswordForm):
    """A new password, twice."""

    bound_field_class = InputField

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("new_password1", "new_password2"):
            self.fields[name].widget.attrs |= LTR


class ChangePasswordForm(PasswordChangeForm, NewPasswordForm):
    """The old password, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].widget.attrs |= LTR


class ConfirmForm(NewPasswordForm):
    """What is missing for an account once the address is proved."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    field_order = ["name", "new_password1", "new_password2"]


class FirstAdminForm(NewPasswordForm):
    """The account of the first administrator."""

    username = User._meta.get_field("username").formfield(
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "auto"})
    )
    email = EmailForm.base_fields["email"]
    field_order = ["username", "email", "new_password1", "new_password2"]

    def clean_username(self) -> str:
        """A name that nobody has. Raises ValidationError."""
        username: str = self.cleaned_data["username"]
        if User.objects.filter(username=username).exists():
            raise ValidationError(User._meta.get_field("username").error_messages["unique"], code="unique")
        return username

    def clean_email(self) -> str:
        """An address that nobody has. Raises ValidationError."""
        email: str = self.cleaned_data["email"]
        if user_by_email(email=email):
            raise ValidationError(_("There is already an account with this e-mail address."), code="unique")
        return email


def language_choices() -> "list[tuple[str, StrOrPromise]]":
    """The languages of the site, and none."""
    return [("", _("No preference")), *settings.LANGUAGES]


class ProfileForm(forms.ModelForm):
    """What people may change about themselves. The address is not among it: a new one would have to be proved."""

    bound_field_class = InputField

    preferred_language = forms.ChoiceField(
        label=_("Preferred language"),
        help_text=_("Mails to you come in this language."),
        required=False,
        choices=language_choices,
    )

    class Meta:
        model = User
        fields = ["first_name", "last_name", "preferred_language"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name", "dir": "auto"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name", "dir": "auto"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Names do not fall into two parts everywhere: who signs up gives one. Only staff may have been entered in two.
        if not self.instance.last_name:
            del self.fields["last_name"]
            self.fields["first_name"].label = _("Your name")
            self.fields["first_name"].widget.attrs["autocomplete"] = "name"
