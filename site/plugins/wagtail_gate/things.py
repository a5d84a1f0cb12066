"""Menu items, panels, buttons and the like that plugins hand over to Wagtail, which asks them outside of any guard.

What it asks is looked at when they are handed over, and guarded from then on.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache, partial
from types import new_class
from typing import Any

from django.forms import Media
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from wagtail.admin.telepath import JSContext
from wagtail.admin.ui import sidebar
from wagtail.admin.widgets.button import BaseButton

from plugins.active import is_active
from plugins.exact import exact_text
from plugins.shield import WrongResultError, shielded

Method = Callable[..., Any]

_LAST = 10_000
# What Wagtail asks the things it was given, the class of a right answer, and what stands for a failure, or for a plugin that
# is not active.
_ASKED: tuple[tuple[str, type, Any], ...] = (
    ("is_shown", bool, False),
    ("is_active", bool, False),
    ("render_html", str, SafeString("")),
    ("render", str, SafeString("")),
)
# What Wagtail sorts by without looking.
_NUMBERS = ("order", "priority")
# What the templates of buttons show.
_SHOWN = ("label", "url", "classname", "icon_name", "base_attrs_string", "aria_label", "show")


def gate(slug: str, where: str, thing: Any) -> bool:
    """Let a menu item, panel or the like be nothing while the plugin is not active, and when it fails.

    False for what fails at once.
    """
    return bool(shielded(slug, where, partial(_gate, slug, where, thing), False))


def refuse_others(things: list[Any], wanted: type | tuple[type, ...] | None) -> None:
    """Raise WrongResultError for a thing that is not of a class that Wagtail can do with; None takes everything."""
    for thing in things if wanted else ():
        if not isinstance(thing, wanted):  # type: ignore[arg-type]  # not None here
            names = " or ".join(each.__name__ for each in (wanted if isinstance(wanted, tuple) else (wanted,)) if each)
            raise WrongResultError(f"It gave {type(thing).__name__} where {names} is expected.")


def _gate(slug: str, where: str, thing: Any) -> bool:
    if isinstance(thing, (type, str)) or hasattr(thing, "plugin_gate"):
        return True
    _look_at(thing)
    if not hasattr(thing, "__dict__"):
        return True
    kind: type = type(thing)
    if hasattr(kind, "media"):
        # A property cannot be replaced in an object, so the object gets a class of its own.
        object.__setattr__(thing, "__class__", _with_guarded_media(kind, slug, where))
    thing.plugin_gate = slug
    for asked, expected, default in _ASKED:
        if callable(method := getattr(thing, asked, None)):
            call = partial(_truth, method) if expected is bool else method
            setattr(thing, asked, partial(_ask, slug, where, call, default, expected))
    if callable(method := getattr(thing, "render_component", None)):
        plain = sidebar.LinkMenuItem(str(thing.name), str(thing.label), str(getattr(thing, "url", "")))
        thing.render_component = partial(_ask, slug, where, partial(_component, method), plain, None)
    return True


def _look_at(thing: Any) -> None:
    """Raise what would cost the page, and put right what can be."""
    if not isinstance(media := getattr(thing, "media", Media()), Media):
        raise WrongResultError(f"The media of {type(thing).__name__} is {type(media).__name__}, not Media.")
    for name in _NUMBERS:
        if type(getattr(thing, name, None)) not in (int, float) and (name == "order" or hasattr(thing, name)):
            with suppress(AttributeError):  # what takes no attributes is none of Wagtail's things
                setattr(thing, name, _LAST)
    if not isinstance(getattr(thing, "label", ""), (str, Promise)):
        raise WrongResultError(f"The label of {type(thing).__name__} is {type(thing.label).__name__}, not a text.")
    for name in _SHOWN if isinstance(thing, BaseButton) else ("label",):
        exact_text(str(getattr(thing, name, "")))


@cache
def _with_guarded_media(kind: type, slug: str, where: str) -> type:
    def media(self: Any) -> Any:
        own = self.__dict__.get("media")
        call = (lambda: own) if own is not None else partial(getattr, super(gated, self), "media")
        return _ask(slug, where, call, Media(), Media)

    members = {"__slots__": (), "__module__": kind.__module__, "__qualname__": kind.__qualname__, "media": property(media)}
    gated: type = new_class(kind.__name__, (kind,), exec_body=lambda body: body.update(members))
    return gated


def _ask(slug: str, where: str, method: Method, default: Any, expected: type | None, /, *args: Any, **kwargs: Any) -> Any:
    if not is_active(slug):
        return default
    return shielded(slug, where, partial(method, *args, **kwargs), default, expected=expected)


def _truth(method: Method, /, *args: Any, **kwargs: Any) -> bool:
    return bool(method(*args, **kwargs))


def _component(method: Method, /, *args: Any, **kwargs: Any) -> Any:
    """What the menu of the admin is drawn from. It is packed into the page later, so that is tried here."""
    component = method(*args, **kwargs)
    refuse_others([component], sidebar.MenuItem)
    JSContext().pack(component)
    return component
