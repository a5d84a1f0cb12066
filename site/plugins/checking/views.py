"""Views that show rows of the database to everybody. Whether that is meant, only the author knows: a warning."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from plugins.checking.findings import Finding, Severity
from plugins.checking.functions import Functions
from plugins.checking.source import Module, Source

ROUTES = ("django.urls.path", "django.urls.re_path")
METHODS = ("get", "post", "put", "patch", "delete", "api_operation")
# Whoever uses one of these has thought of who may look: decorators, mixins, and questions asked inside.
GUARDS = frozenset({
    "login_required", "permission_required", "user_passes_test", "staff_member_required", "require_admin_access",
    "any_permission_required", "user_has_permission",
    "LoginRequiredMixin", "PermissionRequiredMixin", "UserPassesTestMixin", "PermissionCheckedMixin",
    "may_open", "listable_to", "reader_for", "has_perm", "has_perms", "is_authenticated", "is_staff", "is_superuser",
    "PermissionDenied",
})  # fmt: skip
# What reads rows.
READING = frozenset({"objects", "_default_manager", "get_user_model", "get_model", "get_object_or_404", "get_list_or_404"})
ADVICE = "Add login_required or permission_required, or ask listable_to(reader). If everybody may see it, allow it in the line."


def check(source: Source) -> Iterator[Finding]:
    """Findings about views in urls.py and routes in api.py."""
    functions = Functions(source)
    for module in source.running:
        for call, called in module.calls():
            view = _unwrapped(module, call.args[1]) if called in ROUTES and len(call.args) > 1 else None
            if view is not None and (found := functions.meant(module, view)) is not None:
                yield from _view(*found)
        for node in ast.walk(module.tree):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _is_open_route(node):
                yield from _view(module, node)


def _unwrapped(module: Module, node: ast.expr) -> ast.expr | None:
    """The view inside of `View.as_view()` and of decorators; None when one of these is a guard."""
    while isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr == "as_view":
            return node.func.value
        if _last(module.meaning(node.func)) in GUARDS or (isinstance(node.func, ast.Call) and _mentions(node.func) & GUARDS):
            return None
        if not node.args:
            return None
        node = node.args[0]
    return node


def _view(module: Module, node: ast.AST) -> Iterator[Finding]:
    # Decorators and base classes are part of the node.
    mentioned = _mentions(node)
    if not mentioned & GUARDS and (mentioned & READING or _uses_models(module, node)):
        name = getattr(node, "name", "lambda")
        sentence = f"The view {name} reads the database and does not ask who is looking."
        yield module.finding(node, "open-view", sentence, ADVICE, Severity.WARNING)


def _is_open_route(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it is a route of the API without `auth=`."""
    for each in node.decorator_list:
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Attribute) and each.func.attr in METHODS:
            return ast.unparse(each.func.value).endswith("router") and not any(word.arg == "auth" for word in each.keywords)
    return False


def _mentions(node: ast.AST) -> frozenset[str]:
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    return frozenset(names | {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)})


def _uses_models(module: Module, node: ast.AST) -> bool:
    """Whether it names something of a module called models, as generic views do: `model = Note`."""
    meanings = (module.meaning(each) for each in ast.walk(node) if isinstance(each, ast.Name))
    return any("models" in meaning.split(".")[:-1] and not meaning.startswith("django.") for meaning in meanings)


def _last(name: str) -> str:
    return name.rpartition(".")[2]
