"""What editors are asked, and what is done when they answer."""


def register() -> None:
    """Called once when the room is ready."""
    from content.models import ReusableContent
    from content.panels import closing_panel_register
    from localization.significance import receivers
    from localization.significance.panel import SignificancePanel

    receivers.connect()
    closing_panel_register(SignificancePanel())
    ReusableContent.panels = [*ReusableContent.panels, SignificancePanel()]
