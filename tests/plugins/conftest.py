"""Small plugins for one test: written into a folder, loaded into this process, installed or not."""

from __future__ import annotations

import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.apps import AppConfig
from pytest_django import DjangoDbBlocker

from plugins import failures
from plugins.hooks.testing import isolated_hooks
from plugins.lifecycle import attaching
from plugins.lifecycle.tables import tables_drop
from plugins.loaded import Loaded, loaded_replace
from plugins.models import PluginFailure
from plugins.testing import fresh_state, plugin_loaded, plugin_write

SAMPLES = Path(__file__).parent / "sample"

Make = Callable[..., AppConfig]


@pytest.fixture(autouse=True)
def no_plugins_but_those_of_the_test() -> Iterator[None]:
    """What the engine does must not depend on the plugins that come with Sanad."""
    before = loaded_replace(Loaded())
    yield
    loaded_replace(before)


@pytest.fixture
def default_interrupt() -> Iterator[None]:
    """SIGINT raises KeyboardInterrupt, also where whoever started the tests has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def plugin_state() -> Iterator[None]:
    """This process knows nothing of plugins before the test, and nothing after it."""
    with fresh_state():
        yield


@pytest.fixture
def load(plugin_state: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Callable[[Path], AppConfig]]:
    """Loads a plugin's folder as a start of the server does: its models are out of the registry until it is installed."""
    loaded: list[AppConfig] = []
    with ExitStack() as stack:

        def load_folder(root: Path) -> AppConfig:
            config = stack.enter_context(plugin_loaded(root))
            attaching.mask(config.label)
            attaching.detach(config.label)
            loaded.append(config)
            return config

        yield load_folder
        for config in reversed(loaded):
            if attaching.models_of(config.label) and attaching.attached(config.label):
                with django_db_blocker.unblock():
                    tables_drop(config.label)
            attaching.forget(config.label)


@pytest.fixture
def make(load: Callable[[Path], AppConfig], tmp_path: Path) -> Make:
    """Writes and loads a plugin: `make("slug", {"file.py": "text"}, version="1.0", provides=["models"])`."""

    def make_plugin(slug: str, files: dict[str, str] | None = None, **values: object) -> AppConfig:
        return load(plugin_write(tmp_path / "plugins", slug, files, **values))  # type: ignore[arg-type]

    return make_plugin


@pytest.fixture
def sample(load: Callable[[Path], AppConfig], tmp_path: Path) -> Callable[[str], AppConfig]:
    """Loads one of the plugins in tests/plugins/sample, from a copy that the test may change."""

    def load_sample(slug: str) -> AppConfig:
        return load(Path(shutil.copytree(SAMPLES / slug, tmp_path / "plugins" / slug)))

    return load_sample


@pytest.fixture
def lenient(db: None) -> Iterator[Callable[[], list[tuple[str, str]]]]:
    """What fails in a plugin is skipped as on a site; the fixture tells whose it was and where."""

    def told() -> list[tuple[str, str]]:
        failures.flush(force=True)
        return list(PluginFailure.objects.order_by("pk").values_list("slug", "where"))

    with isolated_hooks(strict=False):
        yield told
    failures.forget()
