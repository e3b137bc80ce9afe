"""What readers want, as they type it, is first on the page of results: the real content, in both languages."""

import pytest

from portal.search import analysis
from portal.search.results import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real")]

# The first things shown, in order: where the words lead, then results. Addresses end so.
SHOWN = {
    # places where IRPs were signed, by city and by country
    ("fr", "PRI Haïfa"): ["/#place-haifa"],
    ("en", "IRP Japan"): ["/#place-tokyo"],
    ("fr", "harbin"): ["/pays/chine/", "/#place-harbin"],
    # rows of other pages
    ("fr", "ANRS Vietnam"): ["/#anrs-site-ho-chi-minh-city"],
    ("fr", "site partenaire Sénégal"): ["/#anrs-site-dakar"],
    ("fr", "accord Inde"): ["/#agreement-india"],
    # countries, and cities in which nothing is
    ("en", "USA"): ["/countries/united-states/"],
    ("fr", "bresil"): ["/pays/bresil/"],
    ("en", "Lagos"): ["/countries/nigeria/"],
    ("fr", "Bogota"): ["/pays/colombie/"],
    ("fr", "afrique"): ["/pays/regions/afrique/"],
    ("en", "Europe"): ["/countries/regions/europe/"],
    ("fr", "fiche brésil"): ["/pays/bresil/"],
    # former names, and names used elsewhere
    ("fr", "LIA"): ["/instruments/projet-de-recherche-international/"],
    ("en", "LCI"): ["/instruments/joint-lab/"],
    ("fr", "GDRI"): ["/partenariats/formes-anterieures/"],
    ("fr", "laboratoires communs"): ["/instruments/joint-lab/", "/cooperations/"],
    ("en", "memorandum of understanding"): ["/partnerships/agreements/"],
    # intentions in one breath
    ("en", "grant for a first exchange with Kenya"): ["/instruments/first-steps/", "/countries/kenya/"],
    ("fr", "bourse pour un premier échange avec le Kenya"): ["/instruments/tremplin-international/", "/pays/kenya/"],
    ("en", "next step two labs already working together"): ["/instruments/international-research-project/"],
    ("fr", "qui contacter au Canada"): ["/contacts/?country=CA", "/pays/canada/"],
    ("en", "who to write to from Japan"): ["/contacts/?country=JP", "/countries/japan/"],
    ("en", "principal investigator in Toronto"): ["/work-with-us/?country=CA", "/countries/canada/"],
    ("fr", "candidater depuis le Kenya"): ["/instruments/trouver/?partner=KE&step=1", "/pays/kenya/"],
    # what is said of a country's people, of a continent's, and the names of its parts
    ("en", "Brazilian partners"): ["/countries/brazil/", "/institutions/oswaldo-cruz-foundation/"],
    ("fr", "partenaires allemands"): ["/pays/allemagne/"],
    ("fr", "équipes marocaines"): ["/pays/maroc/"],
    ("en", "Chinese labs"): ["/countries/china/"],
    ("en", "brasilian partners"): ["/countries/brazil/"],
    ("en", "African partners"): ["/countries/regions/africa/"],
    ("en", "west africa"): ["/countries/regions/africa/"],
    ("fr", "partenaires en Asie"): ["/pays/regions/asie/"],
    ("en", "list of partner universities"): ["/institutions/"],
    # a number, where one is asked for
    ("en", "how many joint labs"): ["/#figure-joint-labs-count", "/instruments/joint-lab/"],
    ("fr", "combien de pays partenaires"): ["/#figure-partner-countries"],
    ("fr", "nombre de copublications"): ["/#figure-international-co-publications"],
    # offices, by their cities
    ("en", "washington"): ["/offices/washington/", "/countries/united-states/"],
    ("en", "contact washington"): ["/contacts/", "/offices/washington/"],
    ("fr", "préparer l'oral ERC"): ["/financer/projets-europeens/"],
    ("en", "help for an ERC interview"): ["/funding/european-projects/"],
    ("en", "who decides on a KIP"): ["/instruments/key-international-partnership/", "/strategy/governance/"],
    ("fr", "qui décide PIC"): ["/instruments/partenariat-international-cle/", "/strategie/gouvernance/"],
    ("en", "is a call open now"): ["/calls/"],
    ("fr", "date limite tremplin"): ["/appels/", "/instruments/tremplin-international/"],
    ("fr", "nombre de pays"): ["/chiffres-cles/essentiel/"],
    ("en", "which joint labs exist"): ["/cooperations/"],
    ("en", "where does ANRS work"): ["/partnerships/anrs-mie/"],
    ("fr", "bureau Pékin"): ["/bureaux/", "/pays/chine/"],
    ("fr", "montant tremplin international"): ["/instruments/tremplin-international/"],
    ("en", "amount KIP"): ["/instruments/key-international-partnership/"],
    ("fr", "montant PRI"): ["/instruments/projet-de-recherche-international/"],
    ("en", "funding for young researchers"): ["/instruments/first-steps/"],
    ("en", "contact the Brussels office"): ["/offices/brussels/", "/contacts/"],
    ("fr", "collaborer avec une équipe Inserm"): ["/travailler-avec-nous/"],
    ("fr", "appels à projets ouverts"): ["/appels/"],
    # themes
    ("fr", "santé mentale"): ["/themes/sante-mentale/"],
    ("fr", "intelligence artificielle"): ["/themes/donnees-et-intelligence-artificielle/"],
    ("en", "climate change"): ["/themes/climate-change-and-health/"],
    ("fr", "vih"): ["/partenariats/anrs-mie/"],
    # typed in haste
    ("fr", "financments"): ["/instruments/trouver/"],
    ("en", "colaborate with inserm"): ["/work-with-us/"],
}


@pytest.mark.parametrize(("language", "words"), SHOWN)
def test_what_is_wanted_is_first(language, words):
    wanted = SHOWN[language, words]
    found = search(words, language)
    shown = [*(bet.address for bet in found.bets), *(each.address for each in found.results(found.hits[:3]))]
    assert [address.endswith(end) for address, end in zip(shown, wanted, strict=False)] == [True] * len(wanted), shown


@pytest.mark.parametrize("words", ["vih nih", "cotutelle", "institut pasteur", "Didier Samuel", "amount", "logo"])
def test_no_word_is_taken_for_one_that_is_hardly_like_it(words):
    assert search(words, "fr").instead == ""


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_that_is_common_in_one_language_is_not_looked_for_in_the_other(language):
    found = search("grant for a first exchange with Kenya", language)
    assert ("institution", "jsps") not in [hit.record for hit in found.hits]


def test_a_word_that_asks_is_a_name_in_capitals():
    assert "who" in analysis.asked("WHO agreements", "en")
    assert "who" not in analysis.asked("who signs agreements", "en")
    assert analysis.asked("who", "en") == ("who",)
