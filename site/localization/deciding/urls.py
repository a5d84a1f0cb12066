from django.urls import path

from localization.deciding.views import BecomeView, CopyView, UnpublishView, follow

urlpatterns = [
    path("unpublish/<uuid:translation_key>/", UnpublishView.as_view(), name="unpublish_translations"),
    path("original/<row:pk>/", BecomeView.as_view(), name="become_source"),
    path("copies/<row:original>/<row:copy>/", CopyView.as_view(), name="copy_translations"),
    path("follow/<row:pk>/", follow, name="follow"),
]
