"""The table of permissions: for each kind of record and each act, the power it needs. docs/roles.md shows the same.

The permissions of the roles (`roles.permissions`), the checks of the admin and the tests are made from this table.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib import admin

from portal.core.content import standing
from portal.core.text import languages


class Power(StrEnum):
    """A power of a role: a permission of the app "people"; `translate` stands for one permission per language."""

    TRANSLATE = "translate"
    WRITE = "write_facts"
    IMPORT = "import_records"
    PUBLISH = "publish"
    MANAGE = "manage"
    NOBODY = "nobody"


class Kind(StrEnum):
    """A kind of record, as the permissions see it; each admin class names its own. A row inside a record follows it."""

    RECORD = "record"
    SHARED = "shared"
    REPORT = "report"
    LOG = "log"
    ACCOUNT = "account"


class Act(StrEnum):
    """An act on a record that needs a power."""

    SEE = "see"
    ADD = "add"
    TEXTS = "write its texts"
    FACTS = "write its facts"
    PREPARE = "prepare a change"
    DROP = "drop the pending change of somebody else"
    PUBLISH = "publish, archive, set the dates"
    CONFIRM = "confirm that it is still true"
    RESTORE = "bring back an earlier version"
    IMPORT = "import from a table"
    ANSWER = "answer in public"
    DELETE = "delete"


@dataclass(frozen=True)
class Rule:
    """The power that `act` needs on a record of `kind`: `hidden` before it is public, `public` once it is."""

    kind: Kind
    act: Act
    hidden: Power
    public: Power


_T, _W, _I, _P, _M, _N = Power
RULES = (
    Rule(Kind.RECORD, Act.SEE, _T, _T),
    Rule(Kind.RECORD, Act.ADD, _W, _P),
    Rule(Kind.RECORD, Act.TEXTS, _T, _P),
    Rule(Kind.RECORD, Act.FACTS, _W, _P),
    Rule(Kind.RECORD, Act.PREPARE, _N, _T),
    Rule(Kind.RECORD, Act.DROP, _P, _P),
    Rule(Kind.RECORD, Act.PUBLISH, _P, _P),
    Rule(Kind.RECORD, Act.CONFIRM, _W, _P),
    Rule(Kind.RECORD, Act.RESTORE, _W, _P),
    Rule(Kind.RECORD, Act.IMPORT, _I, _I),
    Rule(Kind.RECORD, Act.DELETE, _W, _N),
    Rule(Kind.SHARED, Act.SEE, _T, _T),
    Rule(Kind.SHARED, Act.ADD, _W, _P),
    Rule(Kind.SHARED, Act.TEXTS, _T, _P),
    Rule(Kind.SHARED, Act.FACTS, _W, _P),
    Rule(Kind.SHARED, Act.PREPARE, _N, _T),
    Rule(Kind.SHARED, Act.DROP, _P, _P),
    Rule(Kind.SHARED, Act.RESTORE, _W, _P),
    Rule(Kind.SHARED, Act.IMPORT, _I, _I),
    Rule(Kind.SHARED, Act.DELETE, _W, _P),
    Rule(Kind.REPORT, Act.SEE, _T, _T),
    Rule(Kind.REPORT, Act.TEXTS, _T, _P),
    Rule(Kind.REPORT, Act.ANSWER, _P, _P),
    Rule(Kind.REPORT, Act.DELETE, _P, _P),
    Rule(Kind.LOG, Act.SEE, _T, _T),
    Rule(Kind.LOG, Act.DELETE, _W, _N),
    Rule(Kind.ACCOUNT, Act.SEE, _M, _M),
    Rule(Kind.ACCOUNT, Act.ADD, _M, _M),
    Rule(Kind.ACCOUNT, Act.FACTS, _M, _M),
    Rule(Kind.ACCOUNT, Act.DELETE, _M, _M),
)
_TABLE = {(rule.kind, rule.act): rule for rule in RULES}

# The admin's pages, by the last part of their names, with the act that opens each (`opens`). A page checks by itself
# what else it does. A page that is not listed opens for nobody.
PAGES = {
    "changelist": Act.SEE,
    "change": Act.SEE,
    "history": Act.SEE,
    "preparation": Act.SEE,
    "deleted": Act.SEE,
    "choose": Act.SEE,
    "current": Act.TEXTS,
    "many": Act.SEE,
    "used": Act.SEE,
    "pending": Act.SEE,
    "calendar": Act.SEE,
    "review": Act.SEE,
    "add": Act.ADD,
    "next": Act.ADD,
    "delete": Act.DELETE,
    "import": Act.IMPORT,
    "export_csv": Act.SEE,
    "export_xlsx": Act.SEE,
}


def kind_of(model: Any) -> Kind | None:
    """The `kind` of the admin class of `model` (for a row: of its record's model); None without an admin page."""
    registered = admin.site._registry.get(standing.owner_model(model))
    return getattr(registered, "kind", None)


def power(act: Act, model: Any, is_public: bool) -> Power:
    """The power that `act` needs on a record of `model`; NOBODY for what the table does not name."""
    rule = _TABLE.get((kind_of(model), act))  # type: ignore[arg-type]
    if rule is None:
        return Power.NOBODY
    return rule.public if is_public else rule.hidden


def has(user: Any, needed: Power, language: str = "") -> bool:
    """Whether `user` has the power `needed`; for `TRANSLATE`, in `language`, or in any language when "" is given."""
    if needed is Power.NOBODY:
        return False
    if needed is Power.TRANSLATE:
        return any(
            user.has_perm(f"people.translate_{code}") for code in ([language] if language else languages.codes())
        )
    return user.has_perm(f"people.{needed}")


def may(user: Any, act: Act, thing: Any) -> bool:
    """Whether `user` may do `act` with `thing`: a record, a row inside one, or a model (any record, or a new one)."""
    if not isinstance(thing, type):
        return has(user, power(act, type(thing), standing.is_public(thing)))
    if act is Act.ADD:
        return has(user, power(act, thing, getattr(thing, "is_public", None) is True))
    return any(has(user, power(act, thing, is_public)) for is_public in (False, True))


# Pages of the admin that belong to no model.
OF_THE_SITE = frozenset(
    {"index", "app_list", "autocomplete", "jsi18n", "login", "logout", "password_change", "password_change_done"}
)


def opens(user: Any, name: str | None) -> bool:
    """Whether the admin page called `name` ("pages_page_history") opens for `user`, by the table `PAGES`."""
    if not name or name in OF_THE_SITE:  # without a name: Django's own redirects
        return True
    for model in admin.site._registry:
        page = name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
        if page != name and page in PAGES:
            return may(user, PAGES[page], model)
    return False


def may_delete(user: Any, record: Any) -> bool:
    """Whether `user` may delete `record`; a record that a public one refers to is deleted by publishers only."""
    return may(user, Act.DELETE, record) and (has(user, Power.PUBLISH) or not standing.is_named(record))


def may_write(user: Any, record: Any) -> bool:
    """Whether `user` may write to `record` directly; otherwise the change has to be prepared for a publisher."""
    return may(user, Act.TEXTS, record) or may(user, Act.FACTS, record)
