"""The panel below the forms of rules, and the page, on which a change is tried before it is saved."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.widgets import AdminPageChooser

from content.converters import row_id
from content.models import HelpPage
from localization.languages import direction_of
from search.admin.answering import page_number
from search.admin.forms import DIRECTIONS, RuleForm
from search.admin.lines import folded, tidy
from search.admin.readers import ANYBODY, reader_choices, reader_label, reader_named
from search.admin.tools import ToolView, ToolViewSet
from search.admin.trying import MODELS, is_shown_to, rule_form, trial
from search.admin.visible import rules_visible_to
from search.models import StopWordList
from search.models.rules import LanguageRule
from search.queries import LONGEST_TEXT, has_words

NO_CHANGE = ""
CHANGES = [
    (NO_CHANGE, _("nothing: the results as they are")),
    ("synonymset", _("a synonym")),
    ("stopwordlist", _("stop words")),
    ("promotedresult", _("a promoted page")),
    ("hiddenresult", _("a hidden page")),
]


class AskForm(forms.Form):
    """What is searched, in which language, and as whom."""

    query = forms.CharField(label=_("Query"), max_length=LONGEST_TEXT, widget=forms.TextInput(attrs={"dir": "auto"}))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    reader = forms.ChoiceField(label=_("Searched by"))

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data, initial={"language": get_language()})
        self.fields["reader"].choices = reader_choices(user)  # type: ignore[attr-defined]


class TryForm(AskForm):
    """The same, with a change that is written here."""

    change = forms.ChoiceField(label=_("What would change"), choices=CHANGES, required=False)
    direction = forms.ChoiceField(label=_("Direction"), choices=DIRECTIONS, required=False)
    terms = forms.CharField(label=_("Words"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    targets = forms.CharField(
        label=_("Look for as well"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    words = forms.CharField(label=_("Stop words"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    queries = forms.CharField(label=_("Queries"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    page = forms.CharField(label=_("Page"), required=False, widget=AdminPageChooser(target_models=[HelpPage]))


@require_POST
def panel(request: HttpRequest, kind: str) -> HttpResponse:
    """Show what the rule in the posted form would change. `try-query`, `try-reader`, `try-pk` come beside its fields."""
    model = _model(kind)
    pk = request.POST.get("try-pk", "")
    action = "change" if pk else "add"
    if not request.user.has_perm(f"search.{action}_{kind}"):
        raise PermissionDenied
    rules = rules_visible_to(request.user, model._default_manager.all())
    instance = get_object_or_404(rules, pk=number) if (number := row_id(pk)) else None
    form = rule_form(model, request.POST, request.user, instance)
    query = request.POST.get("try-query", "")[:LONGEST_TEXT]
    context: dict[str, Any] = {"is_change": True}
    if not has_words(query):
        context["needs_query"] = True
    elif not form.is_valid():
        context["errors"] = _sentences(form)
    else:
        context |= _tried(request, query, form.cleaned_data["language"], request.POST.get("try-reader", ""), form.instance)
    return render(request, "search/admin/_comparison.html", context)


class TryView(ToolView):
    """The page: a query, a reader and a change, all in the address."""

    template_name = "search/admin/try.html"
    page_title = _("Try a search")
    header_icon = "view"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the results when something is asked."""
        data = _asked(self.request)
        form = TryForm(data, user=self.request.user)
        context = super().get_context_data(form=form, **kwargs)
        context["media"] = form.media
        if data is None or not form.is_valid() or not has_words(form.cleaned_data["query"]):
            return context
        asked = form.cleaned_data
        change: LanguageRule | None = None
        if asked["change"]:
            rule = _form_of(asked["change"], data, self.request.user)
            if not rule.is_valid():
                return {**context, "errors": _sentences(rule), "is_shown": True}
            change = rule.instance
        return {**context, "is_shown": True, **_tried(self.request, asked["query"], asked["language"], asked["reader"], change)}


class TryViewSet(ToolViewSet):
    """Addresses and the place in the menu."""

    view_class = TryView
    name = "search_try"
    url_prefix = "search/try"
    icon = "view"
    menu_label = _("Try it")
    menu_name = "search-try"

    def get_urlpatterns(self) -> list[Any]:
        """The page, and the panel of the forms."""
        return [*super().get_urlpatterns(), path("<slug:kind>/", panel, name="panel")]


def _tried(request: HttpRequest, query: str, language: str, reader: str, change: LanguageRule | None) -> dict[str, Any]:
    searching = reader_named(reader or ANYBODY, request.user)
    return {
        "trial": trial(query, language, searching, request.user, change),
        "query": query,
        "is_change": change is not None,
        "direction": direction_of(language),
        "not_shown_to": "" if change is None or is_shown_to(searching, change) else reader_label(searching),
    }


def _model(kind: str) -> type[LanguageRule]:
    if kind not in MODELS:
        raise Http404
    return MODELS[kind]


def _asked(request: HttpRequest) -> QueryDict | None:
    """Return what an address asks, without a page that is not there; None when it asks nothing."""
    if "query" not in request.GET:
        return None
    asked = request.GET.copy()
    if not page_number(asked.get("page", ""), request.user):
        asked["page"] = ""
    return asked


def _form_of(kind: str, data: QueryDict, user: Any) -> RuleForm:
    """Return the form of the change on the page. A synonym counts without a box to tick; stop words join those there are."""
    model, changed = _model(kind), data.copy()
    changed["is_active"] = "on"
    if model is not StopWordList:
        return rule_form(model, changed, user)
    stored = StopWordList.objects.filter(language=data.get("language", "")).first()
    if stored:
        known = {tuple(folded(line)) for line in stored.words.split("\n")}
        more = [line for line in tidy(data.get("words", "")) if tuple(folded(line)) not in known]
        changed["words"] = "\n".join([stored.words, *more])
    return rule_form(model, changed, user, stored)


def _sentences(form: Any) -> list[str]:
    """Return what is wrong, with the name of the field where a sentence does not tell by itself."""
    found: list[str] = []
    for name, texts in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        found += [f"{label}: {text}" if label else str(text) for text in texts]
    return list(dict.fromkeys(found))
