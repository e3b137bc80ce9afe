"""People of the desk for the tests: made in one line, with a ready second factor."""

from itertools import count

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.totp.internal.auth import yield_hotp_counters_from_time as counters
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

from portal.editing.people import sessions

PASSWORD = "a long enough passphrase"
_numbers = count(1)


def make_person(role="", factor=True, **overrides):
    """An account with the role ("editor", "translator: en", …, "superuser", "" for none), and its second factor."""
    values = {"username": f"{role.replace(': ', '-') or 'person'}-{next(_numbers)}", "is_staff": True}
    user = get_user_model()(**{**values, "is_superuser": role == "superuser", **overrides})
    user.set_password(PASSWORD)
    user.save()
    if role not in ("", "superuser"):
        user.groups.add(Group.objects.get(name=role))
    if factor:
        give_factor(user)
    return user


def give_factor(user):
    """A ready second factor with recovery codes; gives its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def secret_of(user):
    return Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP).wrap().instance.data["secret"]


def code(secret):
    """The six digits that the telephone shows now."""
    now = list(counters())[settings.MFA_TOTP_TOLERANCE]
    return format_hotp_value(hotp_value(secret, now))


def client_of(user, **options):
    """A browser in which `user` is signed in, the second factor given if there is one. `options` are those of Client."""
    client = Client(**options)
    client.force_login(user)
    if Authenticator.objects.filter(user=user).exists():
        session = client.session
        session[sessions.FACTOR] = str(user.pk)
        session.save()
    return client


def signed_in(page, user, origin):
    """Puts a ready session of `user` into the browser of a Playwright page, without the forms."""
    cookie = client_of(user).cookies[settings.SESSION_COOKIE_NAME]
    # A cookie with this prefix is taken from its own site alone: over an address, which Chromium trusts on localhost.
    page.context.add_cookies(
        [
            {
                "name": cookie.key,
                "value": cookie.value,
                "domain": origin.split("//")[1].split(":")[0],
                "path": "/",
                "secure": True,
                "httpOnly": True,
                "sameSite": "Lax",
            }
        ]
    )
