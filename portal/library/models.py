"""The images that editors add, and what any file of the library says of itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.enums import ANSWERING, Status
from portal.core.fields import SUMMARY, ProseField
from portal.core.models import Coded, Named, Published, PublishedQuerySet, choices_hold
from portal.core.text import languages
from portal.library import imaging, store
from portal.library.enums import Format, Licence

is_digest = RegexValidator(store.DIGEST.pattern + r"\Z", _("This is not the name of a file of the library."))


class Filed(models.Model):
    """Has a file in the library, named by its content, and says whose it is."""

    digest = models.CharField(_("file"), max_length=40, blank=True, validators=[is_digest])
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it, as it is to be named.")
    )
    licence = models.CharField(_("licence"), max_length=15, choices=Licence.choices, blank=True)

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.digest:
            missing = {
                name: _("A file of the library needs this.") for name in ("credit", "licence") if not vars(self)[name]
            }
            if missing:
                raise ValidationError(missing)

    @property
    def licence_name(self) -> Any:
        return Licence(self.licence).label if self.licence else ""

    @property
    def licence_address(self) -> str:
        return Licence(self.licence).address if self.licence else ""


class Image(Filed, Named, Published, Coded):
    """A picture that pages may show: in texts, and as the picture of a record."""

    format = models.CharField(_("format"), max_length=4, choices=Format.choices, editable=True, default=Format.JPEG)
    width = models.PositiveIntegerField(_("width"), default=1, validators=[MinValueValidator(1)])
    height = models.PositiveIntegerField(_("height"), default=1, validators=[MinValueValidator(1)])
    alt = ProseField(
        _("text for those who do not see it"),
        max_length=SUMMARY,
        blank=True,
        help_text=_("What the image says where it stands, in a sentence; without “image of”."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("It says nothing that the text does not say: nobody need hear of it."),
    )
    caption = ProseField(
        _("caption"), max_length=SUMMARY, blank=True, help_text=_("Read by everybody, under the image.")
    )

    KEPT: ClassVar = (
        "digest",
        "size",
        "format",
        "width",
        "height",
    )  # what the file says of itself: no form asks for it

    objects = PublishedQuerySet.as_manager()

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ("sort_key", "code")
        constraints = (
            choices_hold("status", Status),
            choices_hold("format", Format),
            choices_hold("licence", Licence),
            models.CheckConstraint(
                condition=~models.Q(digest=""),
                name="library_image_digest",
                violation_error_message=_("Choose a file."),
            ),
        )

    def clean(self) -> None:
        super().clean()
        if self.is_decorative:
            return
        said = [code for code in languages.codes() if languages.in_language(self, "alt", code)]
        needed = settings.REQUIRED_LANGUAGES if self.status in ANSWERING else [] if said else languages.codes()[:1]
        words = _("Say what the image shows, or mark it as decorative.")
        if missing := {languages.localized("alt", code): words for code in needed if code not in said}:
            raise ValidationError(missing)

    @property
    def is_shown(self) -> bool:
        """Whether pages show it now: also archived, where it stands already."""
        return self.status in ANSWERING and not (self.publish_at and self.publish_at > timezone.now())

    def address(self, width: int = 0, ending: str = "") -> str:
        """Path of its file in one of its widths, the widest by default."""
        name = imaging.name_of(self.digest, width or self.width, ending or self.format)
        return reverse("library:file", kwargs={"name": name})

    @property
    def widths(self) -> list[int]:
        return imaging.widths(self.width)
