"""What a reader looks for stands where they look, in both languages, with the real content."""

import pytest
from django.db import transaction
from django.test import Client

from tests.kept import load_content
from tests.walk import Page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    """The page at a path, and its words, with the real content loaded once."""

    def read(path):
        page = Page(path, Client().get(path))
        assert page.response.status_code == 200
        return page, " ".join(page.words("main")[0].split())

    with django_db_blocker.unblock(), transaction.atomic():
        load_content()
        yield read
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/fr/appels/", "complications vasculaires du diabète était prévu"),
        ("/en/calls/", "vascular complications of diabetes was planned"),
        ("/fr/strategie/gouvernance/", "National and Foreign Affairs Department"),
        ("/en/strategy/governance/", "with the support of the Brussels office"),
        ("/fr/bureaux/bruxelles/", "appuyait déjà le personnel chargé des relations européennes"),
        ("/en/offices/brussels/", "already supported the staff in charge of European relations"),
        ("/fr/partenariats/anrs-mie/", "Afroscreen"),
        ("/en/partnerships/anrs-mie/", "APHRO-CoV"),
        ("/fr/chiffres-cles/", "s’accorde mal avec la part des États-Unis"),
        ("/en/key-figures/", "does not square well with the United States’ share"),
    ],
)
def test_it_is_told(told, path, words):
    assert words in told(path)[1]


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (
            "/fr/instruments/partenariat-international-cle/",
            "Non publié : montant, durée, nombre de coopérations soutenues.",
        ),
        ("/en/instruments/key-international-partnership/", "Not published: amount, duration, how many are supported."),
        ("/fr/instruments/tremplin-international/", "Non publié : critères de sélection."),
        ("/en/instruments/first-steps/", "Not published: selection criteria."),
        ("/en/instruments/thematic-coordination-programme/", "Not published: geography, amount."),
    ],
)
def test_what_is_not_published_is_named_once(told, path, line):
    (found,) = [words for words in told(path)[0].words("p") if words.startswith(line.split(":")[0].strip())]
    assert " ".join(found.split()) == line


@pytest.mark.parametrize("path", ["/fr/appels/pri-2020/", "/en/calls/irp-2020/"])
def test_a_call_whose_results_nobody_knows_has_no_heading_for_them(told, path):
    assert not {"Résultats", "Results"} & set(told(path)[0].words("h2"))


@pytest.mark.parametrize(
    ("path", "word"), [("/fr/programmes/jpnd/", "Non publié"), ("/en/programmes/jpnd/", "Not published")]
)
def test_a_programme_whose_subject_its_name_tells_is_not_said_to_lack_one(told, path, word):
    assert word not in told(path)[1]


def test_rows_of_agreements_are_no_number_of_agreements(told):
    headings = [" ".join(words.split()) for words in told("/en/partnerships/list/")[0].words("h2")]
    assert "Institutional partners and agreements" in headings
    assert "PRISME platforms 3" in headings


def test_inserm_takes_part_in_a_forum_rather_than_belonging_to_it(told):
    assert "Who takes part" in told("/en/networks/hiros/")[0].words("h2")
    assert "Qui y participe" in told("/fr/reseaux/hiros/")[0].words("h2")


def test_the_disagreements_that_decide_what_one_asks_for_come_first(told):
    headings = told("/en/data/discrepancies/")[0].words("h2")
    assert [words for words in headings if "IRP" in words or "TCP" in words][:4] == [
        "Amount of an IRP",
        "Zones open to IRPs",
        "State of the partnership of an IRP",
        "Duration of a TCP",
    ]


def test_a_partner_abroad_is_not_in_an_overseas_territory_of_france(told):
    asked = {option.get("value") for option in told("/en/instruments/find/?step=3")[0].all("option")}
    assert "BR" in asked
    assert not asked & {"FR", "GP", "RE", "NC"}


def test_the_legal_notice_says_what_the_map_draws(told):
    assert "The map draws no border" in told("/en/legal-notice/")[1]
    assert "La carte ne trace aucune frontière" in told("/fr/mentions-legales/")[1]
