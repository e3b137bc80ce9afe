"""Typography at output, in French and in English.

In the expected texts `~` stands for the no-break space (U+00A0) and `_` for the narrow one (U+202F).
"""

import html
import re

import pytest

from portal.core.text.typography import english, french, page, plain


def spaced(text: str) -> str:
    return text.replace("~", "\u00a0").replace("_", "\u202f")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        # Before a colon, inside guillemets, before a unit: no-break.
        ("Lieu : Rome", "Lieu~: Rome"),
        ("Lieu: Rome", "Lieu~: Rome"),
        ("« Europe »", "«~Europe~»"),
        ("«Europe»", "«~Europe~»"),
        ("«\u202fEurope\u202f»", "«~Europe~»"),
        ("« Voir : »", "«~Voir~:~»"),
        ("52 %", "52~%"),
        ("18,5%", "18,5~%"),
        ("10 000 €", "10_000~€"),
        ("10000€", "10000~€"),
        # Before high punctuation and between thousands: narrow no-break.
        ("Paris ; Rome", "Paris_; Rome"),
        ("Paris; Rome", "Paris_; Rome"),
        ("Enfin !", "Enfin_!"),
        ("Qui ?", "Qui_?"),
        ("Qui?", "Qui_?"),
        ("Qui\u00a0?", "Qui_?"),
        ("Qui ?!", "Qui_?!"),
        ("(Qui ?)", "(Qui_?)"),
        ("« Qui ? »", "«~Qui_?~»"),
        ("« Qui » ?", "«~Qui~»_?"),
        ("« Il dit “Qui ?” »", "«~Il dit “Qui_?”~»"),
        ("Qui ?…", "Qui_?…"),
        ("50 % ; 60 € !", "50~%_; 60~€_!"),
        ("6 580 publications", "6_580 publications"),
        ("1 234 567", "1_234_567"),
        # Characters.
        ("l'Inserm", "l’Inserm"),
        ("aujourd'hui", "aujourd’hui"),
        ("Et puis...", "Et puis…"),
        ('Le "Joint Lab"', "Le «~Joint Lab~»"),
        ('"Un" et "deux"', "«~Un~» et «~deux~»"),
        ('l\'"École"', "l’«~École~»"),
    ],
)
def test_french_rule(typed, printed):
    assert french(typed) == spaced(printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Inserm's", "Inserm’s"),
        ("the networks' cities", "the networks’ cities"),
        ('The "Joint Lab"', "The “Joint Lab”"),
        ("The 'Joint Lab'", "The ‘Joint Lab’"),
        ("\"The 'Joint Lab' label\"", "“The ‘Joint Lab’ label”"),
        ("And so...", "And so…"),
        ("Who? Place: Rome; 52%, €10,000!", "Who? Place: Rome; 52%, €10,000!"),
    ],
)
def test_english_rule(typed, printed):
    assert english(typed) == printed


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "text",
    [
        "à 12:30",
        "de 9:00 à 18:30",
        "https://example.org/?a=1",
        "https://example.org/a;b?c=d!e#f:g",
        "https://example.org/2024%20rapport.pdf",
        "https://example.org/6e-colloque/",
        "https://example.org/l'agenda",
        "jeanne.martin@example.org",
        "s.o'brien@example.org",
        "U1111",
        "ERC-2025-STG",
        "01 44 23 60 00",
        "En 2025 300 projets",
    ],
)
def test_this_is_left_alone(text, language):
    assert page(text, language) == text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "markup",
    ["", "Coopération internationale", "<p>Un texte <em>sans</em> signe, ni chiffre.</p>", "<p>É à œ 中文</p>\n"],
)
def test_words_alone_are_left_alone(markup, language):
    assert page(markup, language) == markup


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("1er octobre", "1<sup>er</sup> octobre"),
        ("1re fois", "1<sup>re</sup> fois"),
        ("6e programme", "6<sup>e</sup> programme"),
        ("les 21es", "les 21<sup>es</sup>"),
        ("XXIe siècle", "XXI<sup>e</sup> siècle"),
        ("Ier", "I<sup>er</sup>"),
        ("1ère, 2ème", "1ère, 2ème"),
        ("21er", "21er"),
        ("A6e1", "A6e1"),
        ("1<sup>er</sup>", "1<sup>er</sup>"),
    ],
)
def test_french_ordinals_are_raised(typed, printed):
    assert page(typed, "fr") == printed


