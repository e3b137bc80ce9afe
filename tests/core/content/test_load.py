"""Content files: loaded once, never over an editor's work, and written back as they were."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import override

from portal.core.content.dump import dump
from portal.core.content.load import Report, load
from portal.core.content.yamlfile import ContentError, Problem
from portal.core.models import Source, Theme
from portal.pages.models import Page
from sites.models import Country, Network, Programme
from tests.factories import make_source

pytestmark = pytest.mark.django_db

SOURCES = """\
# The pages and documents that facts come from.
# basis: stated (dated by its publisher), about (undated, period inferred), after (undated, not before), period.
# url: only where the address is known.

- code: overview
  publisher: Inserm
  title:
    fr: Vue d'ensemble
    en: Overview
  language: fr
  basis: stated
  dated: 2025-10
"""
NETWORKS = """\
# Networks, alliances and forums that the institute runs or takes part in.

- code: abroad
  status: published
  publish_at: 2026-03-01T12:00:00+01:00
  name:
    fr: Inserm à l'étranger
    en: Inserm abroad
  slug:
    fr: inserm-a-l-etranger
    en: inserm-abroad
  kind: network
  summary:
    fr: Un réseau.
    en: A network.
  as_of: 2025-10
  sources: [overview]
  facts:
    - kind: purpose
      text:
        fr: Relier.
        en: To link.
      as_of: '2025'
      sources: [overview]
    - kind: history
      text:
        fr: Créé en 2024.
        en: Created in 2024.
