from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Accounts of the admin: signing in, roles, and each person's language."""

    name = "portal.editing.people"
    label = "people"
    verbose_name = _("People")

    def ready(self) -> None:
        from portal.editing.people import guard, roles, sessions

        # After the last app's: until then not every permission exists.
        last = [config for config in apps.get_app_configs() if config.models_module][-1]
        post_migrate.connect(roles.synchronise, sender=last, dispatch_uid="people.roles")
        sessions.connect()
        guard.connect()
