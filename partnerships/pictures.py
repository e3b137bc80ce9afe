"""Partnerships as the pictures of shared links: their places on the map."""

from __future__ import annotations

from partnerships.models import Partnership
from portal.core.pictures import share, sheet
from portal.core.pictures.sheet import Art
from sites.atlas.pictures import of_address, part


def partnership(record: Partnership) -> Art | None:
    return part(of_address(record.get_absolute_url()), *sheet.SHARED)


share.register(Partnership, partnership, lambda: Partnership.objects.answering().select_related("modality"))
