"""The roles: groups whose permissions follow from the powers given here and from the table in acts.py.

Translators write the texts of one language, editors write everything, publishers also publish, administrators also
manage accounts. A Django superuser has every power.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.core.templatetags.portal import language_name
from portal.core.text import languages
from portal.editing.people.acts import Act, Power, power

EDITOR, PUBLISHER, ADMINISTRATOR = "editor", "publisher", "administrator"
ROOMS = ("portal", "sites", "partnerships", "instruments")


def translator_of(language: str) -> str:
    """Name of the group of the translators into `language` (a code)."""
    return f"translator: {language}"


def names() -> list[str]:
    """Names of all roles of the site, in order of increasing power."""
    return [*map(translator_of, languages.codes()), EDITOR, PUBLISHER, ADMINISTRATOR]


def label(role: str) -> str:
    """Name of `role` in the reader's language, in lower case."""
    plain = {
        EDITOR: pgettext("role", "editor"),
        PUBLISHER: pgettext("role", "publisher"),
        ADMINISTRATOR: pgettext("role", "administrator"),
    }
    if role in plain:
        return plain[role]
    code = role.removeprefix("translator: ")
    return pgettext("role", "%(language)s translator") % {"language": language_name(code)}


def explained(role: str) -> str:
    """What `role` may do, in one sentence in the reader's language."""
    plain = {
        EDITOR: _("writes drafts and sends them for review, imports tables, prepares changes to what is public"),
        PUBLISHER: _("writes, publishes and archives everything"),
        ADMINISTRATOR: _("as a publisher, and manages people and their roles"),
    }
    return plain.get(role) or _("writes the texts of one language, and prepares those of public records")


# --- questions of other apps ------------------------------------------------------------------------------------------


def powers(role: str) -> set[Power]:
    """The powers of `role`; a translator has `TRANSLATE` for one language, every other role for all."""
    if role.startswith("translator: "):
        return {Power.TRANSLATE}
    found = {Power.TRANSLATE, Power.WRITE, Power.IMPORT}
    if role in (PUBLISHER, ADMINISTRATOR):
        found.add(Power.PUBLISH)
    return found | {Power.MANAGE} if role == ADMINISTRATOR else found


def may_publish(user: Any) -> bool:
    """Whether `user` may publish: set status and dates, and change what is public."""
    return user.has_perm("people.publish")


def may_write(user: Any, language: str) -> bool:
    """Whether `user` may write the texts of `language`, and confirm that they are still up to date."""
    return user.has_perm(f"people.translate_{language}")


def may_manage_people(user: Any) -> bool:
    """Whether `user` may create accounts and assign roles."""
    return user.has_perm("people.manage")


def written_languages(user: Any) -> list[str]:
    """Codes of the languages whose texts `user` may write."""
    return [code for code in languages.codes() if may_write(user, code)]


# --- groups and permissions -------------------------------------------------------------------------------------------

# Permissions that Django's admin checks on a model, and the acts of the table that need each.
ASKED_BY_DJANGO = {
    "view": (Act.SEE,),
    "add": (Act.ADD,),
    "change": (Act.TEXTS, Act.FACTS, Act.PREPARE, Act.ANSWER),
    "delete": (Act.DELETE,),
}


def _models() -> list[type[Model]]:
    """Every model of the project's apps, and the accounts."""
    rooms = [config for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS]
    return [apps.get_model("auth", "user"), *(model for config in rooms for model in config.get_models())]


def _covers(role: str, act: Act, model: type[Model]) -> bool:
    """Whether `role` may do `act` with some records of `model`; translators only write models with translated texts."""
    if role.startswith("translator: ") and act is not Act.SEE and not languages.translated(model):
        return False
    return bool(powers(role) & {power(act, model, is_public) for is_public in (False, True)})


def _codenames(role: str) -> Iterator[tuple[str, str]]:
    """The permissions of `role`, as (app label, codename)."""
    for model in _models():
        for asked, acts in ASKED_BY_DJANGO.items():
            if any(_covers(role, act, model) for act in acts):
                yield model._meta.app_label, f"{asked}_{model._meta.model_name}"
    spoken = [role.removeprefix("translator: ")] if role.startswith("translator: ") else languages.codes()
    for one in powers(role):
        for code in [f"{one}_{language}" for language in spoken] if one is Power.TRANSLATE else [str(one)]:
            yield "people", code


def synchronise(using: str = "default", **kwargs: Any) -> None:
    """Creates or updates all roles and their permissions, after each migration; empties those of languages removed."""
    person = ContentType.objects.db_manager(using).get_for_model(apps.get_model("people", "person"))
    rows = Permission.objects.using(using)
    for code in languages.codes():
        name = f"may write the texts in {code}"
        rows.update_or_create(content_type=person, codename=f"translate_{code}", defaults={"name": name})
    known = {
        (label, codename): pk for pk, label, codename in rows.values_list("pk", "content_type__app_label", "codename")
    }
    for role in names():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(known[key] for key in _codenames(role) if key in known)
    for gone in Group.objects.using(using).filter(name__startswith="translator: ").exclude(name__in=names()):
        gone.permissions.clear()
