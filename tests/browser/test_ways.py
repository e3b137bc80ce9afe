"""Twelve questions of strangers on a phone: from home, by the menu and the doors alone, three taps at most lead to the answer."""

import pytest

PHONE = {"width": 390, "height": 844}
MOST = 3  # taps; opening the menu is none, choosing in a list is one

# By question: the taps ("menu: …", "foot: …", a link of the page, "list=choice", "send"), and what is then read.
WAYS = {
    "en": {
        "a grant for a first exchange with Kenya": (["#home-country=KE", "send"], "International First Steps €10,000 in total"),
        "the next step of two laboratories": (["Compare all instruments"], "Joint Lab"),
        "a principal investigator in Toronto": (["I work abroad", "#guest-country=CA", "send"], "Washington office"),
        "the count of partner countries, to cite": (["I need a figure or a map", "Partner countries"], "“Partner countries”"),
        "all on Brazil on one sheet": (["#home-country=BR", "send"], "PRISME platform in Brazil"),
        "what PRISME is, and where": (["The ANRS MIE network", "PRISME platforms"], "Côte d’Ivoire, Democratic Republic of"),
        "whom to write to from Japan": (["menu: Contacts", "#contact-country=JP", "send"], "Whom to ask Inserm abroad"),
        "the amount and the duration of an IRP": (["International Research Project (IRP)"], "outside Europe 5 years"),
        "the ANRS MIE sites in West Africa": (["The ANRS MIE network"], "Dakar Senegal"),
        "help for an ERC interview": (["menu: Funding", "European projects"], "prepares candidates for the interviews"),
        "who works with us on ageing": (["menu: Strategy and figures", "Themes", "Ageing"], "InterAging"),
        "what the sources disagree on": (["foot: Sources and where they disagree"], "8,800"),
    },
    "fr": {
        "une bourse pour un premier échange avec le Kenya": (["#home-country=KE", "send"], "Tremplin international 10 000 € au total"),
        "l'étape suivante de deux laboratoires": (["Comparer tous les instruments"], "Joint Lab"),
        "une chercheuse principale à Toronto": (["Je travaille à l’étranger", "#guest-country=CA", "send"], "Bureau de Washington"),
        "le nombre de pays partenaires, à citer": (["J’ai besoin d’un chiffre", "Pays partenaires"], "« Pays partenaires »"),
        "tout sur le Brésil sur une feuille": (["#home-country=BR", "send"], "Plateforme PRISME au Brésil"),
        "ce qu'est PRISME, et où": (["Réseau de l’ANRS MIE", "Plateformes PRISME"], "Côte d’Ivoire, République démocratique"),
        "à qui écrire depuis le Japon": (["menu: Contacts", "#contact-country=JP", "send"], "À qui s’adresser Inserm abroad"),
        "le montant et la durée d'un PRI": (["Projet de recherche international (PRI)"], "hors d’Europe 5 ans"),
        "les sites de l'ANRS MIE en Afrique de l'Ouest": (["Réseau de l’ANRS MIE"], "Dakar Sénégal"),
        "une aide pour l'audition de l'ERC": (["menu: Financer", "Projets européens"], "Consolidator"),
        "qui travaille avec nous sur le vieillissement": (["menu: Stratégie et chiffres", "Thèmes", "Vieillissement"], "InterAging"),
        "ce sur quoi les sources divergent": (["foot: Sources et divergences"], "8 800"),
    },
}  # fmt: skip


def tap(page, what):
    """One tap, and the page that it leads to."""
    if "=" in what:
        page.locator(what.partition("=")[0]).select_option(what.partition("=")[2])
        return
    place, _, name = what.rpartition(": ")
    if place == "menu":
        page.locator("details.menu > summary").tap()
    rooms = {"menu": "details.menu", "foot": "footer", "": "main"}
    link = page.locator(rooms[place]).get_by_role("link", name=name).first
    chosen = page.locator("form:has(select[name=country]) button[type=submit]").first if what == "send" else link
    with page.expect_navigation():
        chosen.tap()


@pytest.mark.parametrize(
    ("language", "question"), [(language, question) for language, asked in WAYS.items() for question in asked]
)
def test_three_taps_lead_to_the_answer(open_page, language, question):
    taps, answer = WAYS[language][question]
    assert len(taps) <= MOST
    page = open_page(viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/{language}/")
    for what in taps:
        tap(page, what)
    assert answer.replace(" ", "") in "".join(page.locator("main").text_content().split())
