"""The roles. A role is a group with the powers said here; its permissions follow from them and from the table of acts.

Translators write the texts of one language, editors everything, publishers also decide what is public, administrators
also who does all this. A superuser is Django's: every power.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import get_language_info, pgettext

from portal.core.text import languages
from portal.editing.people.acts import Act, Power, power

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


def powers(role: str) -> set[Power]:
    """The powers of a role; `TRANSLATE` of a translator is for their language alone, of the others for each."""
    if role.startswith("translator: "):
        return {Power.TRANSLATE}
    found = {Power.TRANSLATE, Power.WRITE, Power.IMPORT}
    if role in (PUBLISHER, ADMINISTRATOR):
        found.add(Power.PUBLISH)
    return found | {Power.MANAGE} if role == ADMINISTRATOR else found


def may_publish(user: Any) -> bool:
    """Whether `user` decides what is public: status, dates, changes to what is public."""
    return user.has_perm("people.publish")


def may_write(user: Any, language: str) -> bool:
    """Whether `user` writes the texts of `language`, and confirms that they still hold."""
    return user.has_perm(f"people.translate_{language}")


def may_manage_people(user: Any) -> bool:
    """Whether `user` makes accounts and gives roles."""
    return user.has_perm("people.manage")


def written_languages(user: Any) -> list[str]:
    """Codes of the languages whose texts `user` writes."""
    return [code for code in languages.codes() if may_write(user, code)]


# --- groups and permissions --------------------------------------------------------------------------------------------

# The acts of the table for which Django's admin asks a permission of its own on the model.
ASKED_BY_DJANGO = {
    "view": (Act.SEE,),
    "add": (Act.ADD,),
    "change": (Act.TEXTS, Act.FACTS, Act.PREPARE, Act.ANSWER),
    "delete": (Act.DELETE,),
}


def _models() -> list[type[Model]]:
    """Every model of the rooms, and the accounts."""
    rooms = [config for config in apps.get_app_configs() if config.name.split(".")[0] in ROOMS]
    return [apps.get_model("auth", "user"), *(model for config in rooms for model in config.get_models())]


def _covers(role: str, act: Act, model: type[Model]) -> bool:
    """Whether a role may do `act` with some things of `model`. Translators write where there are texts."""
    if role.startswith("translator: ") and act is not Act.SEE and not languages.translated(model):
        return False
    return bool(powers(role) & {power(act, model, is_public) for is_public in (False, True)})


def _codenames(role: str) -> Iterator[tuple[str, str]]:
    """The permissions of a role, as (app label, codename)."""
    for model in _models():
        for asked, acts in ASKED_BY_DJANGO.items():
            if any(_covers(role, act, model) for act in acts):
                yield model._meta.app_label, f"{asked}_{model._meta.model_name}"
    spoken = [role.removeprefix("translator: ")] if role.startswith("translator: ") else languages.codes()
    for one in powers(role):
        for code in [f"{one}_{language}" for language in spoken] if one is Power.TRANSLATE else [str(one)]:
            yield "people", code


def synchronise(using: str = "default", **kwargs: Any) -> None:
    """Makes every role as this module says; called after each migration. A role that is no more keeps nothing."""
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
