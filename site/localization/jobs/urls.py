from django.urls import path

from localization.jobs.views import JobsView, JobView, RequestView

urlpatterns = [
    path("jobs/", JobsView.as_view(), name="jobs"),
    path("jobs/request/", RequestView.as_view(), name="request"),
    path("jobs/<row:pk>/", JobView.as_view(), name="job"),
]
