from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WikiConfig(AppConfig):
    name = "wiki"
    label = "wiki"
    verbose_name = _("Wiki")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from content.visibility import register_gates
        from plugins.hooks import add_filter
        from search.pages import kind_of
        from search.preparation import register_leading_kind
        from wiki import receivers
        from wiki.menus import add_spaces
        from wiki.models import PolicyPage
        from wiki.selectors import space_gates

        register_gates(space_gates)
        receivers.connect()
        register_leading_kind(kind_of(PolicyPage))
        add_filter("account_menu_items", add_spaces)
