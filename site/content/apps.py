from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from content import hooks  # noqa: F401


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    verbose_name = _("Content")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from activity.targets import register_reading
        from content import announcing, checks, closed, dated, editing, page_types, publishing, receivers, translating
        from content.blocks import register_shared_blocks
        from content.opening import text_read
        from content.reusable import receivers as reusable

        register_shared_blocks()
        receivers.connect()
        announcing.connect()
        reusable.connect()
        dated.connect()
        publishing.connect()
        editing.connect()
        closed.connect()
        checks.register_own()
        translating.connect()
        page_types.connect()
        register_reading(text_read)
