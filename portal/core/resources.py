from portal.core.models import Discrepancy, Source, Theme
from portal.core.resource import on_a_list, register

register(Source, "sources")
register(Theme, "themes")
register(Discrepancy, "discrepancies", on_a_list("pages:discrepancies"))
