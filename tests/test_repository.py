"""About the repository itself: which room imports which, what nobody uses, what is missing."""

import ast
import re
from collections import defaultdict
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.core.management import call_command
from django.template.utils import get_app_template_dirs
from django.urls import reverse
from django.utils.translation import override

ROOT = Path(settings.BASE_DIR)
NOT_OURS = {"node_modules", "var", "build", "dist"}


def files(*endings: str, under: str = ".") -> list[str]:
    """Our files with these endings, as paths from the root."""
    found = (path.relative_to(ROOT) for path in (ROOT / under).rglob("*") if path.suffix in endings)
    kept = (path for path in found if not any(part in NOT_OURS or part.startswith(".") for part in path.parts))
    return sorted(str(path) for path in kept)


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


# --- rooms -----------------------------------------------------------------------------------------------------------

# From the ground up (docs: the house). A room imports itself and the floors below, never its own floor's other rooms.
FLOORS = (
    {"portal.core"},
    {"portal.editing"},
    {"portal.library"},
    {"portal.pages", "portal.search", "portal.opendata"},
    {"sites"},
    {"instruments", "partnerships"},
    {"portal.home", "portal.doors"},
    {"portal.urls"},
)
FRAME = {"portal", "portal.env", "portal.formats", "portal.settings", "portal.wsgi"}  # around the rooms, in none
OURS = {"portal", "sites", "instruments", "partnerships"}
MODULES = [path for path in files(".py") if Path(path).parts[0] in OURS]


def room_of(module: str) -> str:
    """The room that a dotted module lies in: "portal.core.web.views" is in "portal.core"."""
    parts = module.split(".")
    return ".".join(parts[:2]) if parts[0] == "portal" else parts[0]


