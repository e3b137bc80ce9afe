"""What this room has as the picture of a shared link: its countries."""

from portal.core.pictures import share, sheet
from sites.countries.pictures import drawn
from sites.models import Country

share.register(Country, lambda record: drawn(record, *sheet.SHARED), Country.objects.all)
