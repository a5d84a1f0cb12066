from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KbConfig(AppConfig):
    name = "kb"
    label = "kb"
    verbose_name = _("Knowledge base")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.registry import register_block
        from kb import bases, drafts, products
        from kb.facts import jobs as facts_jobs
        from kb.kinds import kind_searched, register_kinds
        from kb.lists import own as lists
        from kb.problems import PROBLEM, ProblemBlock
        from kb.review import receivers as review
        from kb.selectors import article_tags
        from plugins.hooks import add_filter
        from search.documents import TAG
        from search.facets import register_facet_values

        register_facet_values(TAG, article_tags)
        register_block(PROBLEM, ProblemBlock(), offered=False)
        register_kinds()
        bases.connect()
        products.connect()
        add_filter("search_document", kind_searched)
        drafts.register()
        review.connect()
        facts_jobs.connect()
        lists.register_own()
