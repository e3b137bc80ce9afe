"""The table of who may do what: for each kind of thing and each act, the power it needs. docs/roles.md shows the same.

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
    """What a role has one or more of: permissions of the app "people", `translate` being one for each language."""

    TRANSLATE = "translate"
    WRITE = "write_facts"
    IMPORT = "import_records"
    PUBLISH = "publish"
    MANAGE = "manage"
    NOBODY = "nobody"


class Kind(StrEnum):
    """What a thing is to the roles; each class of the admin names its own. A row of a record follows the record."""

    RECORD = "record"
    SHARED = "shared"
    REPORT = "report"
    LOG = "log"
    ACCOUNT = "account"


class Act(StrEnum):
    """What somebody does with a thing."""

    SEE = "see"
    ADD = "add"
    TEXTS = "write its texts"
    FACTS = "write its facts"
    PREPARE = "prepare a change"
    DROP = "drop the prepared change of somebody else"
    PUBLISH = "publish, archive, set the dates"
    CONFIRM = "confirm that it is still true"
    RESTORE = "bring back an earlier version"
    IMPORT = "import from a table"
    ANSWER = "answer in public"
    DELETE = "delete"


@dataclass(frozen=True)
class Rule:
    """The power that `act` needs: `hidden` on a thing that the public does not see, `public` on one that it does."""

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

# The pages of the admin by the last part of their names, with the acts that open them (`opens`); what a page does beyond
# that, it asks for itself. One that is not here is opened by nobody.
PAGES = {
    "changelist": Act.SEE,
    "change": Act.SEE,
    "history": Act.SEE,
    "preparation": Act.SEE,
    "deleted": Act.SEE,
    "current": Act.TEXTS,
    "add": Act.ADD,
    "next": Act.ADD,
    "delete": Act.DELETE,
    "import": Act.IMPORT,
    "export_csv": Act.SEE,
    "export_xlsx": Act.SEE,
    "password_change": Act.FACTS,
}


def kind_of(model: Any) -> Kind | None:
    """The kind of the things of `model`, as its admin says, for a row that of its record; None: no page of the admin."""
    registered = admin.site._registry.get(standing.owner_model(model))
    return getattr(registered, "kind", None)


def power(act: Act, model: Any, is_public: bool) -> Power:
    """The power that `act` needs on a thing of `model`; what the table does not name is done by nobody."""
    rule = _TABLE.get((kind_of(model), act))  # type: ignore[arg-type]
    if rule is None:
        return Power.NOBODY
    return rule.public if is_public else rule.hidden


def has(user: Any, needed: Power, language: str = "") -> bool:
    """Whether `user` has a power; of `TRANSLATE`, that for `language`, or for any when none is named."""
    if needed is Power.NOBODY:
        return False
    if needed is Power.TRANSLATE:
        return any(
            user.has_perm(f"people.translate_{code}") for code in ([language] if language else languages.codes())
        )
    return user.has_perm(f"people.{needed}")


def may(user: Any, act: Act, thing: Any, language: str = "") -> bool:
    """Whether `user` may do `act` with `thing`: a record, a row of one, or a model for "any record of it, or a new one"."""
    if not isinstance(thing, type):
        return has(user, power(act, type(thing), standing.is_public(thing)), language)
    if act is Act.ADD:
        return has(user, power(act, thing, getattr(thing, "is_public", None) is True), language)
    return any(has(user, power(act, thing, is_public), language) for is_public in (False, True))


# Pages of the admin that belong to no model.
OF_THE_SITE = frozenset(
    {"index", "app_list", "autocomplete", "jsi18n", "login", "logout", "password_change", "password_change_done"}
)


def opens(user: Any, name: str | None) -> bool:
    """Whether a page of the admin, by its name there ("pages_page_history"), opens for `user`; the table names each."""
    if not name or name in OF_THE_SITE:  # without a name: Django's own redirects
        return True
    for model in admin.site._registry:
        page = name.removeprefix(f"{model._meta.app_label}_{model._meta.model_name}_")
        if page != name and page in PAGES:
            return may(user, PAGES[page], model)
    return False


def may_delete(user: Any, record: Any) -> bool:
    """Whether `user` may delete `record`: of what a public record names, only who publishes."""
    return may(user, Act.DELETE, record) and (has(user, Power.PUBLISH) or not standing.is_named(record))


def may_write(user: Any, record: Any) -> bool:
    """Whether anything that `user` writes to `record` shows at once, or stays hidden with it: else it is to be prepared."""
    return may(user, Act.TEXTS, record) or may(user, Act.FACTS, record)
