"""Questions for the previews in the block chooser."""

from __future__ import annotations

from typing import Any

ENTRIES = [
    {
        "question": "When will my refund arrive?",
        "answer": "<p>Cards take three to five working days after we receive the parcel.</p>",
        "topic": "Returns",
    },
    {
        "question": "Can I change the address after I have ordered?",
        "answer": "<p>Yes, until the order is packed. Open the order and choose <b>Change address</b>.</p>",
        "topic": "Delivery",
    },
    {
        "question": "Do I have to keep the original box?",
        "answer": "<p>Only for glass and electrical goods.</p>",
        "topic": "Returns",
    },
    {
        "question": "Can I pay in cash when the parcel comes?",
        "answer": "<p>Yes, for orders of up to 200 USD.</p>",
        "topic": "Payment",
    },
]


def sample(**more: Any) -> dict[str, Any]:
    """Return the value of a block with a few questions; `more` are settings of it."""
    return {"heading": "Common questions", "entries": ENTRIES, "first_open": False, "one_open": False, **more}
