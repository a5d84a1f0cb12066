"""What the parts of this room register; called once when the room is ready."""
from django.urls import include, path
from wagtail import hooks
def register():
    from localization import direction, requests, working, checks, upstream
    from localization.rendering import gate
    from localization.runs import registering as runs
    from localization.dashboards import registering as dashboards
    from localization.significance import registering as significance
    from localization.syncing import receivers
    from localization.new_language import registering as new_language
    from localization.exchange import registering as exchange
    gate.register(); requests.register(); runs.register(); direction.register(); working.register()
    significance.register(); dashboards.register(); receivers.connect(); upstream.switch_off(); checks.register(); new_language.register(); exchange.register()
    hooks.register("register_admin_urls", admin_urls)
def admin_urls():
    from localization.editor.urls import urlpatterns as editor
    from localization.runs.urls import urlpatterns as runs
    from localization.working import urlpatterns as working
    from localization.exchange.registering import urlpatterns as exchange
    from localization.dashboards.urls import urlpatterns as dashboards
    return [path("translations/", include(([*dashboards, *runs, *editor, *working(), *exchange()], "localization_admin")))]
