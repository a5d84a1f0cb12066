"""Settings of this room are checked at start."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts import conf
from accounts.checks import BACKEND, check_backend, check_sign_up_policy


@pytest.mark.parametrize("value", ["open", "approval", "closed"])
def test_policies_pass(settings, value):
    settings.SANAD_SIGN_UP = value
    assert check_sign_up_policy() == []


def test_unknown_policy_is_named(settings):
    settings.SANAD_SIGN_UP = "opne"
    (error,) = check_sign_up_policy()
    assert "'opne'" in error.msg
    assert "open, approval, closed" in error.msg


def test_unknown_policy_never_means_open(settings):
    settings.SANAD_SIGN_UP = "opne"
    with pytest.raises(ImproperlyConfigured):
        conf.sign_up_policy()


def test_without_a_setting_sign_up_is_closed(settings):
    del settings.SANAD_SIGN_UP
    assert conf.sign_up_policy() is conf.SignUp.CLOSED


def test_our_backend_passes(settings):
    settings.AUTHENTICATION_BACKENDS = [BACKEND]
    assert check_backend() == []


@pytest.mark.parametrize(
    "backends",
    [
        ["django.contrib.auth.backends.ModelBackend"],
        [BACKEND, "django.contrib.auth.backends.ModelBackend"],
    ],
)
def test_unlimited_backend_is_told(settings, backends):
    settings.AUTHENTICATION_BACKENDS = backends
    (error,) = check_backend()
    assert error.id == "accounts.E002"