def dotted(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(path: str) -> set[str]:
    """Every module of ours that the file imports, wherever in the file."""
    found = set()
    for node in ast.walk(ast.parse(read(path))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            package = dotted(path).split(".")[: -node.level] if node.level else []
            base = ".".join([*package, *([node.module] if node.module else [])])
            found |= {f"{base}.{alias.name}" if base == "portal" else base for alias in node.names}
    return {module for module in found if module.split(".")[0] in OURS}


def may_import(room: str, other: str) -> bool:
    floor = {name: number for number, names in enumerate(FLOORS) for name in names}
    if room == other:
        return True
    if room in FRAME or other in FRAME:
        return room in FRAME and other in FRAME
    return floor[other] < floor[room]


def faults(paths, of):
    """{path: what `of(path)` finds wrong there}"""
    return {path: found for path in paths if (found := of(path))}


def test_imports_go_downwards():
    def upwards(path):
        room = room_of(dotted(path))
        return {module for module in imports(path) if not may_import(room, room_of(module))}

    assert len(MODULES) > 100
    assert faults(MODULES, upwards) == {}


@pytest.mark.parametrize(
    ("room", "other", "allowed"),
    [
        ("instruments", "sites", True),
        ("sites", "portal.pages", True),
        ("portal.pages", "portal.core", True),
        ("portal.pages", "portal.editing", True),
        ("portal.editing", "portal.pages", False),
        ("portal.pages", "portal.library", True),
        ("portal.library", "portal.editing", True),
        ("portal.library", "portal.pages", False),
        ("portal.core", "portal.library", False),
        ("portal.urls", "portal.home", True),
        ("portal.core", "portal.pages", False),
        ("portal.pages", "sites", False),
        ("sites", "instruments", False),
        ("instruments", "partnerships", False),
        ("partnerships", "instruments", False),
        ("instruments", "portal.home", False),
    ],
)
def test_the_arrows(room, other, allowed):
    assert may_import(room, other) is allowed


def test_nobody_imports_what_a_registry_finds():
    """Its order would be that of the imports, not that of the rooms. (Views import the lists, which have ranks.)"""
    found = {"kinds", "related", "maplayers", "content_checks"}
    shared = {"portal.core.pages.related", "portal.editing.review.content_checks"}  # the registries themselves
    asked = {module for path in MODULES for module in imports(path) - shared}
    assert {module for module in asked if module.rpartition(".")[2] in found} == set()


def test_every_module_is_in_a_room():
    rooms = FRAME.union(*FLOORS)
    assert [path for path in MODULES if room_of(dotted(path)) not in rooms] == []


def test_relations_go_downwards():
    relations = [
        (room_of(model.__module__), room_of(field.related_model.__module__), str(field))
        for model in apps.get_models()
        if model.__module__.split(".")[0] in OURS
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model and field.related_model.__module__.split(".")[0] in OURS
    ]
    assert len(relations) > 30
    upwards = [field for room, other, field in relations if not may_import(room, other)]
    # The picture of a record, named by the ground floor as a text (decision 044).
    assert [field for field in upwards if not field.endswith(".picture")] == []


# --- languages are a setting -----------------------------------------------------------------------------------------

# The formats, the typography, the spelling and the names of countries are a language's own; messages are written in
# English, which their script must know.
MAY_NAME_LANGUAGES = (
    *("tests/", "portal/formats/", "portal/settings.py", "portal/core/text/typography.py"),
    *("scripts/update_messages.py", "scripts/spelling.py", "scripts/countries.py", "scripts/cities.py"),
)
A_LANGUAGE = re.compile(r"(?:fr|en)|\w*_(?:fr|en)|/?(?:fr|en)/.*|\w+\[(?:fr|en)\]")
CODE = [path for path in files(".py") if not path.startswith(MAY_NAME_LANGUAGES) and "/migrations/" not in path]
COMMENT = re.compile(
    r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->|/\*.*?\*/|^\s*//.*?$", re.DOTALL | re.MULTILINE
)
FACES = files(".html", ".txt", ".xml", under="templates") + files(".js", ".css", under="static")


def names(path: str) -> set[str]:
    """Every name and every text of a module that is not a docstring."""
    tree = ast.parse(read(path))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            found.add(node.value)
        found |= {value for name in ("id", "attr", "arg") if isinstance(value := getattr(node, name, None), str)}
    return found


def test_no_code_names_a_language():
    assert faults(CODE, lambda path: {name for name in names(path) if A_LANGUAGE.fullmatch(name)}) == {}


def test_no_template_style_or_script_names_a_language():
    named = re.compile(r"""["'(](?:fr|en)["')]|lang=["']?(?:fr|en)\b|_(?:fr|en)\b|/(?:fr|en)/""")
    assert faults(FACES, lambda path: named.findall(COMMENT.sub("", read(path)))) == {}


# --- files -----------------------------------------------------------------------------------------------------------


def test_no_file_is_longer_than_400_lines():
    written = [path for path in files(".py", ".css", ".js", ".html") if "/migrations/" not in path]
    lines = {path: len(read(path).splitlines()) for path in written}
    assert {path: number for path, number in lines.items() if number > 400} == {}


def test_every_template_is_used():
    text = "".join(read(path) for path in [*files(".py"), *files(".html")] if not path.startswith("tests/"))
    overridden = {
        str(path.relative_to(folder))
        for folder in get_app_template_dirs("templates")
        for path in folder.rglob("*.html")
    }
    templates = {path.removeprefix("templates/") for path in files(".html", under="templates")}
    named = {template for template in templates if f'"{template}"' in text or f"'{template}'" in text}
    named.add("403.html")  # by Django, for a page that a role does not open
    assert (templates - named - overridden, len(named) > 20) == (set(), True)


def test_every_style_sheet_and_script_is_used():
    text = "".join(read(path) for path in [*files(".py"), *files(".html"), *files(".css"), *files(".js")])
    faces = files(".css", ".js", under="static")
    unused = [path for path in faces if not re.search(rf'["/]{re.escape(Path(path).name)}"', text)]
    assert (unused, len(faces) > 10) == ([], True)


def test_a_class_is_styled_by_one_component():
    """All of them are one sheet: what two components call alike would look like both."""
    owners = defaultdict(set)
    for path in files(".css", under="static/css/components"):
        text = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", COMMENT.sub("", read(path)))
        for selectors in re.findall(r"([^{}]+)\{", text):
            for name in re.findall(r"(?:^|,)\s*\.([\w-]+)\s*(?=,|$)", selectors.strip()):
                owners[name].add(path)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {}
    assert len(owners) > 100


def test_no_other_host_is_asked():
    def asked(path):
        text = COMMENT.sub("", read(path)).replace("http://www.w3.org/", "")  # the names of SVG, not an address
        return re.findall(r"""(?:https?:|wss?:|["'(=])//[\w.-]+""", text)

    assert faults(files(".html", under="templates") + files(".css", ".js", ".svg", under="static"), asked) == {}


# --- what would be missing -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("path", sorted(ROOT.glob("locale/*/LC_MESSAGES/*.po")), ids=lambda path: path.parts[-3])
def test_a_catalogue_is_complete(path, monkeypatch):
    monkeypatch.syspath_prepend(ROOT / "scripts")
    import check_messages

    assert check_messages.faults(path) == []


def test_every_language_has_a_catalogue():
    found = {path.parts[-3] for path in ROOT.glob("locale/*/LC_MESSAGES/django.po")}
    assert found == {code for code, _ in settings.LANGUAGES}


BOOKKEEPING = {
    "core.change",
    "core.formeraddress",
    "core.loadedrecord",
    "editing.outdated",
    "editing.preparation",
    "people.person",
    "search.searchdocument",
    "search.indexstate",
}  # written by the portal itself, never by editors


def test_every_model_is_in_the_admin():
    registered = admin.site._registry
    inline = {row.model for options in registered.values() for row in options.inlines}
    ours = {model for model in apps.get_models() if model.__module__.split(".")[0] in OURS}
    missing = {model._meta.label_lower for model in ours - set(registered) - inline}
    assert (missing - BOOKKEEPING, len(ours) > 30) == (set(), True)


# A catalogue that is not compiled serves English addresses under /fr/ without a word.
ADDRESSES = {
    "home": ("/fr/", "/en/"),
    "instruments:list": ("/fr/instruments/", "/en/instruments/"),
    "instruments:cooperations": ("/fr/cooperations/", "/en/cooperations/"),
    "sites:offices": ("/fr/bureaux/", "/en/offices/"),
    "search:results": ("/fr/recherche/", "/en/search/"),
    "upkeep:report": ("/fr/signaler/", "/en/report/"),
    "upkeep:thanks": ("/fr/signaler/merci/", "/en/report/thanks/"),
    "upkeep:corrections": ("/fr/corrections/", "/en/corrections/"),
    "site-map": ("/fr/plan-du-site/", "/en/site-map/"),
    "accessibility": ("/fr/accessibilite/", "/en/accessibility/"),
    "legal-notice": ("/fr/mentions-legales/", "/en/legal-notice/"),
    "privacy": ("/fr/donnees-personnelles/", "/en/privacy/"),
    "ecodesign": ("/fr/ecoconception/", "/en/ecodesign/"),
    "contact": ("/fr/contact/", "/en/contact/"),
}


@pytest.mark.parametrize(("name", "paths"), ADDRESSES.items())
def test_an_address_is_in_the_language_of_its_prefix(name, paths):
    found = []
    for code in ("fr", "en"):
        with override(code):
            found.append(reverse(name))
    assert tuple(found) == paths
