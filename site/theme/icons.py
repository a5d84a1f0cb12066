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
    ("bag", _("Shopping bag")),
    ("receipt", _("Receipt")),
    ("people", _("People")),
    ("device", _("Phone or tablet")),
    ("laptop", _("Computer")),
    ("cloud", _("Cloud")),
    ("plug", _("Connections")),
    ("tools", _("Repair")),
    ("gear", _("Settings")),
    ("key", _("Access")),
    ("bell", _("News")),
    ("bulb", _("Ideas")),
    ("chart", _("Figures")),
    ("star", _("Favourites")),
    ("heart", _("Health")),
    ("pin", _("Places")),
]

# The hues of category.css; none is the accent of the site or knowledge base.
CATEGORY_COLOURS = [
    ("", _("As the site")),
    ("blue", _("Blue")),
    ("teal", _("Teal")),
    ("green", _("Green")),
    ("amber", _("Amber")),
    ("red", _("Red")),
    ("pink", _("Pink")),
    ("violet", _("Violet")),
    ("grey", _("Grey")),
]
