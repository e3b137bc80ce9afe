"""3. What it is to the portal: its content file. The API, the search and the site map follow; `schema` is for machines."""

from expeditions.models import Expedition

from portal.core import kind

kind.register(Expedition, "expeditions", "Voyages at sea of several teams.", schema="Project")
