"""The library at the desk: images with the places that show them, and the search from which texts take what they show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.core.enums import ANSWERING, Status
from portal.core.text import inserted, languages
from portal.core.text.collation import sort_key
from portal.editing import pages
from portal.editing.admin import NamedAdmin
from portal.editing.forms import richtext
from portal.editing.forms.mixins import side_by_side
from portal.editing.lookup.link_targets import query
from portal.editing.people import acts
from portal.editing.people.acts import Act
from portal.editing.subjects import Subject
from portal.library import showing, usage
from portal.library.forms import ImageForm
from portal.library.models import Image

MOST = 12  # in an answer of the search


class LibraryAdmin(NamedAdmin):
    """Of records that have a file and that texts show: where they are used, and how a text finds them."""

    readonly_fields: tuple[str, ...] = ("used_in",)
    said: tuple[str, ...] = ()  # texts, besides the name, by which it is found
    file_help: Any = ""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        may_send = acts.may(request.user, Act.FACTS, self.model)
        return type("FileForm", (form,), {"may_send": may_send, "file_help": self.file_help})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *self.readonly_fields)

    @admin.display(description=gettext_lazy("shown in"))
    def used_in(self, record: Any) -> Any:
        """Links to the forms of all records that show it."""
        found = usage.of(record) if record and record.pk else []
        if not found:
            return _("nothing yet")
        rows = ((pages.form_of(type(each), each.pk), capfirst(each._meta.verbose_name), each) for each in found)
        return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}: {}</a></li>', rows))

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        """Refuses what a text still shows, as the database refuses what a picture is."""
        to_delete, counts, needed, protected = super().get_deleted_objects(objs, request)  # type: ignore[arg-type]
        named = [f"{capfirst(each._meta.verbose_name)}: {each}" for one in objs for each in usage.in_texts(one)]
        return to_delete, counts, needed, [*protected, *named]

    def get_urls(self) -> list[Any]:
        own = path("choose/", self.admin_site.admin_view(self.choose_view), name=pages.name(self, "choose"))
        return [own, *super().get_urls()]

    def choose_view(self, request: HttpRequest) -> JsonResponse:
        """JSON with what `?q=` may mean in `?language=`: a part of a name, of a code, of what is said of it, or a token."""
        return require_safe(self._choose)(request)

    def _choose(self, request: HttpRequest) -> JsonResponse:
        code = request.GET.get("language", "")
        language = code if code in languages.codes() else languages.current()
        asked = query(request)
        found = self.matching(asked).order_by(languages.localized("sort_key", language), "code")[:MOST]
        return JsonResponse({"results": [self.as_result(record, language) for record in found]})

    def matching(self, asked: str) -> Any:
        """The newest when nothing is asked; archived ones are no longer offered."""
        kind = str(self.opts.model_name)
        records = self.model._default_manager.all()
        if code := _named(asked, kind):
            return records.filter(code=code)
        where = Q(code__icontains=asked)
        for code in languages.codes():
            where |= Q(**{f"{languages.localized('sort_key', code)}__contains": sort_key(asked)})
            for field in self.said:
                where |= Q(**{f"{languages.localized(field, code)}__icontains": asked})
        return records.exclude(status=Status.ARCHIVED).filter(where)

    def as_result(self, record: Any, language: str) -> dict[str, Any]:
        return {
            "token": inserted.token(str(self.opts.model_name), record.code),
            "code": record.code,
            "name": str(languages.text_of(record, "name", language)),
            "is_public": record.status in ANSWERING,
        }


def _named(asked: str, kind: str) -> str:
    """The code that a token of this kind names; "" if `asked` is none."""
    before, after = inserted.token(kind, "|").split("|")
    is_token = asked.startswith(before) and asked.endswith(after)
    return asked[len(before) : -len(after)] if is_token else ""


@admin.register(Image)
class ImageAdmin(LibraryAdmin):
    subject = Subject.PAGES
    purpose = gettext_lazy("Images for texts and records")
    form = ImageForm
    list_display = ("thumbnail", "__str__", "code", "status", "reviewed_on")
    list_display_links = ("__str__",)
    list_filter = ("status", "licence", "is_decorative")
    search_fields = (
        *NamedAdmin.search_fields,
        *(languages.localized("alt", code) for code in languages.codes()),
        "credit",
    )
    readonly_fields = ("shown", "used_in")
    said = ("alt",)
    file_help = gettext_lazy(
        "JPEG, PNG or WebP, up to 10 MB and 40 million pixels. It is drawn anew: where and with what it was taken is not kept."
    )

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        groups = [
            (None, ("code", "status", "reviewed_on")),
            (_("Image"), ("shown", "file")),
            (_("What it shows"), ("name", "name_lang", "alt", "is_decorative", "caption")),
            (_("Whose it is"), ("credit", "licence")),
            (_("Use"), ("used_in",)),
            (_("Publication window"), ("publish_at", "unpublish_at")),
        ]
        shown = [(title, self.replace_orig_field(list(fields))) for title, fields in groups]
        return [(title, {"fields": side_by_side(self.model, fields)}) for title, fields in shown]

    @admin.display(description=gettext_lazy("image"))
    def thumbnail(self, image: Image) -> SafeString:
        return _small(image, 120)

    @admin.display(description=gettext_lazy("as it is shown"))
    def shown(self, image: Any) -> Any:
        return _small(image, 480) if image and image.digest else "–"

    def as_result(self, record: Any, language: str) -> dict[str, Any]:
        words = _("decorative") if record.is_decorative else str(languages.text_of(record, "alt", language))
        measures = {"width": record.width, "height": record.height}
        small = record.address(record.widths[0], "webp")
        return {**super().as_result(record, language), "words": words, "picture": small, **measures}


def _small(image: Image, most: int) -> SafeString:
    """The image on the desk, at most so wide; with its words, so that whoever writes them reads them."""
    width = min(most, image.width)
    height = max(1, round(width * image.height / image.width))
    return format_html(
        '<img class="library-small" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        *(image.address(image.widths[0], "webp"), width, height, showing.words_of(image)),
    )


richtext.insertable("image", "admin:library_image_choose")
