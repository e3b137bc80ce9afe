"""The form of a record that has a file in the library: the file is looked at, and kept under the name of its content."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.library import imaging, pdf, store


class FileForm(forms.ModelForm):
    """Asks for a file beside the fields of the record. One that has a file keeps it unless another is sent."""

    accept: ClassVar[str] = ""
    is_needed: ClassVar[bool] = False
    may_send: ClassVar[bool] = True  # the admin's word: a translator reads the file
    file_help: ClassVar[Any] = ""

    file = forms.FileField(required=False, label=_("File"), widget=forms.FileInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        field.widget.attrs["accept"] = self.accept
        field.disabled, field.help_text = not self.may_send, self.file_help

    def clean_file(self) -> Any:
        sent = self.cleaned_data.get("file")
        if not sent:
            if self.is_needed and not self.instance.digest:
                raise ValidationError(_("Choose a file."))
            return None
        self.take(sent)
        return sent

    def take(self, sent: Any) -> None:
        """Keeps the file, and has the record name it. Raises ValidationError for one that is not taken."""
        raise NotImplementedError


class ImageForm(FileForm):
    accept = "image/jpeg,image/png,image/webp"
    is_needed = True

    def take(self, sent: Any) -> None:
        found = imaging.prepare(sent)
        found.keep()
        image = self.instance
        image.digest, image.format, image.width, image.height = found.digest, found.format, found.width, found.height
        image.size = len(found.files[imaging.name_of(found.digest, found.width, found.format)])


class DocumentForm(FileForm):
    accept = "application/pdf"

    def take(self, sent: Any) -> None:
        body = pdf.check(sent)
        self.instance.digest, self.instance.size = store.digest_of(body), len(body)
        store.keep(f"{self.instance.digest}.pdf", body)
