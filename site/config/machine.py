"""Which machine translates, from the environment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment

_FOLDER = "wagtail_localize.machine_translators"
DUMMY = f"{_FOLDER}.dummy.DummyTranslator"


def machine_translator(env: Environment) -> dict[str, Any] | None:
    """Return wagtail-localize's setting for the engine that SANAD_MACHINE names; None for none. Raises ImproperlyConfigured."""
    kind = env.choice("SANAD_MACHINE", ("none", "deepl", "google", "libretranslate", "dummy"), default="none")
    key, address = env.secret("SANAD_MACHINE_KEY"), env.url("SANAD_MACHINE_URL", default="")
    seconds = env.number("SANAD_MACHINE_SECONDS", default=20, least=1)
    if kind in ("none", "dummy"):
        return {"CLASS": DUMMY} if kind == "dummy" else None
    if kind == "deepl":
        _need(bool(key), "SANAD_MACHINE_KEY", kind)
        return {"CLASS": f"{_FOLDER}.deepl.DeepLTranslator", "OPTIONS": {"AUTH_KEY": key, "TIMEOUT": seconds}}
    if kind == "google":
        project = env.text("SANAD_MACHINE_PROJECT", default="")
        _need(bool(project), "SANAD_MACHINE_PROJECT", kind)
        path = env.existing_file("SANAD_MACHINE_CREDENTIALS")
        return {
            "CLASS": f"{_FOLDER}.google.GoogleCloudTranslator",
            "OPTIONS": {"PROJECT_ID": project, **({"CREDENTIALS_PATH": str(path)} if path else {})},
        }
    _need(bool(address), "SANAD_MACHINE_URL", kind)
    options: dict[str, Any] = {"LIBRETRANSLATE_URL": address, "API_KEY": key, "TIMEOUT": seconds}
    return {"CLASS": f"{_FOLDER}.libretranslate.LibreTranslator", "OPTIONS": options}


def _need(is_there: bool, name: str, kind: str) -> None:
    if not is_there:
        raise ImproperlyConfigured(f"SANAD_MACHINE={kind} needs {name}.")
