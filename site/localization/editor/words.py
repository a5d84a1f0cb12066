"""What the editor's scripts say, in the language of the interface."""

from __future__ import annotations

from django.utils.translation import gettext

from content.templatetags.date_tags import local_digits


def words() -> dict[str, str]:
    """Return the sentences by the names that the scripts know. What is in braces they fill in."""
    return {
        "digits": str(local_digits("0123456789")),
        "saved": gettext("All changes are saved."),
        "saving": gettext("Saving…"),
        "typing": gettext("Not saved yet."),
        "offline": gettext("No connection. What you type is kept in this browser and saved when the connection is back."),
        "signed_out": gettext("You are signed out. Sign in again in another window; what you type is kept in this browser."),
        "failed": gettext("It could not be saved. What you type is kept in this browser; the next change tries again."),
        "conflict": gettext("Somebody else wrote this meanwhile. Yours is not lost: choose which one stays."),
        "source_changed": gettext("The source has changed meanwhile. Look at what is new; then confirm."),
        "kept": gettext("This browser still has a text of yours that was not saved."),
        "use_kept": gettext("Use it"),
        "drop_kept": gettext("Throw it away"),
        "theirs": gettext("Text of {name}"),
        "take_theirs": gettext("Take this one"),
        "keep_mine": gettext("Keep mine"),
        "no_suggestions": gettext("Nothing like it was translated before."),
        "no_terms": gettext("No terms of the glossary."),
        "no_pairs": gettext("Nothing found."),
        "no_versions": gettext("Nothing was written here before."),
        "use": gettext("Use"),
        "restore": gettext("Restore"),
        "percent": gettext("{number} %"),
        "forbidden": gettext("not: {words}"),
        "number": gettext("{number} characters"),
        "number_of": gettext("{number} of {most} characters"),
        "too_many": gettext("{number} of {most} characters: too many"),
        "last": gettext("There is no other segment to do."),
        "shown": gettext("{number} of {total} segments are shown."),
        "confirmed": gettext("Confirmed."),
        "copied": gettext("Copied."),
        "reason": gettext("Why is this right as it is?"),
    }


def keys() -> list[tuple[str, str]]:
    """Return the keys of the editor and what they do, for its help."""
    return [
        ("Ctrl+Enter", gettext("Confirm, and go on to the next segment to do")),
        ("Alt+↓", gettext("Next segment")),
        ("Alt+↑", gettext("Previous segment")),
        ("Alt+Shift+↓", gettext("Next segment to do")),
        ("Alt+1 … Alt+9", gettext("Insert a tag or placeholder of the source; with words selected, put the pair around them")),
        ("Alt+Shift+1 … 9", gettext("Take a suggestion")),
        ("Alt+0", gettext("Copy the source")),
        ("Alt+K", gettext("Look up the selected words")),
        ("Shift+Space", gettext("Half-space, in Persian")),
        ("Enter", gettext("Line break")),
        ("Alt+/", gettext("Show this help")),
    ]
