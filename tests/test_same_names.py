"""The real content names the same people, places and bodies in both languages, text by text.

Numbers and years are compared by `portal.core.text.parity`; this compares proper names: every name that the content itself
knows, in all its forms. A difference that is right stands in REASONS.
"""

import re

import pytest

from portal.core.content.specs import concepts
from portal.core.text import parity
from tests.kept import load_content

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LANGUAGES = ("fr", "en")
# Concepts whose names are words of the portal (a heading, a figure's label) rather than names of things in the world.
OWN_WORDS = {
    *("themes", "key_figures", "timeline", "pages", "discrepancies", "sources", "documents", "cooperations"),
    "partnerships",
}
NAMING = ("name", "acronym", "full_name", "name_plural", "short_name", "former_name")
# Forms that no record holds.
FORMS = (
    ("UE", "EU"),
    ("Union européenne", "EU"),
    ("Union européenne", "European Union"),
    ("OMS", "WHO"),
    ("RGPD", "GDPR"),
    ("États-Unis", "US"),
    ("Royaume-Uni", "UK"),
    ("Québec", "Québec"),
    ("québécois", "Québec"),
    ("Washington", "Washington"),
    ("bureau de l'Inserm à Washington", "Washington office"),
    ("ANRS", "ANRS"),
    ("MIE", "MIE"),
    ("MIE", "EID"),
    ("ERC", "ERC"),
    ("bourses ERC", "ERC grants"),
    ("Allemagne", "German"),
    ("Autriche", "Austrian"),
    ("londonien", "London"),
    ("londonienne", "London"),
    ("lyonnais", "Lyon"),
    ("marseillais", "Marseille"),
    ("parisien", "Paris"),
    ("strasbourgeois", "Strasbourg"),
    ("stéphanois", "Saint-Étienne"),
    ("japonaise", "Japan"),
    ("Asie et Indo-Pacifique", "Asia–Indo-Pacific region"),
    ("Asie et Indo-Pacifique", "Asia–Indo-Pacific"),
)
TRANSLATED = "the French text translates or describes the name that the English one keeps"
ADJECTIVE = "an adjective in one language, the name in the other"
NAMED_ONCE = "said once in one language and twice in the other"
REASONS = {
    ("best_bets", "european-projects", "phrases"): "what readers type: the English acronyms, in either language",
    ("discrepancies", "anrs-name", "values.text"): "each value stands in the words of its own source",
    ("discrepancies", "kip-name", "values.text"): "the values are the names themselves, in both languages",
    ("discrepancies", "mrc-partner", "values.text"): "London is part of the English name",
    ("discrepancies", "southern-countries", "values.text"): "the values are the English words themselves",
    ("discrepancies", "umi-joint-lab", "shown"): "UMI has no acronym in English",
    ("pages", "accessibility", "body"): "the courtesies of a French public address have no English pair",
    ("pages", "covid-19", "facts.text"): ADJECTIVE,
    ("pages", "european-research-area", "facts.text"): TRANSLATED,
    ("pages", "global-health", "facts.text"): TRANSLATED,
    ("pages", "governance", "summary"): "two offices joined in one phrase",
    ("pages", "strategy-2016-2020", "facts.text"): "the words of the time: Southern countries",
    ("institutions", "lshtm", "summary"): TRANSLATED,
    ("institutions", "u1059", "summary"): TRANSLATED,
    ("institutions", "u981", "summary"): "London is part of the English name",
    ("institutions", "university-of-cologne", "summary"): ADJECTIVE,
    ("offices", "brussels", "facts.text"): TRANSLATED,
    ("partnerships", "anrs-site-cairo", "summary"): "the article of Le Caire joins the word before it: au Caire",
    ("programmes", "erc", "summary"): NAMED_ONCE,
    ("instruments", "first-steps", "facts.text"): NAMED_ONCE,
    ("cooperations", "joint-lab-u1111-dkfz", "summary"): ADJECTIVE,
    ("cooperations", "joint-lab-u1329-dkfz", "summary"): ADJECTIVE,
}


