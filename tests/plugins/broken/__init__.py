"""One broken plugin per case, and what the reason says of it. Each is a whole plugin but for the files named here."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

APPS = "from plugins.config import PluginConfig\n\n\nclass Config(PluginConfig):\n    pass\n"
READY = "import os, sys\n" + APPS.replace("pass", "def ready(self):\n        {}")
MIGRATION = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = {}\n"


def make_plugin(
    folder: Path, slug: str, files: Mapping[str, str] | None = None, *, manifest: str = "", version: str = "1.0"
) -> Path:
    """Write a plugin that can be loaded, then `files` over it; `manifest` is added to the end of its plugin.toml."""
    place = folder / slug
    head = f'[plugin]\nslug = "{slug}"\nname = "The plugin {slug}"\nversion = "{version}"\n'
    for name, text in {"plugin.toml": head + manifest, "__init__.py": "", "apps.py": APPS, **(files or {})}.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return place


# slug -> (files, words of the reason). Python survives these: one trial can hold them all and names each.
NAMED: dict[str, tuple[dict[str, str], str]] = {
    "import_error": ({"apps.py": "import no_such_module\n"}, "ModuleNotFoundError"),
    "wrong_python": ({"apps.py": "class Config(\n"}, "SyntaxError"),
    "no_config": ({"apps.py": ""}, "no class derived from sanad.PluginConfig"),
    "other_label": ({"apps.py": APPS.replace("pass", "label = 'wiki'")}, "sets label"),
    "asks_settings": ({"apps.py": f"from django.conf import settings\nsettings.DEBUG\n{APPS}"}, "asks the settings"),
    "ready_fails": ({"apps.py": READY.format("raise ValueError('not ready')")}, "ready() failed: ValueError: not ready"),
    "ready_queries": (
        {"apps.py": READY.format("from accounts.models import User; User.objects.count()")},
        "must not use the database",
    ),
    "models_fail": ({"models.py": "1 / 0\n"}, "models could not be imported: ZeroDivisionError"),
    "migration_raises": (
        {"migrations/__init__.py": "", "migrations/0001_initial.py": "1 / 0\n"},
        "migrations cannot be loaded: ZeroDivisionError",
    ),
    "tags_fail": ({"templatetags/__init__.py": "", "templatetags/broken_tags.py": "1 / 0\n"}, "template tags cannot be loaded"),
    "urls_fail": ({"urls.py": "urlpatterns = 1\n"}, "no list urlpatterns"),
    "module_fails": ({"deep/__init__.py": "", "deep/er.py": "1 / 0\n"}, "modules cannot be imported: ZeroDivisionError"),
    "closes": ({"apps.py": f"import sys\nsys.stdout.close()\n{APPS}"}, "It closes <stdout>"),
    "closes_errors": ({"apps.py": READY.format("sys.stderr.close()")}, "closes_errors.apps, line 7"),
    "exits": ({"apps.py": "import sys\nsys.exit(0)\n"}, "SystemExit: 0"),
    "ready_exits": ({"apps.py": READY.format("sys.exit(0)")}, "ready() failed: SystemExit: 0"),
    "hungry": ({"models.py": "eaten = bytearray(1 << 40)\n"}, "MemoryError"),
    "endless_calls": ({"models.py": "def again():\n    again()\n\n\nagain()\n"}, "RecursionError"),
    "check_fails": (
        {
            "models.py": "from django.core.checks import Error, register\n\n\n@register()\n"
            "def never_content(app_configs, **others):\n    return [Error('Never content.', id='check_fails.E001')]\n"
        },
        "check_fails.E001: Never content.",
    ),
    "wrong_model": (
        {
            "models.py": "from django.db import models\n\n\nclass Wrong(models.Model):\n"
            "    word = models.CharField(max_length=-1)\n"
        },
        "fields.E121",
    ),
}

# The process does not live to tell, or the site does not start and nobody else can be looked at: a trial for each.
ALONE: dict[str, tuple[dict[str, str], str]] = {
    "migration_orphan": (
        {"migrations/__init__.py": "", "migrations/0001_initial.py": MIGRATION.format("[('kb', '9999_never')]")},
        "9999_never",
    ),
    "wagtail_hooks_fail": ({"wagtail_hooks.py": "1 / 0\n"}, "(sanad_plugins.wagtail_hooks_fail.wagtail_hooks, line 1)"),
    "admin_address_fails": (
        {"wagtail_hooks.py": "from wagtail import hooks\n\n\n@hooks.register('register_admin_urls')\ndef urls():\n    1 / 0\n"},
        "(sanad_plugins.admin_address_fails.wagtail_hooks, line 6)",
    ),
    "vanishes": ({"models.py": "import os\nos._exit(0)\n"}, "ended itself with status 0 in the middle of its models"),
    "crashes": ({"apps.py": "import ctypes\nctypes.string_at(0)\n"}, "ended by SIGSEGV in the middle of the import"),
    "forks": ({"apps.py": f"import os\nif os.fork():\n    os._exit(0)\n{APPS}"}, "ended itself with status 0"),
    "sleeps": ({"apps.py": "import time\ntime.sleep(600)\n"}, "longer than 1 seconds in the middle of the import"),
}