def test_english_ordinals_are_not_raised():
    assert page("the 1st, the 6th, 1er", "en") == "the 1st, the 6th, 1er"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("a &amp; b", "a &amp; b", id="ampersand"),
        pytest.param("R&amp;D ?", "R&amp;D_?", id="no semicolon of an entity is spaced"),
        pytest.param("l&#x27;an, l&#39;an", "l’an, l’an", id="escaped apostrophe"),
        pytest.param("&quot;Qui&quot;", "«~Qui~»", id="escaped quotes"),
        pytest.param("Qui&nbsp;?", "Qui_?", id="named no-break space"),
        pytest.param("&laquo;Qui&raquo;", "«~Qui~»", id="named guillemets"),
        pytest.param("1 &lt; 2 ?", "1 &lt; 2_?", id="less than"),
    ],
)
def test_entities_stay_escaped(typed, printed):
    assert page(typed, "fr") == spaced(printed)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "escaped", ["&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;img src=x onerror=alert(1)&gt; 1er", "&#60;b&#62; ?"]
)
def test_an_escaped_tag_never_becomes_a_tag(escaped, language):
    printed = page(f"<p>{escaped}</p>", language)
    inside = printed.removeprefix("<p>").removesuffix("</p>").replace("<sup>", "").replace("</sup>", "")
    assert "<" not in inside
    assert ">" not in inside
    assert inside.startswith("&lt;")


@pytest.mark.parametrize(
    "markup",
    [
        '<a href="/?q=a;b&amp;c=1er" title="Qui ? l\'an : 6e">x</a>',
        "<img alt='Qui ? 1er'>",
        '<p title="a > b ?">x</p>',
        '<script>a ? b : "c"; // l\'an...</script>',
        '<script type="application/json">{"a": "1er ?"}</script>',
        '<style>a::after { content: "?" }</style>',
        "<pre>a ? b : 'c'</pre>",
        "<code>x = y ? 1 : 2</code>",
        "<textarea>Qui ? 1er</textarea>",
        '<svg viewBox="0 0 1 1"><title>Qui ?</title><path d="M0 0"/><text>1er ?</text></svg>',
        "<!-- Qui ? <b>1er</b> l'an -->",
        "<!doctype html>",
        "<pre>a ? <b>b ?</b> c ?</pre>",
    ],
)
def test_attributes_comments_and_code_are_left_alone_and_what_follows_is_not(markup):
    assert page(f"{markup}<p>Qui ?</p>", "fr") == spaced(f"{markup}<p>Qui_?</p>")


def test_a_script_that_compares_does_not_hide_the_rest_of_the_page():
    script = '<script>if (a < b) { c("?") }</script>'
    assert page(f"{script}<p>Qui ?</p>", "fr") == spaced(f"{script}<p>Qui_?</p>")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<p>Qui <em>donc</em> ?</p>", "<p>Qui <em>donc</em>_?</p>"),
        ("<p><b>Lieu</b> : Rome</p>", "<p><b>Lieu</b>~: Rome</p>"),
        ("<p><b>Lieu</b>: Rome</p>", "<p><b>Lieu</b>~: Rome</p>"),
        ("<p>« <em>Europe</em> »</p>", "<p>«~<em>Europe</em>~»</p>"),
        ("<p><b>52</b> %</p>", "<p><b>52</b>~%</p>"),
        ("<p>l'<em>an</em></p>", "<p>l’<em>an</em></p>"),
        ("<p><em>« Europe »</em> : Rome</p>", "<p><em>«~Europe~»</em>~: Rome</p>"),
        ("<p><em>etc.</em>... ?</p>", "<p><em>etc.</em>…_?</p>"),
        ("<p><b>10</b> 000 €</p>", "<p><b>10</b>_000~€</p>"),
        ("<ul><li>2025</li><li>: Rome</li></ul>", "<ul><li>2025</li><li>: Rome</li></ul>"),
    ],
)
def test_rules_hold_around_inline_elements(typed, printed):
    assert page(typed, "fr") == spaced(printed)