def plain(text):
    return re.sub(r"[\s\u00a0\u202f–-]+", " ", re.sub(r"<[^>]*>", " ", text).replace("’", "'"))


def pattern(name):
    """One word counts as it is written; a name of several words in any case, singular or plural."""
    words = [re.escape(word) for word in name.split(" ")]
    if len(words) == 1:
        return re.compile(rf"(?<!\w){words[0]}(?:s|'s)?(?!\w)")
    return re.compile(r"(?<!\w)" + " ".join(rf"{word}[sx]?" for word in words) + r"(?!\w)", re.IGNORECASE)


class Names:
    """Every name of the content, those of one thing together."""

    def __init__(self):
        self.same = {}
        self.patterns = {code: {} for code in LANGUAGES}

    def first(self, name):
        while self.same.setdefault(name, name) != name:
            name = self.same[name]
        return name

    def add(self, forms):
        every = [name for code in LANGUAGES for name in forms[code]]
        for code in LANGUAGES:
            self.patterns[code].update({name: pattern(name) for name in forms[code]})
        for name in every[1:]:
            self.same[self.first(every[0])] = self.first(name)

    def inside(self, text, code):
        """The things that a text names."""
        said = plain(text)
        return {self.first(name) for name, found in self.patterns[code].items() if found.search(said)}


def forms_of(record, file):
    fields = {code: [f"{field}_{code}" for field in NAMING if hasattr(record, f"{field}_{code}")] for code in LANGUAGES}
    forms = {
        code: {plain(getattr(record, field)) for field in fields[code] if getattr(record, field)} for code in fields
    }
    if file == "countries":  # the article is no part of the name: "la réunion" is a meeting
        forms = {code: {name.removeprefix("La ") for name in forms[code]} for code in LANGUAGES}
    if file in ("glossary", "modalities") and not any(getattr(record, f"acronym_{code}", "") for code in LANGUAGES):
        # A common noun, unless a capital inside says that it is a name.
        forms = {code: {name for name in forms[code] if re.search(r".[A-Z]", name)} for code in LANGUAGES}
    return forms


def known_names():
    names = Names()
    for concept in concepts():
        if concept.file not in OWN_WORDS and "name" in concept.shape.translated:
            for record in concept.model._default_manager.all():
                forms = forms_of(record, concept.file)
                if all(forms.values()):
                    names.add(forms)
    for french, english in FORMS:
        names.add({"fr": [plain(french)], "en": [plain(english)]})
    return names


def differences():
    names = known_names()
    for concept in concepts():
        records = concept.model._default_manager.all()
        if "status" in concept.shape.names:
            records = records.filter(status="published")
        for record in records:
            for field, texts in parity.texts_of(concept.shape, record):
                if field.split(".")[-1] in NAMING:
                    continue  # a name is each language's own
                french, english = (names.inside(texts[code], code) for code in LANGUAGES)
                if french != english:
                    yield (concept.file, getattr(record, "code", ""), field), french ^ english


def test_both_languages_name_the_same_things():
    load_content()
    found = {}
    for place, names in differences():
        found.setdefault(place, set()).update(names)
    unexplained = {place: names for place, names in found.items() if place not in REASONS}
    assert not unexplained, "\n".join(f"{place}: {names}" for place, names in unexplained.items())
    assert set(REASONS) - set(found) == set(), "a reason that nothing needs any more"


def test_a_name_that_one_language_lacks_is_found():
    names = Names()
    names.add({"fr": ["Allemagne"], "en": ["Germany"]})
    names.add({"fr": ["Londres"], "en": ["London"]})
    assert names.inside("À Londres, en Allemagne", "fr") == names.inside("In London, Germany", "en")
    assert names.inside("À Londres", "fr") ^ names.inside("In Germany", "en") == {"London", "Germany"}
