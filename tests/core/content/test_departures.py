"""What leaves a content file leaves the site, if only the loader wrote it and nothing that stays refers to it."""

import pytest
from django.contrib.auth import get_user_model

from portal.core.content import revisions
from portal.core.content.load import Report, load
from portal.core.models import Revision, Source
from portal.core.revision import RevisionKind
from portal.pages.models import KeyFigure, Page
from sites.models import Network
from tests.core.content.test_load import ANY_EDIT, NETWORK, NETWORKS, SOURCE, SOURCES, dumped, write

pytestmark = pytest.mark.django_db
User = get_user_model()
PAGES = [("a", ""), ("b", ", parent: a"), ("c", ", parent: b, sources: [overview]")]


@pytest.fixture
def loaded(tmp_path):
    """A folder with a source and a network that has facts, after a first load."""
    write(tmp_path, sources=SOURCES, networks=NETWORKS)
    load(tmp_path)
    return tmp_path


NEW = "- {code: new, name: {fr: Un, en: One}, kind: forum}"


@pytest.mark.parametrize("rest", ["", NEW])
def test_a_record_that_left_its_file_leaves_the_site(loaded, rest):
    write(loaded, networks=rest)
    assert load(loaded).removed == [NETWORK]
    assert list(Network.objects.values_list("code", flat=True)) == (["new"] if rest else [])
    assert load(loaded) == Report(unchanged=[SOURCE, *([(NETWORK[0], "new")] if rest else [])])


def test_it_may_come_again(loaded):
    write(loaded, networks="")
    load(loaded)
    write(loaded, networks=NETWORKS)
    assert load(loaded) == Report(unchanged=[SOURCE], created=[NETWORK])
    assert dumped(loaded) == NETWORKS
    write(loaded, networks="")
    assert load(loaded).removed == [NETWORK]


def test_a_file_that_is_not_there_takes_nothing_off_the_site(loaded):
    (loaded / "networks.yaml").unlink()
    assert load(loaded) == Report(unchanged=[SOURCE], orphaned=[NETWORK])
    assert Network.objects.filter(code="abroad").exists()


@ANY_EDIT
@pytest.mark.parametrize("overwrite", [False, True])
def test_what_an_editor_changed_stays_when_it_leaves_its_file(loaded, edit, overwrite):
    edit(Network.objects.get())
    write(loaded, networks="")
    assert load(loaded, overwrite) == Report(unchanged=[SOURCE], orphaned=[NETWORK])
    assert Network.objects.filter(code="abroad").exists()


def test_what_an_editor_wrote_in_stays_even_if_it_says_the_same_again(loaded):
    network, person = Network.objects.get(), User.objects.create(username="one")
    for name in ("Autre nom", "Inserm à l'étranger"):
        with revisions.by(person):
            network.name_fr = name
            network.save()
        revisions.flush()
    write(loaded, networks="")
    assert load(loaded).orphaned == [NETWORK]


def test_what_an_editor_prepares_a_change_of_stays(loaded):
    Revision.objects.create(
        model=NETWORK[0],
        object_id=Network.objects.get().pk,
        code="abroad",
        document={"code": "abroad"},
        kind=RevisionKind.SAVED,
        is_pending=True,
    )
    write(loaded, networks="")
    assert load(loaded).orphaned == [NETWORK]


REFERRING = {
    "a row": lambda source: (
        Network.objects.create(code="mine", kind="club").facts.create(kind="work").sources.add(source)
    ),
    "a list": lambda source: Network.objects.create(code="mine", kind="club").sources.add(source),
    "a column": lambda source: KeyFigure.objects.create(
        code="mine", value=1, scope_fr="Un", scope_en="One", source=source
    ),
    "a change that waits": lambda source: Revision.objects.create(
        model=NETWORK[0],
        object_id=0,
        code="mine",
        document={"code": "mine", "sources": ["overview"]},
        kind=RevisionKind.SAVED,
        is_pending=True,
    ),
}


@pytest.mark.parametrize("refer", REFERRING.values(), ids=REFERRING)
def test_what_others_refer_to_stays(loaded, refer):
    refer(Source.objects.get())
    write(loaded, sources="", networks="")
    assert load(loaded) == Report(removed=[NETWORK], orphaned=[SOURCE])


def test_what_refers_to_each_other_goes_together(loaded):
    write(loaded, pages="".join(f"- {{code: {code}, kind: help{more}}}\n" for code, more in PAGES))
    load(loaded)
    write(loaded, sources="", networks="", pages="")
    assert load(loaded).removed == sorted([SOURCE, NETWORK, *((Page._meta.label_lower, code) for code, _ in PAGES)])
    assert [model.objects.count() for model in (Source, Network, Page)] == [0, 0, 0]
