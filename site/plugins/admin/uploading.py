"""Upload a plugin: the file, then what is in it, then its place. And back to the version before."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from plugins import active
from plugins.admin.asking import Question, ask
from plugins.admin.pages import PluginView
from plugins.admin.permissions import may_upload, only_for
from plugins.admin.saying import refused, said
from plugins.lifecycle import LifecycleError
from plugins.loaded import loaded
from plugins.models import Plugin, State
from plugins.reloading import reload_way
from plugins.upload import Placed, Staged, discard, on_disk, place, place_again, stage, staged, writable
from plugins.upload.archive import MEGABYTE, MOST_BYTES
from plugins.versions import is_newer


class UploadForm(forms.Form):
    """A zip, and what its author says of it."""

    file = forms.FileField(label=_("Zip file"), widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}))
    expected = forms.CharField(
        label=_("Its SHA-256, if the author names it"),
        help_text=_("64 letters and digits. When they are given, only the very same file is taken."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off", "spellcheck": "false"}),
    )


class UploadView(PluginView):
    """The first step: a file is sent, looked at, and kept apart."""

    may = staticmethod(may_upload)
    template_name = "plugins/admin/upload.html"
    page_title = _("Upload a plugin")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Look at the file. Nothing of it is run."""
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            sent = form.cleaned_data
            try:
                kept = stage(sent["file"].file, by=int(request.user.pk or 0), expected=sent["expected"])
            except LifecycleError as error:
                for sentence in error.sentences:
                    form.add_error("file", said(sentence))
            else:
                return redirect("plugin_screen:confirm", kept.token)
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and whether it can lead anywhere."""
        return super().get_context_data(
            **{"form": UploadForm(), "most": MOST_BYTES // MEGABYTE, "obstacle": said(writable()), **kwargs}
        )


class ConfirmView(PluginView):
    """The second step: what was sent is shown, and put in place when it is meant."""

    may = staticmethod(may_upload)
    template_name = "plugins/admin/confirm.html"

    @cached_property
    def kept(self) -> Staged:
        """What waits. Raises Http404 when it is gone, or another person's."""
        kept = staged(self.kwargs["token"], by=int(self.request.user.pk or 0))
        if kept is None:
            raise Http404
        return kept

    def get_page_title(self) -> str:
        """Its name and version."""
        return f"{self.kept.name} {self.kept.version}"

    def more_breadcrumbs(self) -> list[dict[str, Any]]:
        """Below the upload."""
        return [{"url": reverse("plugin_screen:upload"), "label": UploadView.page_title}]

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        """Try it and put it in place, or throw it away."""
        kept = self.kept
        if "discard" in request.POST:
            discard(kept)
            messages.success(request, gettext("The upload was thrown away. Nothing was changed."))
            return redirect("plugin_screen:index")
        try:
            placed = place(kept, by=request.user, older_too="older" in request.POST)  # type: ignore[arg-type]
        except LifecycleError as error:
            refused(request, kept.name, error.sentences)
            return redirect("plugin_screen:confirm", token)
        placed_message(request, kept.name, placed)
        return redirect("plugin_screen:index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The plugin as it says it is, its files and its hash, and what it would replace."""
        kept, there = self.kept, on_disk(self.kept.slug)
        old = there.manifest.version if there and there.manifest else ""
        row = Plugin.objects.filter(slug=kept.slug).exclude(state=State.UNINSTALLED).first()
        manifest = kept.found.manifest
        return super().get_context_data(
            **{
                "kept": kept,
                "manifest": manifest,
                "provides": sorted(manifest.provides) if manifest else [],
                "is_update": there is not None,
                "old": old,
                "is_older": bool(old) and is_newer(old, kept.version),
                "is_same": old == kept.version,
                "is_on": bool(row and row.state == State.ACTIVE),
                "files": [name.partition("/")[2] for name in kept.files],
                "reload": reload_way(),
                **kwargs,
            }
        )


@require_POST
@only_for(may_upload)
def put_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Put a previous version in the place of the present one; ask when the tables are newer than it."""
    version = request.POST.get("version", "")
    tables = Plugin.objects.filter(slug=slug).exclude(state=State.UNINSTALLED).values_list("version", flat=True).first()
    older_too = "older" in request.POST
    if tables and version and not older_too and _is_newer(tables, version):
        words = gettext(
            "Its tables are of the newer version %(tables)s. With the older folder the plugin rests until the newer one is back, "
            "or until it is uninstalled."
        )
        return ask(
            request,
            Question(
                title=gettext("Go back to version %(version)s of %(name)s?") % {"version": version, "name": loaded().name(slug)},
                text=words % {"tables": tables},
                yes=gettext("Go back all the same"),
                busy=gettext("Trying it…"),
                fields={"version": version, "older": "yes"},
            ),
        )
    try:
        placed = place_again(slug, version, by=request.user, older_too=older_too)  # type: ignore[arg-type]
    except LifecycleError as error:
        refused(request, loaded().name(slug), error.sentences)
        return redirect("plugin_screen:details", slug)
    placed_message(request, loaded().name(slug), placed)
    return redirect("plugin_screen:index")


def placed_message(request: HttpRequest, name: str, placed: Placed) -> None:
    """Say what is in place now, and what is to do next."""
    if reload_way().possible:
        next_step = gettext("It is in force after a reload of the server, which you can do here.")
    else:
        next_step = gettext("It is in force after the server was restarted.")
    tried = gettext("Version %(version)s was tried and is in its place.") % {"version": placed.version}
    messages.success(request, format_html("<bdi>{}</bdi>: {} {}", name, tried, next_step))
    active.sync(force=True)


def _is_newer(version: str, than: str) -> bool:
    try:
        return is_newer(version, than)
    except ValueError:
        return False
