"""The plugins that come with Sanad keep the rules that it asks others to keep."""

from __future__ import annotations

import pytest

from plugins.checking import check_plugin
from tests.conftest import ROOT

BUNDLED = sorted(path.parent for path in (ROOT / "plugins").glob("*/plugin.toml"))


@pytest.mark.parametrize("folder", BUNDLED, ids=lambda folder: folder.name)
def test_a_bundled_plugin_has_no_errors(folder):
    assert [f"{each.place}: {each.sentence}" for each in check_plugin(folder) if each.is_error] == []
