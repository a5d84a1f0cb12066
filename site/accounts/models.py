from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person with an account: customer, agent, editor or administrator."""

    # Blank is possible in the database for accounts made by commands; every form asks for an address.
    email = models.EmailField(_("e-mail address"))
    preferred_language = models.CharField(
        _("preferred language"),
        max_length=20,
        blank=True,
        help_text=_("Mails come in this language."),
    )
    awaiting_approval = models.BooleanField(
        _("awaiting approval"),
        default=False,
        help_text=_("Signed up and confirmed the address; somebody has to activate the account."),
    )

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="accounts_one_user_per_email",
                violation_error_message=_("There is already an account with this e-mail address."),
            )
        ]

    def display_name(self) -> str:
        """The name others see: the full name, or the user name where none was given."""
        return self.get_full_name() or self.get_username()
