"""What the index makes of words: the same of a document and of a question."""

import pytest

from portal.search import analysis
from portal.search.analysis import LONGEST, fold, terms


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coopération", "COOPERATION"),
        ("cooperations", "coopérations"),
        ("œuvre", "oeuvre"),
        ("cœurs", "coeur"),
        ("l'appel", "l’appel"),
        ("l’appel à projets", "appel projet"),
        ("qu'une équipe d'accueil", "equipe accueil"),
        ("jusqu’à Québec", "quebec"),
        ("médecins", "medecin"),
        ("chercheuses", "chercheur"),
        ("Île-de-France", "ile france"),
        ("Côte d’Ivoire", "cote ivoire"),
        ("E\u0301cosse", "\u00c9cosse"),
    ],
)
def test_french_words_that_meet(one, other):
    assert terms(one, "fr") == terms(other, "fr") != []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cooperation", "Cooperations"),
        ("Inserm’s laboratories", "inserm laboratory"),
        ("joint labs", "joint laboratory"),
        ("centre", "center"),
        ("organisations", "organization"),
        ("ageing", "Ageing"),
    ],
)
def test_english_words_that_meet(one, other):
    assert terms(one, "en") == terms(other, "en") != []


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("PRI", "prix", "fr"),
        ("Haïti", "Taïwan", "fr"),
        ("U1111", "U1112", "fr"),
        ("Guinea", "Guinée", "en"),
        ("université", "universel", "fr"),
    ],
)
def test_words_that_do_not_meet(one, other, language):
    assert terms(one, language) != terms(other, language)


@pytest.mark.parametrize(
    ("text", "language"), [("la de et les", "fr"), ("à", "fr"), ("of the", "en"), ("' - ?!", "fr")]
)
def test_common_words_and_signs_are_nothing_to_look_for(text, language):
    assert terms(text, language) == []


def test_words_that_look_common_and_are_not():
    assert (terms("Premiers pas", "fr"), terms("WHO", "en")) == (["premi", "pas"], ["who"])


def test_a_language_without_a_file_has_its_plain_words():
    assert terms("Los Ångström 東京", "xx") == ["los", "angstrom", "zz6771zz4eac"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("北京大学", ["北京", "京大", "大学"]),
        ("東京大学医科学研究所", ["東京", "京大", "大学", "学医", "医科", "科学", "学研", "研究", "究所"]),
        ("パスツール", ["パス", "スツ", "ツー", "ール"]),
        ("서울대학교 병원", ["서울", "울대", "대학", "학교", "병원"]),
        ("X線", ["X", "線"]),
        ("Inserm北京U1111", ["Inserm", "北京", "U1111"]),
        ("大、学・院", ["大", "学", "院"]),
        ("l’université 北京", ["université", "北京"]),
        ("\U00020000\U00020001\U00020002", ["\U00020000\U00020001", "\U00020001\U00020002"]),
        ("Пекин", ["Пекин"]),
    ],
)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_where_words_are_not_parted_by_spaces_pairs_of_signs_are_words(text, words, language):
    elided = {"fr": "", "en": "l'"}[language] if "’" in text else ""
    found = [word.group() for word in analysis.words(text, language)]
    assert [word for word in found if word not in elided] == words


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("大学", "北京大学"),
        ("京大", "北京大学"),
        ("北京大学", "中国北京大学医学部"),
        ("研究所", "東京大学医科学研究所"),
        ("스쿨", "서울메디컬스쿨"),
        ("มหิดล", "มหาวิทยาลัยมหิดล"),
        ("がん", "国立がん研究センター"),
    ],
)
def test_every_part_of_such_a_name_has_its_terms(part, name):
    assert set(terms(part, "fr")) <= set(terms(name, "fr"))
    assert terms(part, "en") != []


def test_a_word_of_any_length_stays_small():
    assert [len(term) for term in terms("a" * 10_000 + "b", "xx")] == [LONGEST]


@pytest.mark.parametrize(
    "text", ["\x00", "NEAR(", '"', "*", "-", ":", "é\x00é", "\ud800", "🧬", "'; drop table x; --", "%ff"]
)
@pytest.mark.parametrize("language", ["fr", "en", "xx"])
def test_terms_are_letters_and_digits_alone(text, language):
    assert all(term.isascii() and term.isalnum() and term == term.lower() for term in terms(text, language))


def test_a_name_is_compared_without_case_accents_and_signs():
    assert fold("  L’Œuvre – (É.N.S.) ") == "l oeuvre e n s"
