"""A table between the look at its changes and the import: a file of the site's own, for an hour."""

from __future__ import annotations

import json
import secrets
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from portal.editing.tables.files import Table

SALT = "portal.editing.tables"
AGE = 3600  # seconds


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def keep(table: Table, user: Any, model: Any, digest: str) -> str:
    """Keeps the table; returns the signed word by which the same editor, for the same model, gets it back."""
    for old in _folder().glob("*.json"):
        if old.stat().st_mtime < time.time() - AGE:
            old.unlink(missing_ok=True)
    name = secrets.token_hex(16)
    (_folder() / f"{name}.json").write_text(json.dumps([table.headers, table.rows]), encoding="utf-8")
    return signing.dumps([name, user.pk, model._meta.label_lower, digest], salt=SALT)


def take(word: str, user: Any, model: Any) -> tuple[Table, str] | None:
    """The table, once, and the digest it was kept with; None if the word is not theirs, or too old."""
    try:
        name, owner, label, digest = signing.loads(word, salt=SALT, max_age=AGE)
    except signing.BadSignature:
        return None
    path = _folder() / f"{name}.json"
    if owner != user.pk or label != model._meta.label_lower or not path.exists():
        return None
    headers, rows = json.loads(path.read_text(encoding="utf-8"))
    path.unlink()
    return Table(headers, rows), digest
