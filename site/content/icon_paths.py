"""The drawings of all icons, on a field of 24 by 24, by name. Strokes take the colour of the text; the dot is saffron."""

from __future__ import annotations

# The kinds an editor chooses for a category; each carries the dot.
CATEGORIES = {
    "box": '<path d="M4 8.5 12 4.5l8 4v8l-8 4-8-4ZM4 8.5l8 4 8-4M12 12.5v8"/><circle class="dot" cx="16" cy="14.5" r="2"/>',
    "truck": (
        '<path d="M2.5 6.5h11v10h-11zM13.5 10h4l3.5 3.5v3h-7.5"/><circle cx="7" cy="17.5" r="2"/>'
        '<circle class="dot" cx="17" cy="17.5" r="2.3"/>'
    ),
    "return": ('<path d="M8.5 5.5 4.5 9.5l4 4M5 9.5h9.5a5 5 0 0 1 0 10H9"/><circle class="dot" cx="14.5" cy="14.5" r="2"/>'),
    "card": (
        '<rect x="3" y="5.5" width="18" height="13" rx="2"/><path d="M3 10h18M6.5 15h4"/>'
        '<circle class="dot" cx="17" cy="14.7" r="1.9"/>'
    ),
    "person": '<path d="M4.5 20a7.5 7.5 0 0 1 15 0"/><circle class="dot" cx="12" cy="8" r="4"/>',
    "shield": ('<path d="M12 3.5 5 6v6c0 4 2.7 7 7 8.5 4.3-1.5 7-4.5 7-8.5V6Z"/><circle class="dot" cx="12" cy="12" r="2.4"/>'),
    "question": (
        '<path d="M7.8 8.6a4.2 4.2 0 1 1 6.3 3.7c-1.4.8-2.1 1.6-2.1 3.2"/><circle class="dot" cx="12" cy="19.2" r="1.8"/>'
    ),
    "book": (
        '<path d="M12 6.5C10 5 7 4.5 3.5 5v13c3.5-.5 6.5 0 8.5 1.5 2-1.5 5-2 8.5-1.5V5C17 4.5 14 5 12 6.5ZM12 6.5v13"/>'
        '<circle class="dot" cx="16.3" cy="10.5" r="2"/>'
    ),
    "bag": ('<path d="M5 8.5h14l1 11.5H4ZM8.5 11V7.5a3.5 3.5 0 0 1 7 0V11"/><circle class="dot" cx="12" cy="15.5" r="2"/>'),
    "device": (
        '<rect x="6.5" y="3" width="11" height="18" rx="2"/><path d="M10.5 18h3"/><circle class="dot" cx="12" cy="9.5" r="2.2"/>'
    ),
    "laptop": (
        '<path d="M5 16V6.5a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1V16M2.5 19.5h19l-2-3.5h-15Z"/>'
        '<circle class="dot" cx="12" cy="11" r="2.2"/>'
    ),
    "tools": (
        '<path d="M14.5 9.5 5 19l-1-1 9.5-9.5M13.8 7.4a4 4 0 0 1 5-3.7l-2.4 2.5.5 1.9 1.9.5 2.5-2.4a4 4 0 0 1-5.2 4.7"/>'
        '<circle class="dot" cx="17" cy="17" r="2.3"/>'
    ),
    "gear": (
        '<path d="M10.2 3.5h3.6l.6 2.6 2.3 1.3 2.5-.8 1.8 3.1-1.9 1.8v2.6l1.9 1.8-1.8 3.1-2.5-.8-2.3 1.3-.6 2.6h-3.6l-.6-2.6'
        '-2.3-1.3-2.5.8-1.8-3.1L4.9 14v-2.6L3 9.7l1.8-3.1 2.5.8 2.3-1.3Z"/><circle class="dot" cx="12" cy="12.5" r="2.4"/>'
    ),
    "people": (
        '<path d="M2.5 19.5a6 6 0 0 1 12 0M15.5 14.2a5.2 5.2 0 0 1 6 5.3"/><circle cx="8.5" cy="9.5" r="3.5"/>'
        '<circle class="dot" cx="16.8" cy="9.8" r="2.4"/>'
    ),
    "receipt": (
        '<path d="M6 3.5h12v17l-2-1.5-2 1.5-2-1.5-2 1.5-2-1.5-2 1.5ZM9 8.5h6M9 12h3"/>'
        '<circle class="dot" cx="15" cy="14" r="1.9"/>'
    ),
    "chart": '<path d="M4 4.5v15h16M8 16v-4M12 16V9"/><circle class="dot" cx="16.5" cy="7.5" r="2.2"/><path d="M16.5 16v-4.5"/>',
    "key": '<path d="M12.2 11.8 20 4M16.5 7.5l2.5 2.5M14 10l1.8 1.8"/><circle class="dot" cx="8.5" cy="15.5" r="4"/>',
    "plug": ('<path d="M8.5 3.5V8M15.5 3.5V8M6 8h12v3.5a6 6 0 0 1-12 0ZM12 17.5v3"/><circle class="dot" cx="12" cy="12" r="2"/>'),
    "cloud": (
        '<path d="M7 18.5a4 4 0 0 1-.5-8 5.5 5.5 0 0 1 10.7-.8 4.4 4.4 0 0 1 .3 8.8Z"/>'
        '<circle class="dot" cx="12" cy="14" r="2.1"/>'
    ),
    "star": (
        '<path d="m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8Z"/>'
        '<circle class="dot" cx="12" cy="12.2" r="2"/>'
    ),
    "heart": (
        '<path d="M12 20C6.5 16 3.5 12.9 3.5 9.3a4.3 4.3 0 0 1 8.5-1.5 4.3 4.3 0 0 1 8.5 1.5C20.5 12.9 17.5 16 12 20Z"/>'
        '<circle class="dot" cx="12" cy="12.2" r="2"/>'
    ),
    "bulb": (
        '<path d="M9 17.5h6M10 20.5h4M8.2 14.2A5.8 5.8 0 1 1 15.8 14.2c-.6.6-.8 1.3-.8 2.3v1H9v-1c0-1-.2-1.7-.8-2.3Z"/>'
        '<circle class="dot" cx="12" cy="10" r="2"/>'
    ),
    "bell": (
        '<path d="M5 17.5h14l-1.8-2.5V11a5.2 5.2 0 0 0-10.4 0v4ZM10 20.5h4"/><circle class="dot" cx="16.5" cy="6" r="2.2"/>'
    ),
    "pin": '<path d="M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21Z"/><circle class="dot" cx="12" cy="9.8" r="2.4"/>',
}

