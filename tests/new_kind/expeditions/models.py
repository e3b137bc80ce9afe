"""1. What a record holds. `Record` brings code, status, names, addresses, texts and sources."""

from django.db import models

from portal.core.models import Record


class Expedition(Record):
    """A voyage at sea of several teams."""

    url_name = "expeditions:expedition"
    list_url_name = "expeditions:expeditions"

    ship = models.CharField("ship", max_length=80, blank=True)

    class Meta(Record.Meta):
        verbose_name = "expedition"
        verbose_name_plural = "expeditions"
