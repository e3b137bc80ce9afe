"""The spelling check: what it tells of a text, of a word list, and of a machine without Hunspell."""

from pathlib import Path

import pytest
from django.conf import settings

SCRIPTS = Path(settings.BASE_DIR) / "scripts"
FR = "fixtures/pages.yaml: NO: facts.1.text: fr: "
EN = "fixtures/pages.yaml: NO: facts.1.text: en: "
PAGE = """\
- code: NO
  slug: {{fr: xqzt, en: xqzt}}
  facts:
    - text:
        fr: |-
          {fr}
        en: |-
          {en}
"""


def project(root: Path, fr: str = "Une phrase.", en: str = "A sentence.", lists: dict[str, str] | None = None) -> None:
    """A project that says one thing in French and one in English, with these words in its lists."""
    for name in ("fixtures", "locale/words"):
        (root / name).mkdir(parents=True, exist_ok=True)
    (root / "fixtures/pages.yaml").write_text(PAGE.format(fr=fr, en=en), encoding="utf-8")
    for name, listed in (lists or {}).items():
        (root / f"locale/words/{name}.txt").write_text("\n".join(listed.split()), encoding="utf-8")


@pytest.fixture
def spelling(monkeypatch):
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.delenv("CI", raising=False)
    import spelling

    return spelling


@pytest.fixture
def check(spelling, tmp_path, capsys):
    """What the check tells of such a project, line by line; it fails when there is something to tell."""
    if lacking := spelling.missing():
        pytest.skip(f"{lacking} is missing")

    def told(**texts) -> list[str]:
        project(tmp_path, **texts)
        code, lines = spelling.main(tmp_path), capsys.readouterr().out.splitlines()
        assert code == int(bool(lines))
        return lines

    return told


# --- texts -----------------------------------------------------------------------------------------------------------


def test_a_misspelt_word_is_told_with_its_place(check):
    assert check(fr="Une insttitution.") == [f"{FR}insttitution (institution)"]


def test_there_are_three_suggestions_at_most(check):
    [line] = check(fr="Une maisson.")
    assert (line.startswith(f"{FR}maisson ("), line.count(",")) == (True, 2)


def test_a_word_without_a_likeness(check):
    assert check(en="A xqztvwkjqz.") == [f"{EN}xqztvwkjqz (no suggestion)"]


@pytest.mark.parametrize(
    "text",
    [
        "Aujourd’hui l’Europe, d'autres pays, jusqu’à ce qu'elle s'en aille, puisqu'il le faut.",
        "Le cœur de l’œuvre, les vis-à-vis et les porte-parole.",
        "L’unité U1315 et l'UMR_S 1234, en 2e année.",
        'Voir <a href="https://xqzt.example/xqzt">la page</a>, [[xqzt.name]], xqzt@xqzt.example, https://xqzt.org/.',
        'Le nom <span lang="en">the wealthy neighbours</span> est anglais.',
    ],
)
def test_french_that_is_in_no_dictionary(check, text):
    assert check(fr=text) == []


def test_the_word_after_an_elision_is_read(check):
    assert check(fr="C'est l’insttitution.") == [f"{FR}insttitution (institution)"]


@pytest.mark.parametrize("text", ["A well-knwon team.", "The knwon's team.", "A knwon<br>team."])
def test_each_part_is_read(check, text):
    [line] = check(en=text)
    assert line.startswith(f"{EN}knwon (known, ")


def test_the_possessive_is_no_word(check):
    assert check(en="The team’s work, the partners' work, and it doesn't matter.") == []


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("organize", "organise"),
        ("Organizations", "Organisations"),
        ("recognizing", "recognising"),
        ("analyzed", "analysed"),
        ("center", "centre"),
        ("labeled", "labelled"),
    ],
)
def test_an_american_spelling_is_told(check, american, british):
    [line] = check(en=f"They {american} it.")
    assert (line.startswith(f"{EN}{american} ("), british in line) == (True, True)


@pytest.mark.parametrize("text", ["The size of the prize.", "They seize the horizon.", "A citizen of Belize."])
def test_a_z_that_british_english_keeps(check, text):
    assert check(en=text) == []


def test_documentation_is_read_by_line_and_paragraph_without_its_code(check, tmp_path):
    (tmp_path / "README.md").write_text(
        "# A title\n\n```\nxqzt\n```\n\nThe `xqzt` of\n[a knwon page](xqzt.md).\n\nLa phrase est écrite dans la langue.\n",
        encoding="utf-8",
    )
    [line] = check()
    assert line.startswith("README.md: line 8: en: knwon (")


def test_the_interface_is_read_without_its_addresses_and_placeholders(check, tmp_path):
    (tmp_path / "locale/fr/LC_MESSAGES").mkdir(parents=True)
    (tmp_path / "locale/fr/LC_MESSAGES/django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "address"\nmsgid "xqzt"\nmsgstr "xqzt"\n\n'
        'msgid "<b>%(xqzt)s</b> to organize"\nmsgstr "<b>%(xqzt)s</b> insttitution"\n',
        encoding="utf-8",
    )
    place = "locale/fr/LC_MESSAGES/django.po: line 8"
    assert check() == [f"{place}: msgstr: fr: insttitution (institution)", f"{place}: msgid: en: organize (organise)"]


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["Au Xqztland.", "L’équipe du Xqztland.", "Le réseau Xqztland-Paris."])
def test_a_listed_word_is_not_told(check, text):
    assert check(fr=text, lists={"both": "Xqztland"}) == []


def test_a_listed_word_may_begin_a_sentence_and_a_listed_name_keeps_its_capital(check):
    told = check(fr="Xqzta, Xqztb, xqztb.", lists={"fr": "xqzta Xqztb"})
    assert [line.partition(" (")[0] for line in told] == [f"{FR}xqztb"]


def test_a_word_is_listed_for_one_language(check):
    told = check(fr="Xqztland.", en="Xqztland.", lists={"fr": "Xqztland"})
    assert [line.partition(" (")[0] for line in told] == [f"{EN}Xqztland"]


def test_an_official_name_is_listed_with_its_z(check):
    text = "The World Health Organization is an organization."
    assert check(en=text, lists={"en": "Organization"}) == [f"{EN}organization (organisation)"]


@pytest.mark.parametrize(
    ("lists", "told"),
    [
        ({"both": "Xqztland"}, "locale/words/both.txt: no text says: Xqztland"),
        ({"en": "phrase"}, "locale/words/en.txt: no text says: phrase"),
        ({"fr": "phrase une"}, None),
        ({"fr": "une phrase"}, "locale/words/fr.txt: not sorted: une stands where phrase belongs"),
        ({"fr": "une une"}, "locale/words/fr.txt: listed twice: une"),
        ({"both": "une", "fr": "une"}, "locale/words/fr.txt: listed twice: une"),
    ],
)
def test_a_list_is_kept_short_and_in_order(check, lists, told):
    assert check(lists=lists) == ([told] if told else [])


# --- without Hunspell ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_without_hunspell_it_says_so_and_fails_only_in_continuous_integration(
    spelling, tmp_path, monkeypatch, capsys, ci, code
):
    project(tmp_path, fr="Une insttitution.")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    assert (spelling.main(tmp_path), capsys.readouterr().out) == (code, spelling.NOT_CHECKED.format("hunspell") + "\n")


def test_without_a_dictionary_it_says_which(spelling, monkeypatch):
    if spelling.missing():
        pytest.skip("Hunspell is missing")
    monkeypatch.setitem(spelling.DICTIONARIES, "fr", "xqzt")
    assert spelling.missing() == "hunspell's dictionary xqzt"
