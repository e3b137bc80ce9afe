"""Who may what. A role is a group; its permissions are said here and nowhere else, and are put right at every migration.

Translators write the texts of one language, editors everything, publishers also decide what is public, administrators
also who does all this. A superuser is Django's: everything.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from django.utils.translation import get_language_info, pgettext
from modeltranslation.translator import translator

from portal.core import languages

EDITOR, PUBLISHER, ADMINISTRATOR = "editor", "publisher", "administrator"
ROOMS = ("portal", "sites", "partnerships", "instruments")


def translator_of(language: str) -> str:
    """The name of the group of those who write the texts of `language`."""
    return f"translator: {language}"


def names() -> list[str]:
    """Every role of the site, the one that may least first."""
    return [*map(translator_of, languages.codes()), EDITOR, PUBLISHER, ADMINISTRATOR]


def language_name(code: str) -> str:
    """The name of a language in the reader's."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def label(role: str) -> str:
    """The role in the reader's language."""
    plain = {
        EDITOR: pgettext("role", "editor"),
        PUBLISHER: pgettext("role", "publisher"),
        ADMINISTRATOR: pgettext("role", "administrator"),
    }
    if role in plain:
        return plain[role]
    code = role.removeprefix("translator: ")
    return pgettext("role", "translator (%(language)s)") % {"language": language_name(code)}


# --- what the other rooms ask ------------------------------------------------------------------------------------------


def may_publish(user: Any) -> bool:
    """Whether `user` decides what is public: status, dates, changes to what is public."""
    return user.has_perm("people.publish")


def may_write(user: Any, language: str) -> bool:
    """Whether `user` writes the texts of `language`, and confirms that they still hold."""
    return user.has_perm(f"people.translate_{language}")


def may_write_facts(user: Any) -> bool:
    """Whether `user` writes what is not a text of one language: dates, amounts, relations."""
    return user.has_perm("people.write_facts")


def may_import(user: Any) -> bool:
    """Whether `user` may bring in tables."""
    return user.has_perm("people.import_records")


def may_manage_people(user: Any) -> bool:
    """Whether `user` makes accounts and gives roles."""
    return user.has_perm("people.manage")


def written_languages(user: Any) -> list[str]:
    """Codes of the languages whose texts `user` writes."""
    return [code for code in languages.codes() if may_write(user, code)]


def needs_factor(user: Any) -> bool:
    """Whether the desk stays closed to `user` without a second factor."""
    return may_publish(user) or may_manage_people(user)


# --- groups and permissions --------------------------------------------------------------------------------------------


def _records() -> list[type[Model]]:
    """Every model that the rooms keep content in."""
    return [
        model
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in ROOMS and config.label != "people"
        for model in config.get_models()
    ]


def _on(models: Iterable[type[Model]], *actions: str) -> Q:
    """Django's own permissions to do `actions` with `models`."""
    condition = Q(pk__in=())
    for model in models:
        codes = [f"{action}_{model._meta.model_name}" for action in actions]
        condition |= Q(content_type__app_label=model._meta.app_label, codename__in=codes)
    return condition


def _own(*codes: str) -> Q:
    return Q(content_type__app_label="people", codename__in=codes)


def permissions(role: str) -> Q:
    """The condition "is a permission of `role`" on Django's permissions."""
    records = _records()
    if role.startswith("translator: "):
        texts = [model for model in records if model in translator.get_registered_models(abstract=False)]
        return _on(records, "view") | _on(texts, "change") | _own(f"translate_{role.removeprefix('translator: ')}")
    condition = _on(records, "view", "add", "change", "delete")
    condition |= _own("write_facts", "import_records", *(f"translate_{code}" for code in languages.codes()))
    if role in (PUBLISHER, ADMINISTRATOR):
        condition |= _own("publish")
    if role == ADMINISTRATOR:
        condition |= _own("manage") | _on([apps.get_model("auth", "user")], "view", "add", "change", "delete")
    return condition


def synchronise(using: str = "default", **kwargs: Any) -> None:
    """Makes every role as this module says; called after each migration. A role that is no more keeps nothing."""
    person = ContentType.objects.db_manager(using).get_for_model(apps.get_model("people", "person"))
    rows = Permission.objects.using(using)
    for code in languages.codes():
        name = f"may write the texts in {code}"
        rows.update_or_create(content_type=person, codename=f"translate_{code}", defaults={"name": name})
    for role in names():
        group, _made = Group.objects.using(using).get_or_create(name=role)
        group.permissions.set(rows.filter(permissions(role)))
    for gone in Group.objects.using(using).filter(name__startswith="translator: ").exclude(name__in=names()):
        gone.permissions.clear()
