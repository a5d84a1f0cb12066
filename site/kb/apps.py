from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    label = "kb"
    verbose_name = _("Knowledge base")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from kb import checks, drafts
        from kb.selectors import article_tags
        from search.documents import TAG
        from search.facets import register_facet_values

        register_facet_values(TAG, article_tags)
        drafts.register()
        checks.register_own()
