"""Every list, every record's page and every list of the API costs the same queries with 1, 3 and 61 rows: two pages of a list."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Modality, Participant, Partnership, PartnershipEvent, Project
from portal.core.models import Discrepancy, DiscrepancyValue
from portal.pages.models import Alias, PageFact, Term
from sites.models import Network, NetworkFact, NetworkMember, Programme
from tests.factories import (
    make_cooperation,
    make_country,
    make_figure,
    make_institution,
    make_menu_entry,
    make_news,
    make_notice,
    make_page,
    make_place,
    make_question,
    make_source,
)

pytestmark = pytest.mark.django_db


def named(code, **fields):
    texts = {"name_fr": code, "name_en": code, "slug_fr": f"{code}-fr", "slug_en": code}
    return {"code": code, "status": "published", **texts, **fields}


def words(code, **fields):
    return {key: value for key, value in named(code, **fields).items() if not key.startswith("slug")}


def fill(rows):
    """`rows` of everything, each with a row inside, tied to the first institution, network, programme and form."""
    source, place, country = make_source(), make_place(), make_country()
    body = make_institution(places=(place,), **named("body"))
    home = make_page(code="home", kind="help")
    home.featured.create(record="network/network-0")
    home.featured.create(record="modality/form-0")
    for n in range(rows):
        network = Network.objects.create(**named(f"network-{n}", kind="network"))
        NetworkMember.objects.create(network=network, institution=body, since="2024").sources.add(source)
        NetworkFact.objects.create(network=network, kind="work", text_fr="a", text_en="b").sources.add(source)
        NetworkMember.objects.create(network=Network.objects.get(code="network-0"), country=country)
        programme = Programme.objects.create(**named(f"programme-{n}", kind="national"))
        form = Modality.objects.create(**named(f"form-{n}"))
        tie = Partnership.objects.create(**named(f"tie-{n}", modality=Modality.objects.get(code="form-0")))
        tie.institutions.add(body)
        tie.countries.add(country)
        PartnershipEvent.objects.create(partnership=tie, kind="signed", text_fr="a", text_en="b")
        project = Project.objects.create(**named(f"project-{n}"))
        project.partnerships.add(tie, form.partnerships.first() or tie)
        project.programmes.add(programme)
        Participant.objects.create(project=project, institution=body, role="lead").sources.add(source)
        Participant.objects.create(project=Project.objects.get(code="project-0"), network=network, role="lead")
        cooperation = make_cooperation(partners=0)
        cooperation.programmes.add(Programme.objects.get(code="programme-0"))
        cooperation.partners.create(institution=body)
        page = make_page(**named(f"page-{n}", kind="strategy"))
        fact = PageFact.objects.create(page=page, heading_fr="h", heading_en="h", text_fr="a", text_en="b")
        fact.sources.add(source)
        PageFact.objects.create(page=page, heading_fr="i", heading_en="i", text_fr="a", text_en="b")
        make_figure(source=source, code=f"figure-of-{n}")
        make_news(**named(f"news-{n}"))
        make_question().sources.add(source)
        make_notice(link_fr=f"network/network-{n}", link_words_fr="Voir")
        make_menu_entry(page=f"page-{n}")
        Alias.objects.create(term=Term.objects.create(**words(f"term-{n}")), kind="former", text="x")
        subject = Discrepancy.objects.create(**words(f"subject-{n}"), shown_fr="a", shown_en="b")
        DiscrepancyValue.objects.create(discrepancy=subject, text_fr="a", text_en="b").sources.add(source)


PAGES = {
    "/en/": 81,  # the map is asked for once for each picture of it, which the site reads once
    "/en/map/": 17,
    "/en/map.geojson": 15,
    "/en/map.csv?country=DE": 15,
    "/en/networks/": 3,
    "/en/institutions/": 7,
    "/en/institutions/?sort=ties&continent=europe": 7,
    "/en/institutions.csv": 4,
    "/en/institutions.xlsx": 4,
    "/en/cooperations/": 8,
    "/en/cooperations/?country=DE&continent=europe&state=running": 8,
    "/en/cooperations/?country=DE&continent=africa&year=2020": 8,
    "/en/cooperations.csv?country=DE": 9,
    "/en/cooperations.geojson": 9,
    "/en/cooperations.atom": 12,
    "/en/programmes/": 3,
    "/en/partnerships/list/": 9,
    "/en/partnerships/list/?type=form-0&country=DE&sort=name": 9,
    "/en/partnerships/list.json": 7,
    "/en/projects/": 7,
    "/en/strategy/": 4,
    "/en/key-figures/": 4,
    "/en/news/": 4,
    "/en/news/news-0/": 7,
    "/en/news.atom": 6,
    "/fr/questions/": 5,
    "/en/glossary/": 7,  # two for the date of its citation, once for each content
    "/en/data/discrepancies/": 5,
    "/en/networks/network-0/": 16,
    "/en/institutions/body/": 15,
    "/en/programmes/programme-0/": 11,
    "/en/partnerships/form-0/": 18,
    "/en/partnerships/form-0/tie-0/": 15,
    "/en/projects/project-0/": 16,
    "/en/strategy/page-0/": 10,
    "/en/cite/networks/network-0.bib": 2,
    "/en/cite/key-figures/figure-of-0.ris": 3,
    "/en/data/": 133,
    "/data/catalog.ttl": 262,
    "/api/v1/cooperations/?limit=200": 11,
    "/api/v1/institutions/?limit=200": 7,
    "/api/v1/networks/?limit=200": 11,
    "/api/v1/projects/?limit=200": 13,
    "/api/v1/partnerships/?limit=200": 12,
    "/api/v1/key-figures/?limit=200": 4,
    "/api/v1/sources/?limit=200": 3,
}


@pytest.mark.parametrize("rows", [1, 3, 61])
def test_pages_cost_the_same_queries(visitor, rows):
    caches["process"].clear()
    fill(rows)
    asked = {}
    for path in PAGES:
        with CaptureQueriesContext(connection) as queries:
            answer = visitor.get(path)
            assert (answer.status_code, bool(answer.getvalue())) == (200, True)  # a stream too is read
        asked[path] = len(queries)
    assert asked == PAGES
