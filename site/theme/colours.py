"""How a colour is written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _


def colour_validators() -> list[Callable[[Any], None]]:
    """Return what checks the colour of a brand: # and six digits of a hexadecimal number."""
    return [RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Write the colour as # and six digits or letters a to f, such as #1f6b4f."))]
