"""The pictures an editor can choose from."""

from django.utils.translation import gettext_lazy as _

CATEGORY_ICONS = [
    ("box", _("Parcel")),
    ("truck", _("Delivery")),
    ("return", _("Return")),
    ("card", _("Payment")),
    ("person", _("Account")),
    ("shield", _("Warranty")),
    ("question", _("Question")),
    ("book", _("Book")),
]
