"""What can be said of a machine's work, kept as codes and told in the language of whoever reads it."""

from django.utils.translation import gettext_noop

SENTENCES = {
    "machine_title": gettext_noop("Machine translation into %(language)s"),
    "machine_closed": gettext_noop("“%(title)s” is not public, and only public pages are sent to a machine."),
    "machine_withheld": gettext_noop("“%(title)s”: texts for some readers only, which were not sent to the machine: %(number)s."),
    "machine_damaged": gettext_noop(
        "“%(title)s”: texts too long for the machine or damaged by it, for a person to translate: %(number)s."
    ),
    "machine_none": gettext_noop("No machine is set up. An administrator names one in the setting SANAD_MACHINE."),
    "machine_load": gettext_noop("The machine translator of the settings cannot be loaded. Tell an administrator."),
    "machine_pair": gettext_noop("%(engine)s does not translate between these languages."),
    "machine_time": gettext_noop("%(engine)s did not answer in time. Try again later."),
    "machine_key": gettext_noop("%(engine)s refuses our key. Tell an administrator."),
    "machine_quota": gettext_noop("%(engine)s has had enough of us for now: the quota is used up. Try again later."),
    "machine_status": gettext_noop("%(engine)s answered with an error. Try again later."),
    "machine_reach": gettext_noop("%(engine)s cannot be reached. Try again later, or tell an administrator."),
    "machine_answer": gettext_noop(
        "%(engine)s answered something that is no translation. Tell an administrator: its key or quota may be at an end."
    ),
    "machine_failed": gettext_noop("%(engine)s failed. Try again later, or tell an administrator."),
}
