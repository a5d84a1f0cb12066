from django.urls import path

from localization.review.team_views import TeamsView
from localization.review.views import ReviewView

urlpatterns = [
    path("teams/", TeamsView.as_view(), name="teams"),
    path("<row:pk>/review/", ReviewView.as_view(), name="review"),
]
