"""Addresses that lead elsewhere: slugs that records once had, and paths that somebody wrote down by hand."""

from __future__ import annotations

from itertools import count

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

PATH = RegexValidator(r"^/[^\s?#]*$", _("A path of this site, from its first slash on, without “?” or “#”."))
TARGET = RegexValidator(r"^/[^/\s]\S*$|^/$", _("An address of this site, from its first slash on."))


class FormerAddress(models.Model):
    """A slug that a record once had: its address redirects for ever."""

    model = models.CharField(max_length=80)
    language = models.CharField(max_length=8)
    slug = models.CharField(max_length=120)
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = (models.UniqueConstraint(fields=("model", "language", "slug"), name="core_formeraddress_once"),)

    def __str__(self) -> str:
        return f"{self.model}: {self.language}/{self.slug}"


class Redirect(models.Model):
    """A path that has no page, and the address that answers for it. Editors can change it: no browser is to keep it."""

    is_public = True  # it answers to everybody as soon as it is written

    code = models.SlugField(_("code"), max_length=80, unique=True)
    path = models.CharField(_("old path"), max_length=250, unique=True, validators=[PATH])
    target = models.CharField(_("leads to"), max_length=250, validators=[TARGET])

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ("path",)

    def __str__(self) -> str:
        return f"{self.path} → {self.target}"

    def clean(self) -> None:
        """Names the row by its path, if nobody has; refuses a circle: a target that is an old path itself."""
        self.code = self.code or self._free_code()
        target = self.target.partition("#")[0].partition("?")[0]
        if target == self.path or Redirect.objects.exclude(pk=self.pk).filter(path=target).exists():
            raise ValidationError({"target": _("This address leads elsewhere itself: give the last one.")})

    def _free_code(self) -> str:
        """A code made from the path, which no other redirect has."""
        made = slugify(self.path.replace("/", "-"))[:70] or "redirect"
        taken = set(Redirect.objects.filter(code__startswith=made).values_list("code", flat=True))
        return next(code for number in count(1) if (code := made if number == 1 else f"{made}-{number}") not in taken)
