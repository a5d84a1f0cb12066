from django.urls import path

from wiki.bar.views import bar
from wiki.changed.views import changed
from wiki.front import views as front
from wiki.grants import report_views, views
from wiki.handbook import views as handbook
from wiki.helper.views import helper
from wiki.history.views import changes, history
from wiki.lookup import views as lookup
from wiki.marks import views as marks
from wiki.must_read import views as reading
from wiki.trust.views import verify
from wiki.watching import views as watching

app_name = "wiki"

urlpatterns = [
    path("", front.home, name="home"),
    path("bar/", bar, name="bar"),
    path("pages/<row:page_id>/history/", history, name="history"),
    path("pages/<row:page_id>/history/<row:before>/<row:after>/", changes, name="changes"),
    path("pages/<row:page_id>/verify/", verify, name="verify"),
    path("pages/<row:page_id>/read/", reading.confirm, name="must_read_confirm"),
    path("pages/<row:page_id>/must-read/", reading.ask, name="must_read_ask"),
    path("changed/", changed, name="changed"),
    path("must-read/", reading.must_read, name="must_read"),
    path("must-read/<row:request_id>/", reading.report, name="must_read_report"),
    path("must-read/<row:request_id>/export/", reading.export, name="must_read_export"),
    path("must-read/<row:request_id>/remind/", reading.remind, name="must_read_remind"),
    path("must-read/<row:request_id>/close/", reading.close, name="must_read_close"),
    path("handbook/<row:space_id>/", handbook.handbook, name="handbook"),
    path("handbook/<row:space_id>/pdf/", handbook.ask, name="handbook_ask"),
    path("handbook/file/<slug:key>/", handbook.file, name="handbook_file"),
    path("handbook/file/<slug:key>/download/", handbook.download, name="handbook_download"),
    path("pages/<row:page_id>/helper/", helper, name="helper"),
    path("mine/", marks.mine, name="mine"),
    path("mine/mails/", watching.frequency, name="watching_frequency"),
    path("mine/recent/forget/", marks.forget, name="recent_forget"),
    path("pages/<row:page_id>/favourite/", marks.favourite, name="favourite"),
    path("pages/<row:page_id>/favourite/move/", marks.move, name="favourite_move"),
    path("pages/<row:page_id>/watch/", marks.watch, name="watch"),
    path("mails/stop/<str:token>/", watching.stop, name="watching_stop"),
    path("lookup/", lookup.lookup, name="lookup"),
    path("lookup/hits/", lookup.hits, name="lookup_hits"),
    path("lookup/palette/", lookup.palette, name="lookup_palette"),
    path("lookup/unanswered/", lookup.unanswered, name="lookup_unanswered"),
    path("grants/", views.grants, name="grants"),
    path("grants/new/<row:exception_id>/", views.grant_new, name="grant_new"),
    path("grants/report/", report_views.report, name="grants_report"),
    path("grants/report/export/", report_views.export, name="grants_export"),
    path("grants/<uuid:grant_id>/", views.grant, name="grant"),
    path("grants/<path:rest>", views.nothing, name="grants_nothing"),
]