def signs_of(markup: str) -> str:
    """All signs but spaces, each quotation mark as a straight one."""
    text = html.unescape(re.sub(r"<[^>]*>", "", markup)).replace("…", "...")
    return re.sub("[‘’]", "'", re.sub("[«»“”]", '"', re.sub(r"\s", "", text)))


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("end", ["mot", "« mot »", '"mot"', "mot.", "mot...", "«", "52", "l'", "mot ", "a@b.fr"])
@pytest.mark.parametrize(
    "start", [" : a", " ? a", "; a", ".", "...", " %", " 000 €", "» a", "'a", '"a"', "1er", "&amp;"]
)
def test_nothing_is_lost_or_doubled_where_two_elements_meet(language, end, start):
    markup = f"<p>{end}<em>{start}</em> {end}</p>"
    assert signs_of(page(markup, language)) == signs_of(markup)


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("fr", '<p>Qui ? <i lang="en">"Who?"</i> Où ?</p>', '<p>Qui_? <i lang="en">“Who?”</i> Où_?</p>'),
        ("fr", "<p>A ?<i lang='en-GB'>B ?</i></p>", "<p>A_?<i lang='en-GB'>B ?</i></p>"),
        ("fr", "<p>A ?<i lang=EN>B ?</i></p>", "<p>A_?<i lang=EN>B ?</i></p>"),
        ("fr", '<p>A ?<i lang="de">"B" ?</i> C ?</p>', '<p>A_?<i lang="de">"B" ?</i> C_?</p>'),
        ("en", '<p>Who? <i lang="fr">"Qui ?"</i> Who ?</p>', '<p>Who? <i lang="fr">«~Qui_?~»</i> Who ?</p>'),
        (
            "fr",
            '<div lang="en">A ?<p>B ?<b lang="fr">C ?<i>D ?</i></b>E ?</p>F ?</div>G ?',
            '<div lang="en">A ?<p>B ?<b lang="fr">C_?<i>D_?</i></b>E ?</p>F ?</div>G_?',
        ),
        ("fr", '<p lang="en">A ?<br>B ?<img alt="">C ?</p>D ?', '<p lang="en">A ?<br>B ?<img alt="">C ?</p>D_?'),
        ("fr", '<p lang="en">A ?<br lang="fr">B ?<hr/>C ?</p>', '<p lang="en">A ?<br lang="fr">B ?<hr/>C ?</p>'),
        (
            "fr",
            '<a hreflang="en">A ?</a><i data-lang="en">B ?</i>',
            '<a hreflang="en">A_?</a><i data-lang="en">B_?</i>',
        ),
        ("fr", '<html lang="en"><p>A ?</p></html>', '<html lang="en"><p>A ?</p></html>'),
        ("de", "<p>A ? l'an</p>", "<p>A ? l'an</p>"),
    ],
)
def test_each_passage_follows_its_own_language(language, typed, printed):
    assert page(typed, language) == spaced(printed)


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    "markup",
    [
        "<p>Qui ? Lieu : Rome ; 52 % de 10 000 € !</p>",
        "<p>\"L'an\" 'deux' &quot;trois&quot;...</p>",
        "<p>« a », «b», « c : », « d ? »</p>",
        "<p>« Voir :»</p>",
        "<p>'Qui ?' 'Lieu :'</p>",
        "<p>1er, 6e, XXIe à 12:30</p>",
        "<p>R&amp;D &lt;b&gt; l&#x27;an&nbsp;!</p>",
        '<p>Qui ?<i lang="en">"Who?" it\'s...</i></p><pre>a ?</pre>',
        "<p><b>Lieu</b> : 1 234 567 <em>€</em> !</p>",
        "<p>Covid-19</p>",
    ],
)
def test_a_second_pass_changes_nothing(markup, language):
    once = page(markup, language)
    assert page(once, language) == once


@pytest.mark.parametrize("language", ["fr", "en"])
def test_covid_19_stays_on_one_line_and_keeps_its_hyphen(language):
    assert page("<p>Covid-19, CoV-2, 2021-2022</p>", language) == "<p>Covid-\u206019, CoV-2, 2021-2022</p>"


@pytest.mark.parametrize(
    ("language", "printed"),
    [("fr", "«~R&D~» < 1er_?"), ("en", "“R&D” < 1er ?"), ("de", '"R&D" < 1er ?')],
)
def test_a_text_without_markup_is_neither_escaped_nor_raised(language, printed):
    assert plain('"R&D" < 1er ?', language) == spaced(printed)
