"""What can happen to a plugin, from its first installation to its removal.

Discovered, checked, installed, active, paused, inactive, uninstalled: each step is a function of its own here, refuses with
a LifecycleError that says why, and leaves a line in the audit log.
"""

from plugins.lifecycle.checks import dependents, reasons_against
from plugins.lifecycle.errors import LifecycleError
from plugins.lifecycle.exporting import export
from plugins.lifecycle.installing import install, upgrade
from plugins.lifecycle.leaving import Leftovers, leftovers
from plugins.lifecycle.removing import Plan, plan, uninstall
from plugins.lifecycle.states import activate, deactivate, pause, resume, safe_mode

__all__ = [
    "Leftovers",
    "LifecycleError",
    "Plan",
    "activate",
    "deactivate",
    "dependents",
    "export",
    "install",
    "leftovers",
    "pause",
    "plan",
    "reasons_against",
    "resume",
    "safe_mode",
    "uninstall",
    "upgrade",
]
