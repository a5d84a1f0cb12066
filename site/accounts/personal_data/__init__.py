"""What the help center knows about a person: handed out and erased on request.

Rooms and plugins register what they hold (`register_personal_data`); whoever asks, a person for their own data or an
administrator for somebody's, gets or erases all of it.
"""

from accounts.personal_data.persons import Person, person_by, person_of
from accounts.personal_data.registry import register_personal_data
from accounts.personal_data.requests import (
    AccountStays,
    Erased,
    Exported,
    account_close,
    personal_data_erase,
    personal_data_export,
)

__all__ = [
    "AccountStays",
    "Erased",
    "Exported",
    "Person",
    "account_close",
    "person_by",
    "person_of",
    "personal_data_erase",
    "personal_data_export",
    "register_personal_data",
]
