from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Wagtail's accounts and groups. It reads here which views groups have."""

    group_viewset = "localization.review.groups.TeamGroupViewSet"
