from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from importing import hooks  # noqa: F401


class ImportingConfig(AppConfig):
    name = "importing"
    label = "importing"
    verbose_name = _("Importing")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from importing import registrations

        registrations.register_own()
