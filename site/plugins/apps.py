from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PluginsConfig(AppConfig):
    name = "plugins"
    label = "plugins"
    verbose_name = _("Plugins")

    def ready(self) -> None:
        from plugins import wagtail_gate
        from plugins.active import on_change
        from plugins.lifecycle import attaching, events  # noqa: F401 - declares its actions

        wagtail_gate.install()
        attaching.start()
        on_change(attaching.align)
        connection_created.connect(attaching.first_connection, dispatch_uid="plugins.attach_installed")
