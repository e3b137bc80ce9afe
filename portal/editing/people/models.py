"""The row that complements Django's account: language, end of sessions, the permissions of roles."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.constraints import choices_hold


class Mail(models.TextChoices):
    """When a person is told by e-mail what waits for them at the desk."""

    NEVER = "never", _("Never")
    ONCE = "once", _("At once")
    DAILY = "daily", _("Once a day")


class PersonQuerySet(models.QuerySet):
    """Queries for the rows of accounts."""

    def of(self, user: Any) -> Person:
        """The row of `user`, created when missing."""
        return Person.objects.get_or_create(user=user)[0]

    def end_sessions(self, user: Any) -> None:
        """Ends every open session of `user`, each at its next request."""
        self.update_or_create(user=user, defaults={"sessions_from": timezone.now()})


class Person(models.Model):
    """A person's preferences and the state of their sessions. The permissions of roles belong to this model."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="person", verbose_name=_("account")
    )
    # No `choices`: the languages are a setting, and a third one must not need a migration of this app.
    language = models.CharField(_("language of the desk"), max_length=8, blank=True)
    mail = models.CharField(_("e-mail"), max_length=5, choices=Mail.choices, default=Mail.NEVER)
    mailed_on = models.DateField(null=True, editable=False)  # the last daily e-mail (Europe/Paris)
    sessions_from = models.DateTimeField(_("sessions begun before have ended"), null=True, editable=False)
    password_given = models.BooleanField(_("must choose a password of their own"), default=False, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = (choices_hold("mail", Mail),)
        default_permissions = ()
        # In addition, roles.synchronise creates `translate_<language>` for each language of the settings.
        permissions = (
            ("publish", "may publish, unpublish and archive"),
            ("write_facts", "may write what is not a text of one language"),
            ("import_records", "may import tables"),
            ("manage", "may manage people and their roles"),
        )

    def __str__(self) -> str:
        return self.user.get_full_name() or self.user.get_username()
