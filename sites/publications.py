"""The map as data: all that it shows, in the formats of its page."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.core.content import revisions
from portal.core.lists.dataset import Cell, Words
from portal.core.publications import Publication, register
from portal.core.resource import resources
from sites.atlas import layers
from sites.atlas.formats import FORMATS
from sites.atlas.selection import Selection


def _changed() -> datetime | None:
    """The newest of the records that are on the map."""
    kinds = {feature.id.partition("-")[0] for feature in layers.features()}
    return revisions.newest(
        *(resource.published() for resource in resources().values() if resource.model._meta.model_name in kinds)
    )


def _cell(key: str, label: Words, help_text: Words, kind: str = "text") -> Cell:
    return Cell(key, label, help_text, lambda feature: None, kind)


register(
    Publication(
        code="map",
        title=_("World map"),
        description=_(
            "Cooperations, partnerships, offices and networks of Inserm and ANRS MIE on a world map and in a list, with filters and open data."
        ),
        page="sites:map",
        files="sites:map-data",
        formats=FORMATS,
        fields=(
            _cell("id", _("Identifier"), _("Kind and code of the record, the same in both languages."), "code"),
            _cell("kind", _("Kind"), _("Code of the kind, such as joint-lab or office."), "code"),
            _cell("kind_name", _("Kind in words"), _("In the language of the file.")),
            _cell("name", _("Name"), _("Name in the language of the file.")),
            _cell("url", _("Page"), _("Address of its page on this site."), "address"),
            _cell("summary", _("Summary"), _("One or two sentences.")),
            _cell("countries", _("Countries"), _("ISO 3166-1 codes, such as CA."), "list of code"),
            _cell("continents", _("Continents"), _("Codes of the continents."), "list of code"),
            _cell("places", _("Places"), _("Each place with its country, its precision and its side."), "list"),
            _cell("partners", _("Partners"), _("Names of the partners abroad."), "list of text"),
            _cell("themes", _("Themes"), _("Codes of the subjects of research."), "list of code"),
            _cell("instrument", _("Instrument"), _("Code of the instrument, where there is one."), "code"),
            _cell("started", _("Start"), _("As far as it is known: a year, a month or a day."), "date"),
            _cell("ended", _("End"), _("As far as it is known: a year, a month or a day."), "date"),
            _cell("as_of", _("As of"), _("The date for which the sources say it, as far as it is known."), "date"),
            _cell("geometry", _("Geometry"), _("WGS84 degrees; in CSV as well-known text."), "geometry"),
        ),
        count=lambda: len(Selection(layers.features(), QueryDict()).listed),
        changed=_changed,
    )
)
