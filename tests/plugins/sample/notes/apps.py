from plugins.config import PluginConfig


class Notes(PluginConfig):
    """Keeps a list of what happened to it."""

    happened: list[str] = []

    def activated(self):
        self.happened.append("activated")

    def deactivated(self):
        self.happened.append("deactivated")

    def upgraded(self, old, new):
        self.happened.append(f"upgraded {old} {new}")

    def uninstalled(self):
        self.happened.append("uninstalled")
