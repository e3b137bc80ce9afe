"""What readers mean: a page or a record first, whatever the words of the pages; and what is said of a place that is not here."""

import html5lib
import pytest
from django.core.exceptions import ValidationError

from portal.search.models import BestBet
from portal.search.results import search
from portal.search.zero_results import FruitlessSearch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real")]
PATHS = {"fr": "/fr/recherche/", "en": "/en/search/"}
both = pytest.mark.parametrize("language", PATHS)

FIRST = {
    "funding": "/instruments/find/",
    "apply": "/instruments/find/",
    "how to apply": "/instruments/find/",
    "applying for funding": "/instruments/find/",
    "grants": "/instruments/find/",
    "postuler": "/instruments/find/",
    "comment candidater": "/instruments/find/",
    "Comment candidater ?": "/instruments/find/",
    "financements": "/instruments/find/",
    "collaborate with Inserm": "/work-with-us/",
    "collaborer avec l'Inserm": "/work-with-us/",
    "work with you": "/work-with-us/",
    "contact": "/contacts/",
    "press": "/key-figures/fact-sheet/",
    "map": "/map/",
    "carte": "/map/",
    "toronto": "/countries/canada/",
    "Nairobi": "/countries/kenya/",
    "Heidelberg": "/countries/germany/",
    "Le Caire": "/countries/egypt/",
    "Cairo": "/countries/egypt/",
    "Fribourg": "/countries/germany/",
}


@both
@pytest.mark.parametrize(("words", "address"), FIRST.items())
def test_what_is_meant_comes_first(words, address, language, visitor):
    (bet, *_) = search(words, language).bets
    assert (bet.address.split("/")[1], visitor.get(f"/en{address}", follow=True).status_code) == (language, 200)
    assert search(words, "en").bets[0].address == f"/en{address}"


@pytest.mark.parametrize("words", ["IRP", "InterAging", "ERC grants", "IRP Harbin"])
def test_words_of_which_it_is_the_smaller_part_lead_nowhere_in_particular(words):
    assert search(words, "en").bets == []


@both
def test_a_city_that_is_here_leads_to_its_country_and_to_the_records_there(language):
    found = search("Heidelberg", language)
    assert [bet.record for bet in found.bets] == [("country", "DE")]
    assert ("cooperation", "umi-heidelberg") in [hit.record for hit in found.hits]
    assert ("country", "DE") not in [hit.record for hit in found.hits]  # not twice


def texts(visitor, path, tag, **query):
    page = html5lib.parse(visitor.get(path, query).content.decode(), namespaceHTMLElements=False)
    (main,) = page.iter("main")
    return [" ".join("".join(found.itertext()).split()) for found in main.iter(tag)]


@pytest.mark.parametrize(
    ("path", "heading", "link"),
    [
        ("/en/search/", "Go straight to", "Find your instrument"),
        ("/fr/recherche/", "Accès direct", "Trouver un financement"),
    ],
)
def test_it_stands_above_the_results_in_the_reader_s_language(path, heading, link, visitor):
    headings = texts(visitor, path, "h2", q="postuler")
    assert (headings[0], texts(visitor, path, "h3", q="postuler")[0]) == (heading, link)


def test_it_is_a_result(visitor):
    for words in ("toronto", "postuler"):
        assert [text for text in texts(visitor, "/en/search/", "p", q=words) if "Nothing" in text] == []
    assert not FruitlessSearch.objects.exists()


def test_it_is_counted_and_gives_way_to_a_kind_and_to_the_next_page(visitor):
    found = visitor.get("/en/search/?q=funding").context["found"]
    assert found.count == len(found.hits) + 2
    for query in ({"kind": "term"}, {"page": "2"}):
        assert "Go straight to" not in texts(visitor, "/en/search/", "h2", q="funding", **query)


@pytest.mark.parametrize(
    ("path", "words", "said"),
    [
        (
            "/en/search/",
            "Ouagadogrbl",
            "Looking for a place? There is none of this name here: choose a country or write to us.",
        ),
        (
            "/fr/recherche/",
            "Zzyxopolis",
            "Vous cherchez un lieu\u202f? Aucun ne porte ce nom ici : choisissez un pays ou écrivez-nous.",
        ),
    ],
)
def test_a_place_that_is_not_here_is_answered_by_the_list_of_countries(path, words, said, visitor):
    plain = [text.replace("\u202f", " ").replace("\u00a0", " ") for text in texts(visitor, path, "p", q=words)]
    assert said.replace("\u202f", " ") in plain


# --- editors ---------------------------------------------------------------------------------------------------------


def make_bet(**values):
    start = {"code": "new", "status": "published", "title_fr": "Réseaux", "title_en": "Networks"}
    phrases = {"phrases_fr": "zyxologie", "phrases_en": "zyxology"}
    return BestBet.objects.create(**{**start, **phrases, "target": "sites:networks", **values})


@pytest.mark.usefixtures("changing")
@both
def test_an_editor_s_bet_counts_at_once(language):
    make_bet()
    assert [bet.title for bet in search("zyxology", language).bets] == [{"fr": "Réseaux", "en": "Networks"}[language]]


@pytest.mark.usefixtures("changing")
@pytest.mark.parametrize(
    "values",
    [{"status": "draft"}, {"target": "institution/nobody"}, {"target": "no:such-page"}],
    ids=["a draft", "no such record", "no such page"],
)
def test_what_leads_nowhere_is_not_offered(values):
    make_bet(**values)
    assert search("zyxology", "en").bets == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"target": "no:such-page"}, "target"),
        ({"target": "nothing/x"}, "target"),
        ({"title_fr": ""}, "title_fr"),
        ({"phrases_fr": "", "phrases_en": ""}, "phrases"),
    ],
)
def test_what_an_editor_may_not_write(values, field):
    with pytest.raises(ValidationError) as refusal:
        make_bet(**values).full_clean()
    assert field in refusal.value.message_dict
