"""Model fields with validation of their own: partial dates, slugs, prose."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.core import identifiers
from portal.core.dates import PartialDate
from portal.core.text import numbers, tongues

if TYPE_CHECKING:
    _TextColumn = models.CharField[PartialDate | str | None, PartialDate | None]
else:
    _TextColumn = models.CharField

# Longest texts, in characters: several times the longest of today.
SUMMARY = 1_000  # a sentence or two on a card
PASSAGE = 5_000  # a fact, a definition, a note
BODY = 100_000  # HTML: the text of a page of its own


class PartialDateField(_TextColumn):
    """Field of a `PartialDate`, stored as ISO text, so that both databases sort it alike; NULL if empty."""

    description = _("Date of which at least the decade is known")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.update(max_length=10, null=True, blank=True)
        kwargs.setdefault("help_text", _("A year, a month or a day: 2025, 2025-10 or 2025-10-15. A decade: 199X."))
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        for key in ("max_length", "null", "blank", "help_text"):
            kwargs.pop(key, None)
        return name, path, args, kwargs

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> PartialDate | None:
        return PartialDate(value) if value else None

    def to_python(self, value: Any) -> PartialDate | None:
        if not value or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(str(value).strip())
        except ValueError:
            message = _(
                "“%(value)s” is not a date. Write a year, a month or a day: 2025, 2025-10 or 2025-10-15; a decade: 199X."
            )
            raise ValidationError(message, code="invalid", params={"value": value}) from None

    def get_prep_value(self, value: Any) -> str | None:
        return str(value) if value else None

    def value_from_object(self, obj: models.Model) -> Any:
        """Value as text, as in forms and files, so that a form recognises an unchanged value."""
        value = super().value_from_object(obj)
        return str(value) if value else value

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj) or "")

    def run_validators(self, value: Any) -> None:
        super().run_validators(str(value) if value else value)


class AddressField(models.SlugField):
    """Field of a slug, unique; NULL if missing, since two empty texts would clash."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.update(unique=True, null=True, blank=True)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        # modeltranslation also fills the bare column, with the active language's slug. Nothing reads it, and its UNIQUE
        # would let one record's French slug clash with another's English one: it stays NULL.
        if not hasattr(self, "translated_field"):
            return None
        return super().pre_save(model_instance, add)

    def get_prep_value(self, value: Any) -> str | None:
        return super().get_prep_value(value) or None

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        """Refuses what is the last part of another address: the record's page would be unreachable behind that one."""
        from portal.core.web.routes import reserved  # addresses are known once every room is loaded

        super().validate(value, model_instance)
        language = getattr(self, "language", "")
        if language and str(value).casefold() in reserved(getattr(model_instance, "url_name", ""), language):
            words = _("“%(value)s” is the address of another page of the site. Choose another word.")
            raise ValidationError(words, "reserved", {"value": value})


class _AsCharField(models.CharField):
    """A CharField that checks more: migrations know it as the plain one."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def clone(self) -> Any:
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, **kwargs)


class LanguageField(_AsCharField):
    """Field of a language's code, chosen from a list in forms; in tables its name in a language of the site will do."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return tongues.code_of(text) if text else text

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and not tongues.is_known(value):
            words = _("“%(value)s” is no language that is known here. Choose one from the list, such as fr or en.")
            raise ValidationError(words, "invalid", {"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        said: dict[str, Any] = {
            "required": not self.blank,
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
        }
        return forms.ChoiceField(choices=[("", "---------"), *tongues.choices()], **said)


class RorField(_AsCharField):
    """Field of a ROR identifier, also read from its address; its two check digits must be right."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return identifiers.ror(text) if text else text

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and not identifiers.is_ror(value):
            words = _("“%(value)s” is no ROR identifier: copy it from ror.org, such as https://ror.org/02vjkv261.")
            raise ValidationError(words, "invalid", {"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        return _read_first(super().formfield(**{**kwargs, "max_length": None}), identifiers.ror)


class UnitNumberField(_AsCharField):
    """Field of the number of a research unit: "U 1111" is read as U1111."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return identifiers.unit(text) if text else text

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if value and not identifiers.is_unit(value):
            words = _("“%(value)s” is no unit number: letters, then digits, such as U1111 or UMR1234.")
            raise ValidationError(words, "invalid", {"value": value})

    def formfield(self, **kwargs: Any) -> Any:
        return _read_first(super().formfield(**{**kwargs, "max_length": None}), identifiers.unit)


def _read_first(field: Any, read: Callable[[str], str]) -> Any:
    """The form field, whose text goes through `read` first; as long as it may be, an address among others."""

    class Read(type(field)):  # type: ignore[misc]
        def to_python(self, value: Any) -> Any:
            text = super().to_python(value)
            return read(text) if text else text

    field.__class__ = Read
    return field


class ProseField(models.TextField):
    """Field of a text of at most `max_length` characters, checked for forms, imported tables and content files."""

    max_length: int

    def __init__(self, *args: Any, max_length: int, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "max_length": max_length})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """Deconstructs as a TextField without a limit, so that a new limit needs no migration."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("max_length", None)
        return name, "django.db.models.TextField", args, kwargs

    def clone(self) -> Any:
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, max_length=self.max_length, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        # With `maxlength`, a browser would silently cut pasted text.
        return super().formfield(**{"max_length": None, **kwargs})

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if len(value or "") > self.max_length:
            words = _("This text has %(count)s characters; it may have %(limit)s.")
            counts = {"count": numbers.number(len(value)), "limit": numbers.number(self.max_length)}
            raise ValidationError(words, "too_long", counts)


def to_picture() -> Any:
    """Field of an image of the library, named by a text: the library lies above, and every room shows its images (decision 044)."""
    return models.ForeignKey(
        "library.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("From the library: shown at the top of the page, and where a link to it is shared."),
    )
