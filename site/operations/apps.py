from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from operations import hooks  # noqa: F401


class OperationsConfig(AppConfig):
    name = "operations"
    label = "operations"
    verbose_name = _("Operations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from operations import registrations, slow_queries
        from operations.backup.restoring.placing import settle_at_start
        from operations.errors import sentry
        from operations.metrics import listening
        from operations.page_cache import connecting

        registrations.register_own()
        listening.connect()
        slow_queries.connect()
        sentry.connect()
        connecting.connect()
        settle_at_start()
