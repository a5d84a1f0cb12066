from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.guessing import guess_forgive, guess_take
from accounts.models import User
from accounts.selectors import user_by_name_or_email


class NameOrEmailBackend(ModelBackend):
    """Sign in by user name or e-mail address; limited here, so that the site and the admin are limited alike."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        """The active account that fits, or None. Raises PermissionDenied after too many wrong passwords."""
        if username is None:
            username = kwargs.get(User.USERNAME_FIELD)
        if username is None or password is None:
            return None
        # Commands and tests authenticate without a request: there is no address to count by.
        if request is None:
            return self._matching_user(username, password)
        # Counted before the password is looked at: many attempts at the same moment do not slip through.
        if guess_take(request, username):
            raise PermissionDenied
        user = self._matching_user(username, password)
        if user is not None:
            guess_forgive(request, username)
        return user

    def _matching_user(self, identifier: str, password: str) -> User | None:
        user = user_by_name_or_email(identifier=identifier)
        if user is None:
            # Hash anyway: the time must not tell whether there is such an account.
            User().set_password(password)
            return None
        return user if user.check_password(password) and self.user_can_authenticate(user) else None
