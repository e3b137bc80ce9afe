"""Reads settings from the environment, and raises ImproperlyConfigured for invalid ones.

Every value the settings take from outside goes through here, so that a misspelt value stops the start
with its name instead of quietly meaning something else.
"""

import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


@dataclass(frozen=True)
class Tiles:
    """A tile server: its address with {z}, {x} and {y}, its attribution, and its origin for the content policy."""

    url: str
    attribution: str
    origin: str


def text(name: str, default: str = "") -> str:
    """Value of the variable `name`, without surrounding blanks; `default` when unset."""
    return os.environ.get(name, default).strip()


def by_language(name: str, codes: list[str]) -> dict[str, str]:
    """One value per language code: `NAME_FR`, `NAME_EN`… where set, else `NAME` for all."""
    return {code: text(f"{name}_{code.upper()}") or text(name) for code in codes}


def boolean(name: str, default: bool) -> bool:
    """True or False; anything but 1/0, true/false, yes/no, on/off raises ImproperlyConfigured."""
    value = text(name).lower()
    if not value:
        return default
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def number(name: str, default: int) -> int:
    """A whole number, at least 0; anything else raises ImproperlyConfigured."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def domain(name: str, default: str) -> str:
    """A domain name, in small letters; anything else raises ImproperlyConfigured."""
    value = text(name, default).lower()
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]+", value):
        raise ImproperlyConfigured(f"{name} must be a domain name such as inserm.fr, not {value!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of `allowed`; anything else raises ImproperlyConfigured."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def tiles(url_name: str, attribution_name: str) -> Tiles | None:
    """The tile server configured by two variables; None if the first is empty.

    Raises ImproperlyConfigured unless the address is https with {z}, {x} and {y}, and an attribution is given.
    """
    url, attribution = text(url_name), text(attribution_name)
    if not url:
        return None
    parts = urlsplit(url)
    host = parts.netloc.replace("{s}", "*")
    if parts.scheme != "https" or not re.fullmatch(r"(\*\.)?[\w.-]+(:\d+)?", host, re.ASCII):
        raise ImproperlyConfigured(
            f"{url_name} must be an address such as https://tiles.example.org/{{z}}/{{x}}/{{y}}.png."
        )
    if not all(part in url for part in ("{z}", "{x}", "{y}")):
        raise ImproperlyConfigured(f"{url_name} must contain {{z}}, {{x}} and {{y}}.")
    if not attribution:
        raise ImproperlyConfigured(f"{attribution_name} must say whose tiles these are.")
    return Tiles(url, attribution, f"https://{host}")


def library(folder: Path) -> dict[str, Any]:
    """Where the files of the library lie, as Django's STORAGES has it: `folder`, or a store that speaks S3.

    PORTAL_MEDIA_BUCKET names the store's bucket, PORTAL_MEDIA_ENDPOINT its address if it is not Amazon's, PORTAL_MEDIA_REGION
    its region. Who may write there is told to boto3 in its own variables (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).
    """
    bucket, endpoint = text("PORTAL_MEDIA_BUCKET"), text("PORTAL_MEDIA_ENDPOINT")
    if not bucket:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(folder)}}
    if endpoint and not re.fullmatch(r"https?://[\w.:-]+/?", endpoint, re.ASCII):
        raise ImproperlyConfigured("PORTAL_MEDIA_ENDPOINT must be an address such as https://s3.example.org.")
    where = {"endpoint_url": endpoint or None, "region_name": text("PORTAL_MEDIA_REGION") or None}
    options = {"bucket_name": bucket, "default_acl": None, "file_overwrite": True, **where}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def secret_key(path: Path) -> str:
    """SECRET_KEY from the environment, else from the file `path`, which is created once with 64 random characters.

    A file rather than a constant: each installation has its own, and restarts keep editors signed in.
    """
    value = text("SECRET_KEY")
    if value:
        return value
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()


def email(name: str) -> dict[str, Any]:
    """Django's settings of the mail server at an address such as smtp://user:word@host:587?tls=1; without one, no mail is sent.

    `smtps://` speaks TLS from the first byte, `?tls=1` from the greeting on. Raises ImproperlyConfigured for another address.
    """
    value = text(name)
    if not value:
        return {"EMAIL_HOST": "", "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(value)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} must be an address such as smtp://user:word@host:587?tls=1.")
    is_secure = parts.scheme == "smtps"
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if is_secure else 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": is_secure,
        "EMAIL_USE_TLS": not is_secure and "tls=1" in parts.query.split("&"),
        "EMAIL_TIMEOUT": 10,
    }
