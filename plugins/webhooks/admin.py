"""The receivers and the log in the admin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from . import queue
from .models import CHOSEN, Delivery, Endpoint


class ActionColumn(Column):
    """A button by which something is done to the row, for whoever may do it."""

    cell_template_name = "webhooks/cells/action.html"

    class Media:
        css = {"all": ["webhooks/admin.css"]}

    def __init__(self, name: str, *, does: Any, url_name: str, permission: str) -> None:
        super().__init__(name, label="", accessor=str)
        self.does, self.url_name, self.permission = does, url_name, permission

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the address to post to; empty where there is nothing to do."""
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        may = request.user.has_perm(self.permission) and getattr(instance, "status", "") != Delivery.Status.WAITING
        context["action_url"] = reverse(self.url_name, args=[instance.pk]) if may else ""
        context["action_label"] = self.does
        context["csrf_token"] = get_token(request)
        return context


class StatusColumn(Column):
    """What became of a message: the answer, or why there was none, and when it is tried again."""

    cell_template_name = "webhooks/cells/status.html"


class EndpointForm(WagtailAdminModelForm):
    """A receiver, with its events as boxes to tick."""

    events = forms.MultipleChoiceField(label=_("What it is told"), choices=CHOSEN, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("address", "secret"):
            self.fields[name].widget.attrs |= {"dir": "ltr", "spellcheck": "false", "autocomplete": "off"}


class TrialView(View):
    """Puts a test for a receiver into the queue."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and show where it stands."""
        if not request.user.has_perm("webhooks.change_endpoint"):
            raise PermissionDenied
        endpoint = get_object_or_404(Endpoint, pk=pk)
        queue.trial_add(endpoint)
        said = gettext("A test for “%(name)s” is on its way. Here stands what became of it.")
        messages.success(request, said % {"name": endpoint.name})
        return redirect("webhooks_deliveries:index")


class AgainView(View):
    """Puts a message into the queue once more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and go back to the log."""
        if not request.user.has_perm("webhooks.change_delivery"):
            raise PermissionDenied
        if queue.again([get_object_or_404(Delivery, pk=pk)]):
            messages.success(request, gettext("The message is sent once more."))
        return redirect("webhooks_deliveries:index")


class EndpointViewSet(ModelViewSet):
    """Who is told."""

    model = Endpoint
    name = "webhooks_endpoints"
    url_prefix = "webhooks/receivers"
    icon = "link-external"
    menu_label = _("Receivers")
    add_to_reference_index = False
    copy_view_enabled = False
    edit_handler = ObjectList(
        [FieldPanel(name) for name in ("name", "address", "events", "is_internal", "secret", "is_on")],
        base_form_class=EndpointForm,
    )
    list_display = [
        TitleColumn("name", label=_("Name"), sort_key="name", url_name="webhooks_endpoints:edit"),
        # The rest of an address may be a key.
        Column("host", label=_("Host"), accessor=lambda endpoint: urlsplit(endpoint.address).netloc),
        BooleanColumn("is_on", label=_("Switched on"), sort_key="is_on"),
        ActionColumn("test", does=_("Send a test"), url_name="webhooks_endpoints:test", permission="webhooks.change_endpoint"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """With the address that tries a receiver."""
        return [*super().get_urlpatterns(), path("<int:pk>/test/", TrialView.as_view(), name="test")]


class DeliveryFilterSet(WagtailFilterSet):
    """What became of them, of what, to whom."""

    status = django_filters.MultipleChoiceFilter(
        label=_("Status"), choices=Delivery.Status.choices, widget=forms.CheckboxSelectMultiple
    )
    endpoint = django_filters.ModelChoiceFilter(label=_("Receiver"), queryset=Endpoint.objects.all())

    class Meta:
        model = Delivery
        fields = ["status", "endpoint"]


class DeliveryIndexView(IndexView):
    """The log, the newest first."""

    any_permission_required = ["change", "view"]

    def get_base_queryset(self) -> QuerySet[Delivery]:
        """With the receivers, whose names are shown."""
        return Delivery.objects.select_related("endpoint")


class DeliveryViewSet(ModelViewSet):
    """What was sent. Nothing is added or edited by hand."""

    model = Delivery
    name = "webhooks_deliveries"
    url_prefix = "webhooks/log"
    icon = "list-ul"
    menu_label = _("Log")
    index_view_class = DeliveryIndexView
    filterset_class = DeliveryFilterSet
    list_per_page = 50
    ordering = "-created"
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = [
        "event", "receiver", "status", "attempts", "answer", "error", "created", "next_try", "finished", "body",
    ]  # fmt: skip
    list_display = [
        TitleColumn("event", label=_("Event"), accessor="get_event_display", url_name="webhooks_deliveries:inspect"),
        Column("receiver", label=_("Receiver")),
        StatusColumn("status", label=_("Status"), sort_key="status"),
        DateColumn("created", label=_("Created"), sort_key="created"),
        ActionColumn("again", does=_("Send again"), url_name="webhooks_deliveries:again", permission="webhooks.change_delivery"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """The list, a message in full, and sending it again."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("<int:pk>/", self.inspect_view, name="inspect"),
            path("<int:pk>/again/", AgainView.as_view(), name="again"),
        ]

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Without addresses for adding, editing or deleting: there are none."""
        missing = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(**{**{f"{name}_url_name": None for name in missing}, **kwargs})

    def register_admin_url_finder(self) -> None:
        """There is no page on which a message could be changed."""


class WebhooksGroup(ViewSetGroup):
    """One entry of the menu for both."""

    menu_label = _("Webhooks")
    menu_icon = "link-external"
    menu_order = 850
    items = (EndpointViewSet, DeliveryViewSet)