ICONS = {
    **CATEGORIES,
    "arrow": '<path d="M5 12h14M13 6l6 6-6 6"/>',
    "calendar": '<rect x="4" y="5.5" width="16" height="14.5" rx="2"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4"/>',
    "chat": '<path d="M4.5 19.5V6.5a2 2 0 0 1 2-2h11a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H8ZM8.5 9h7M8.5 12.5h4"/>',
    "check": '<path d="m5 12.5 4.5 4.5L19 7.5"/>',
    "chevron": '<path d="m6 9.5 6 6 6-6"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5l3.5 2"/>',
    "close": '<path d="m6.5 6.5 11 11M17.5 6.5l-11 11"/>',
    "copy": (
        '<rect x="8.5" y="8.5" width="11" height="11" rx="2"/>'
        '<path d="M15.5 5.5V5a1 1 0 0 0-1-1h-9a1 1 0 0 0-1 1v9a1 1 0 0 0 1 1H6"/>'
    ),
    "download": '<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>',
    "edit": '<path d="M4.5 19.5 5.5 15 15.5 5l3.5 3.5-10 10ZM13.5 7l3.5 3.5"/>',
    "globe": (
        '<circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.6 2.4 3.8 5.3 3.8 8.5s-1.2 6.1-3.8 8.5'
        'c-2.6-2.4-3.8-5.3-3.8-8.5s1.2-6.1 3.8-8.5Z"/>'
    ),
    "home": '<path d="M4 11.5 12 4.5l8 7M6 10v9.5h12V10M10 19.5v-5h4v5"/>',
    "info": '<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5.5M12 7.6v.1"/>',
    "link": ('<path d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"/>'),
    "lock": '<rect x="5" y="10.5" width="14" height="9.5" rx="2"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>',
    "mail": '<rect x="3.5" y="5.5" width="17" height="13" rx="2"/><path d="m4 7 8 6 8-6"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "page": '<path d="M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h4"/>',
    "phone": (
        '<path d="M5 4.5h3.5l1.5 4L8 10a11 11 0 0 0 6 6l1.5-2 4 1.5V19a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 6.1'
        'A1.5 1.5 0 0 1 5 4.5Z"/>'
    ),
    "play": '<path d="M8 5.5v13l10.5-6.5Z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "policy": '<path d="M6 3.5h12v17H6zM9 8h6M9 12h6"/><path d="m9 16 1.5 1.5L13 15"/>',
    "print": '<path d="M7 8.5v-5h10v5M7 17H4.5V9.5a1 1 0 0 1 1-1h13a1 1 0 0 1 1 1V17H17M7 14h10v6.5H7z"/>',
    "search": '<circle cx="11" cy="11" r="6.5"/><path d="m16 16 4.5 4.5"/>',
    "stop": ('<path d="M8.3 3.5h7.4l4.8 4.8v7.4l-4.8 4.8H8.3l-4.8-4.8V8.3ZM12 8v5M12 16v.1"/>'),
    "tag": '<path d="M4 4.5h8l8 8-7.5 7.5-8.5-8.5ZM8.5 8.5v.1"/>',
    "theme": '<circle cx="12" cy="12" r="8.5"/><path d="M12 3.5v17a8.5 8.5 0 0 0 0-17Z" fill="currentColor"/>',
    "tip": ('<path d="M9 17.5h6M10 20.5h4M8.2 14.2A5.8 5.8 0 1 1 15.8 14.2c-.6.6-.8 1.3-.8 2.3v1H9v-1c0-1-.2-1.7-.8-2.3Z"/>'),
    "warning": '<path d="M12 4 3.5 19.5h17L12 4ZM12 10v4.5M12 17v.1"/>',
    "wrap": '<path d="M4 6.5h16M4 12h12.5a3 3 0 0 1 0 6H12M14.5 15.5 12 18l2.5 2.5M4 18h3.5"/>',
}

# What points or moves follows the writing direction; clocks, ticks and cards do not.
MIRRORED = frozenset({"arrow", "chat", "return", "truck"})

# The mark of the product: a bracket holds the dot. On a field of 32 by 32.
LOGO = '<path class="logo__bracket" d="M4 4h6v18h18v6H4z"/><circle class="logo__dot" cx="19.5" cy="12.5" r="6.5"/>'