"""
SOURCE, NETWORK = (Source._meta.label_lower, "overview"), (Network._meta.label_lower, "abroad")


def write(folder, **files):
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8", newline="")


def dumped(folder, name="networks"):
    """The content file as the database would have it now."""
    dump(folder / "out")
    return (folder / "out" / f"{name}.yaml").read_text(encoding="utf-8")


@pytest.fixture
def files(tmp_path):
    """A folder with a source and a network that has facts."""
    folder = tmp_path / "content"
    folder.mkdir()
    write(folder, sources=SOURCES, networks=NETWORKS)
    return folder


@pytest.fixture
def loaded(files):
    """The same folder, after a first load."""
    load(files)
    return files


# --- loading ---------------------------------------------------------------------------------------------------------


def test_the_first_load_creates_every_record(files):
    assert load(files) == Report(created=[SOURCE, NETWORK])
    network = Network.objects.get()
    assert (network.code, network.name_fr, network.name_en) == ("abroad", "Inserm à l'étranger", "Inserm abroad")
    assert (network.status, network.publish_at.isoformat()) == ("published", "2026-03-01T11:00:00+00:00")
    assert [source.code for source in network.sources.all()] == ["overview"]
    assert [(fact.kind, fact.order, str(fact.as_of)) for fact in network.facts.all()] == [
        ("purpose", 1, "2025"),
        ("history", 2, "None"),
    ]


def test_the_second_load_changes_nothing(loaded):
    before = list(Network.objects.get().facts.values_list("pk", flat=True))
    assert load(loaded) == Report(unchanged=[SOURCE, NETWORK])
    assert list(Network.objects.get().facts.values_list("pk", flat=True)) == before


def test_a_changed_file_updates_its_records(loaded):
    changed = NETWORKS.replace("Inserm abroad", "Inserm Abroad").replace("kind: purpose", "kind: work")
    changed = changed.replace("  as_of: 2025-10\n  sources: [overview]\n", "")
    write(loaded, networks=changed)
    assert load(loaded) == Report(unchanged=[SOURCE], updated=[NETWORK])
    assert dumped(loaded) == changed
    assert load(loaded) == Report(unchanged=[SOURCE, NETWORK])


def test_what_a_file_no_longer_says_goes_back_to_its_default(loaded):
    write(loaded, networks="- {code: abroad, name: {fr: Un, en: One}, kind: forum}")
    load(loaded)
    network = Network.objects.get()
    assert (network.status, network.publish_at, network.slug_fr, network.summary_en) == ("draft", None, None, None)
    assert (network.facts.count(), network.sources.count()) == (0, 0)


def test_the_order_of_keys_of_languages_and_of_lists_does_not_count(loaded):
    make_source(code="other")
    write(
        loaded,
        themes="- {code: a, name: {fr: Un, en: One}}",
        networks=NETWORKS.replace("[overview]", "[other, overview]"),
    )
    load(loaded)
    write(
        loaded,
        themes="- {name: {en: One, fr: Un}, code: a}",
        networks=NETWORKS.replace("[overview]", "[overview, other, other]"),
    )
    assert load(loaded).updated == []


# --- editors ---------------------------------------------------------------------------------------------------------


def rename(network):
    network.name_fr = "Autre nom"
    network.save()


EDITS = {
    "name": rename,
    "status": lambda network: Network.objects.update(status="archived"),
    "its source taken away": lambda network: network.sources.clear(),
    "a fact reworded": lambda network: network.facts.filter(kind="purpose").update(text_en="To bind."),
    "a fact added": lambda network: network.facts.create(kind="work", order=3, text_fr="Plus.", text_en="More."),
    "a fact removed": lambda network: network.facts.filter(kind="history").delete(),
    "facts in another order": lambda network: network.facts.filter(kind="history").update(order=0),
    "a fact's source taken away": lambda network: network.facts.get(kind="purpose").sources.clear(),
}
ANY_EDIT = pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)


@ANY_EDIT
@pytest.mark.parametrize("text", [NETWORKS, NETWORKS.replace("Un réseau.", "Le réseau.")], ids=["same", "changed"])
def test_what_an_editor_changed_is_kept_and_named(loaded, edit, text):
    edit(Network.objects.get())
    edited = dumped(loaded)
    write(loaded, networks=text)
    assert edited not in (NETWORKS, text)
    assert load(loaded) == Report(unchanged=[SOURCE], kept=[NETWORK])
    assert dumped(loaded) == edited


@ANY_EDIT
def test_what_an_editor_changed_is_replaced_on_demand(loaded, edit):
    edit(Network.objects.get())
    assert load(loaded, overwrite=True) == Report(unchanged=[SOURCE], updated=[NETWORK])
    assert dumped(loaded) == NETWORKS
    assert load(loaded) == Report(unchanged=[SOURCE, NETWORK])


def test_an_edit_that_the_file_makes_too_is_adopted(loaded):
    rename(Network.objects.get())
    write(loaded, networks=NETWORKS.replace("Inserm à l'étranger", "Autre nom"))
    assert load(loaded) == Report(unchanged=[SOURCE, NETWORK])
    write(loaded, networks=NETWORKS)
    assert load(loaded) == Report(unchanged=[SOURCE], updated=[NETWORK])


def test_an_edit_that_is_undone_is_no_edit(loaded):
    network = Network.objects.get()
    rename(network)
    network.name_fr = "Inserm à l'étranger"
    network.save()
    write(loaded, networks=NETWORKS.replace("Un réseau.", "Le réseau."))
    assert load(loaded).updated == [NETWORK]


def test_a_record_that_an_editor_made_first_is_kept(files):
    Network.objects.create(code="abroad", name_fr="Le mien", kind="club")
    assert load(files) == Report(created=[SOURCE], kept=[NETWORK])
    assert Network.objects.get().name_fr == "Le mien"


def test_what_an_editor_deleted_is_not_made_again(loaded):
    Network.objects.get().delete()
    for _ in range(2):
        assert load(loaded) == Report(unchanged=[SOURCE], gone=[NETWORK])
    assert not Network.objects.exists()


def test_what_an_editor_deleted_is_made_again_on_demand(loaded):
    Network.objects.get().delete()
    assert load(loaded, overwrite=True) == Report(unchanged=[SOURCE], created=[NETWORK])
    assert dumped(loaded) == NETWORKS


def test_a_new_record_that_needs_a_deleted_one_is_refused_in_words(loaded):
    write(loaded, themes="- {code: diabetes, name: {fr: Diabète, en: Diabetes}}")
    load(loaded)
    Theme.objects.get().delete()
    write(loaded, programmes="- {code: new, name: {fr: Un, en: One}, kind: grant, themes: [diabetes]}")
    with pytest.raises(ContentError) as refused:
        load(loaded)
    assert [(found.file, found.record, found.field) for found in refused.value.problems] == [
        ("programmes.yaml", "new", "themes"),
    ]


# --- references inside one file --------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("child", "parent"), ("parent", "child")])
@pytest.mark.parametrize(("model", "file", "kind"), [(Network, "networks", "forum"), (Page, "pages", "help")])
def test_a_record_may_name_its_parent_before_or_after_it(tmp_path, model, file, kind, order):
    parents = {"child": ", parent: parent", "parent": ""}
    records = [f"- {{code: {code}, name: {{fr: a, en: b}}, kind: {kind}{parents[code]}}}\n" for code in order]
    write(tmp_path, **{file: "".join(records)})
    load(tmp_path)
    assert model.objects.get(code="child").parent.code == "parent"
    assert load(tmp_path).updated == []


def test_a_reference_inside_one_file_can_change_and_go(tmp_path):
    record = "- {{code: {0}, name: {{fr: '{0}', en: '{0}'}}, kind: grant{1}}}\n"
    for successor in (", successor: b", ", successor: c", ""):
        write(tmp_path, programmes=record.format("a", successor) + record.format("b", "") + record.format("c", ""))
        load(tmp_path)
        found = Programme.objects.get(code="a").successor
        assert (found.code if found else "") == successor[-1:]


# --- writing back ----------------------------------------------------------------------------------------------------


def test_a_file_is_written_back_byte_for_byte(loaded, tmp_path):
    written = dump(tmp_path / "out")
    assert {path.name: path.read_bytes() for path in written} == {
        "sources.yaml": SOURCES.encode(),
        "networks.yaml": NETWORKS.encode(),
    }


def test_the_site_s_own_content_is_loaded_once_and_written_back_byte_for_byte(tmp_path):
    first, second = load(settings.CONTENT_DIR), load(settings.CONTENT_DIR)
    assert second == Report(unchanged=first.created)
    dump(tmp_path)
    before = {path.name: path.read_text(encoding="utf-8") for path in settings.CONTENT_DIR.glob("*.yaml")}
    after = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert sorted(after) == sorted(before)
    assert [name for name in before if before[name] != after[name]] == []


def test_records_are_written_in_the_same_order_on_both_databases(tmp_path):
    for code in ("b", "a-c", "ab", "a", "a-1", "a_b", "ac"):
        Theme.objects.create(code=code, name_fr=code, name_en=code)
    lines = dumped(tmp_path, "themes").splitlines()
    codes = ["a", "a-1", "a-c", "a_b", "ab", "ac", "b"]
    assert [line for line in lines if line.startswith("- ")] == [f"- code: {code}" for code in codes]


@pytest.mark.parametrize(
    "text",
    [
        *("NO", "true", "null", "~", "12", "1.5", "2025", "2025-10", "0x1F", "1e3", "yes", "="),
        *("a: b", "- a", "# a", "a # b", "'a' \"b\"", "[[publisher.name]]", "{a}", "*a", "&a", "!a", "%a", "@a", "a:"),
        *(" a ", "a\nb", "a\nb\n", "\na", "a \nb", "a\n\n  b\n", "a\r\nb", "a\tb", "\t", "..."),
        *("É œ « » ’ –", "a\u00a0: b\u202f!", "日本 🧬", "a\x85b", "a\u2028b", "\ufeffa", "a" * 5000, "mot " * 500),
    ],
    ids=lambda text: repr(text[:12]),
)
def test_any_text_of_an_editor_survives_a_dump_and_a_load(tmp_path, text):
    make_source(note_fr=text, note_en=text, title_fr=text[:250], title_en="x")
    dump(tmp_path)
    Source.objects.all().delete()
    load(tmp_path)
    source = Source.objects.get()
    assert (source.note_fr, source.note_en, source.title_fr) == (text, text, text[:250])


@pytest.mark.parametrize("missing", ["fr", "en"])
@pytest.mark.parametrize("active", ["fr", "en"])
def test_a_draft_in_one_language_survives_a_dump_and_a_load(tmp_path, missing, active):
    network = Network.objects.create(code="new", kind="forum", name_fr="Un", name_en="One")
    network.facts.create(kind="work", text_fr="Un.", text_en="One.", order=1)
    Network.objects.update(**{f"name_{missing}": None})
    network.facts.update(**{f"text_{missing}": None})
    before = dumped(tmp_path)
    network.delete()
    with override(active):
        load(tmp_path / "out")
    assert dumped(tmp_path) == before


def test_a_country_code_is_text(tmp_path):
    write(
        tmp_path,
        countries="- {code: NO, name: {fr: Norvège, en: Norway}, latitude: 62, longitude: 10, continent: europe, zone: europe}",
        institutions="- {code: oslo, name: {fr: Oslo, en: Oslo}, kind: university, country: NO}",
    )
    load(tmp_path)
    assert Country.objects.get().code == "NO"
    assert "\n- code: NO\n" in dumped(tmp_path, "countries")
    assert "\n  country: NO\n" in dumped(tmp_path, "institutions")


# --- commands --------------------------------------------------------------------------------------------------------


def run(*arguments, **options):
    """(what a command printed, what it complained about)."""
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue().splitlines(), err.getvalue()


def test_loadcontent_says_what_it_did(files):
    assert run("loadcontent", files) == (["Content: 2 created, 0 updated, 0 unchanged, 0 left to the editors."], "")
    assert run("loadcontent", files) == (["Content: 0 created, 0 updated, 2 unchanged, 0 left to the editors."], "")


def test_loadcontent_names_what_it_left_to_the_editors(loaded):
    write(loaded, themes="- {code: a, name: {fr: Un, en: One}}\n- {code: b, name: {fr: Deux, en: Two}}")
    load(loaded)
    rename(Network.objects.get())
    Theme.objects.get(code="a").delete()
    write(loaded, themes="- {code: a, name: {fr: Un, en: One}}")
    network, theme = Network._meta.label_lower, Theme._meta.label_lower
    assert run("loadcontent", loaded)[0] == [
        f"{network} abroad: changed by an editor since: kept as it is (--overwrite replaces it)",
        f"{theme} a: deleted by an editor since: not made again (--overwrite makes it)",
        f"{theme} b: no longer in the files: taken off the site",
        "Content: 0 created, 0 updated, 1 unchanged, 2 left to the editors.",
    ]
    assert run("loadcontent", loaded, "--overwrite")[0] == [
        "Content: 1 created, 1 updated, 1 unchanged, 0 left to the editors.",
    ]


def test_loadcontent_names_every_problem_and_loads_nothing(files):
    write(files, themes="- {code: a, name: {fr: Un}}\n- {code: b, nom: x, name: {fr: Deux, en: Two}}")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"^Nothing was loaded: 2 problem\(s\)\.$"):
        call_command("loadcontent", files, stdout=out, stderr=err)
    assert err.getvalue().splitlines() == [
        str(Problem("themes.yaml", "a", "name.en", "is missing")),
        str(Problem("themes.yaml", "b", "nom", "unknown key; known: code, name, name_lang, parent")),
    ]
    assert (out.getvalue(), Network.objects.count()) == ("", 0)


def test_loadcontent_wants_a_folder(tmp_path):
    with pytest.raises(CommandError) as refused:
        run("loadcontent", tmp_path / "nowhere")
    assert str(refused.value) == f"{tmp_path / 'nowhere'} is not a folder."


def test_dumpcontent_names_the_files_it_wrote(loaded, tmp_path):
    folder = tmp_path / "new" / "folder"
    assert run("dumpcontent", folder)[0] == [str(folder / "sources.yaml"), str(folder / "networks.yaml")]
    assert sorted(path.name for path in folder.iterdir()) == ["networks.yaml", "sources.yaml"]
