from portal.core.content.specs import child, register
from sites.models import Country, Institution, Network, NetworkFact, NetworkMember, Office, OfficeFact, Place, Programme

register(
    Country,
    "countries",
    "ISO 3166-1 countries and territories, all of them, with the zone that funding rules read.\n"
    "zone: no source defines Europe, this is the editors' reading. europe: the member states of the Council of Europe,\n"
    "Belarus, Russia, the Vatican, and the dependent territories in Europe (Åland, Faroe, Gibraltar, Guernsey, Jersey,\n"
    "Isle of Man, Svalbard); all else is outside-europe, as are the overseas territories of European states.\n"
    "continent: the UN M49 regions, Antarctica apart. Names, points and missing rows: scripts/countries.py.",
)
register(
    Place,
    "places",
    "Cities, regions, and countries as a whole where the source names no city. WGS84 degrees.\n"
    "country_basis: inferred where the source names the city without its country.",
)
register(
    Institution,
    "institutions",
    "Partner institutions and French units.\n"
    "place_basis: inferred where the city is read off the name, seat where only the usual seat is known.",
)
register(Office, "offices", "Permanent representations abroad.", facts=child(OfficeFact, "office"))
register(
    Network,
    "networks",
    "Networks, alliances and forums that the institute runs or belongs to.",
    facts=child(NetworkFact, "network"),
    members=child(NetworkMember, "network"),
)
register(Programme, "programmes", "National and European programmes that cooperations and projects belong to.")
