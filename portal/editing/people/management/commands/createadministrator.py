import os
import sys
from getpass import getpass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from portal.editing.people import roles

NAME, EMAIL, PASSWORD = "ADMINISTRATOR_NAME", "ADMINISTRATOR_EMAIL", "ADMINISTRATOR_PASSWORD"


class Command(BaseCommand):
    """Creates an account with the role of administrator."""

    help = (
        "Makes an administrator of the editors' desk: asks for what it needs, or reads it from the environment "
        f"({NAME}, {EMAIL}, {PASSWORD}). The first one is made so; that one makes the others at the desk."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        name = self.username(os.environ.get(NAME) or self.ask("User name: ", NAME))
        email = self.email(os.environ.get(EMAIL) or self.ask("E-mail (may stay empty): "))
        user = get_user_model()(username=name, email=email, is_staff=True)
        user.set_password(self.password(user))
        with transaction.atomic():
            user.save()
            user.groups.add(Group.objects.get(name=roles.ADMINISTRATOR))
        self.stdout.write(self.style.SUCCESS(f"The administrator “{name}” is made."))
        self.stdout.write(
            "Next: sign in at /admin/. The desk then asks you to set up a second factor: have a telephone with an\n"
            "application for codes at hand (any one for TOTP), and keep the recovery codes that follow."
        )

    def ask(self, question: str, variable: str = "") -> str:
        """Returns what the person types; without a terminal "", or raises CommandError naming the `variable` to set."""
        if sys.stdin.isatty():
            return input(question).strip()
        if variable:
            raise CommandError(f"There is no terminal to ask on: set {variable} and {PASSWORD} in the environment.")
        return ""

    def username(self, name: str) -> str:
        """Returns the normalised user name; raises CommandError if it is not valid or taken."""
        users = get_user_model()
        name = users.normalize_username(name.strip())
        try:
            users._meta.get_field("username").clean(name, None)
        except ValidationError as error:
            raise CommandError(f"User name “{name}”: {' '.join(error.messages)}") from None
        if users.objects.filter(username__iexact=name).exists():
            raise CommandError(f"There is already a person named “{name}”. Their roles are changed at the desk.")
        return name

    def email(self, address: str) -> str:
        """Returns the e-mail address, "" allowed; raises CommandError if it is not valid."""
        try:
            if address:
                validate_email(address)
        except ValidationError:
            raise CommandError(f"“{address}” is not an e-mail address.") from None
        return address

    def password(self, user: Any) -> str:
        """Returns the password from the environment or the terminal; raises CommandError if it is too weak."""
        given = os.environ.get(PASSWORD)
        if given is None:
            if not sys.stdin.isatty():
                raise CommandError(f"There is no terminal to ask on: set {PASSWORD} in the environment.")
            given = getpass("Password (12 characters or more): ")
            if given != getpass("The same password again: "):
                raise CommandError("The two passwords differ.")
        try:
            validate_password(given, user)
        except ValidationError as error:
            raise CommandError(f"This password will not do. {' '.join(error.messages)}") from None
        return given
