from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Site


@pytest.fixture
def django_site(homes: Any) -> Site:
    return Site.objects.get(is_default_site=True)
