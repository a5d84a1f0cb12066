from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Declares the room's hooks before any ready() can register for them.
from search import hooks  # noqa: F401


class SearchConfig(AppConfig):
    name = "search"
    label = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from search import contributing, jobs, new_language, receivers
        from search.log import jobs as log_jobs
        from search.log import popular
        from search.rules import receivers as rules_receivers
        from search.spelling import jobs as spelling_jobs

        receivers.connect()
        jobs.connect()
        contributing.connect()
        rules_receivers.connect()
        log_jobs.connect()
        popular.connect()
        spelling_jobs.connect()
        new_language.register()
