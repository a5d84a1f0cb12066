"""What browsers are told that they may do with our pages."""

_SELF = ["'self'"]

# Public pages: nothing but what is named here. A new kind of content needs its own line, for default-src gives nothing.
PUBLIC_POLICY = {
    "default-src": ["'none'"],
    "script-src": _SELF,
    "style-src": _SELF,
    "img-src": ["'self'", "data:"],
    "font-src": _SELF,
    "connect-src": _SELF,
    "media-src": _SELF,
    "manifest-src": _SELF,
    "worker-src": _SELF,
    # What the video block shows, and only after a click; see content.blocks.video.
    "frame-src": ["'self'", "https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": _SELF,
    "frame-ancestors": _SELF,
}

# The admin has inline scripts and styles of Wagtail's own, so it is told nothing of scripts; None keeps default-src out.
ADMIN_POLICY = {
    "default-src": None,
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": _SELF,
    "frame-ancestors": _SELF,
}

# Powers that no page of ours needs, for our own scripts and for those of plugins and players. Playing, full screen and copying
# are left as they are.
REFUSED_POWERS = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{power}=()" for power in REFUSED_POWERS)
