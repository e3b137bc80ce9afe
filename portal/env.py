"""Reads the environment, and refuses what it does not understand.

Every value the settings take from outside goes through here, so that a misspelt value stops the start
with its name instead of quietly meaning something else.
"""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


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


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, allowed: tuple[str, ...], default: str) -> str:
    """One of `allowed`; anything else raises ImproperlyConfigured."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}.")
    return value


def secret_key(path: Path) -> str:
    """SECRET_KEY from the environment, else from the file `path`, made once with 64 random characters.

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
