"""Addresses below `translations/` in the admin."""

from django.urls import path

from localization.exchange.views import ExchangeView, TransferView, export

urlpatterns = [
    path("exchange/", ExchangeView.as_view(), name="exchange"),
    path("exchange/export/", export, name="exchange_export"),
    path("exchange/page/<row:pk>/", ExchangeView.as_view(), name="exchange_page"),
    path("exchange/file/<row:pk>/", TransferView.as_view(), name="exchange_file"),
]
