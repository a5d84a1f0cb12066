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
        from content.converters import register as register_converters

        register_converters()
        from activity.targets import register_reading
        from content import (
            announcing,
            aside,
            checks,
            dated,
            deleting,
            editing,
            page_types,
            publishing,
            receivers,
            rich_text_forms,
        )
        from content.blocks import register_shared_blocks
        from content.closed import bulk, mails, policy, screens
        from content.opening import text_read
        from content.private_files import by_proxy, placing, serving
        from content.private_files import policy as files_policy
        from content.private_files import screens as files_screens
        from content.reusable import receivers as reusable
        from content.review import receivers as review

        register_shared_blocks()
        receivers.connect()
        announcing.connect()
        reusable.connect()
        review.connect()
        dated.connect()
        publishing.connect()
        editing.connect()
        deleting.connect()
        aside.connect()
        policy.connect()
        screens.connect()
        bulk.connect()
        mails.connect()
        placing.connect()
        serving.connect()
        by_proxy.connect()
        files_policy.connect()
        files_screens.connect()
        rich_text_forms.connect()
        checks.register_own()
        page_types.connect()
        register_reading(text_read)
