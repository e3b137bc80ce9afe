"""What each role may do at the desk: the table, the permissions made from it, and what a form takes."""

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from portal.core.content.specs import concepts
from portal.core.models import FormerAddress, Redirect, Revision
from portal.editing.admin import MachineAdmin
from portal.editing.models import Outdated
from portal.editing.people import acts, restrict, roles
from portal.editing.people.acts import Act, Kind, Power
from portal.editing.people.models import Person
from portal.editing.upkeep.models import ReaderReport
from portal.search.models import SearchDocument
from sites.models import Country
from tests.factories import make_instrument, make_page
from tests.people import client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

TRANSLATOR, EDITOR, PUBLISHER, ADMINISTRATOR = "translator: en", "editor", "publisher", "administrator"
ROLES = ("", TRANSLATOR, EDITOR, PUBLISHER, ADMINISTRATOR)
ENGLISH = {"accept-language": "en"}

REGISTERED = [model for model in admin.site._registry if model._meta.app_label != "auth"]
MACHINE = [model for model in REGISTERED if isinstance(admin.site._registry[model], MachineAdmin)]
RECORDS = [model for model in REGISTERED if model not in MACHINE]
# What no role does on the record's own form: see its admin.
NEVER_ALONE = {"route": {"delete"}, "readerreport": {"add"}}
SETTLED = {"fruitlesssearch"}  # deleted by whoever writes facts, once they are settled
# The roles that have each power of the table, the one that may least first.
WITH = {
    Power.TRANSLATE: [TRANSLATOR, EDITOR, PUBLISHER, ADMINISTRATOR],
    Power.WRITE: [EDITOR, PUBLISHER, ADMINISTRATOR],
    Power.IMPORT: [EDITOR, PUBLISHER, ADMINISTRATOR],
    Power.PUBLISH: [PUBLISHER, ADMINISTRATOR],
    Power.MANAGE: [ADMINISTRATOR],
    Power.NOBODY: [],
}


# --- the table ---------------------------------------------------------------------------------------------------------


def as_markdown():
    """The table of the code as docs/roles.md shows it."""
    who = {power: who_has(power) for power in Power}
    lines = []
    for kind in Kind:
        lines += [
            "",
            f"## {TITLES[kind]}",
            "",
            "| Act | While the public does not see it | Once the public sees it |",
            "| --- | --- | --- |",
        ]
        lines += [
            f"| {rule.act} | {who[rule.hidden]} | {who[rule.public]} |" for rule in acts.RULES if rule.kind is kind
        ]
    return "\n".join(lines)


def who_has(power):
    """ "editor, publisher, administrator"; of texts, the translator of that language."""
    return ", ".join(role.replace(": en", "") for role in WITH[power]) or "nobody"


TITLES = {
    Kind.RECORD: "A record with a status, and an example profile",
    Kind.SHARED: "A record without one: source, theme, place, country",
    Kind.REPORT: "A reader's report",
    Kind.LOG: "What the site keeps for itself",
    Kind.ACCOUNT: "An account",
}


def test_the_documentation_shows_the_table():
    assert as_markdown() in (settings.BASE_DIR / "docs/roles.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", acts.RULES, ids=lambda rule: f"{rule.kind}: {rule.act}")
def test_each_role_may_what_the_table_says(rule):
    model = next(
        model for model, each in admin.site._registry.items() if each.kind is rule.kind and model is not Country
    )
    for is_public, needed in ((False, rule.hidden), (True, rule.public)):
        assert acts.power(rule.act, model, is_public) is needed
    for needed in {rule.hidden, rule.public}:
        assert [role for role in ROLES if acts.has(make_person(role), needed)] == WITH[needed]


def test_every_page_of_the_admin_is_in_the_table():
    """A view added tomorrow is named there first, with the act that opens it, or this fails."""
    prefixes = [f"{model._meta.app_label}_{model._meta.model_name}_" for model in admin.site._registry]
    names = {pattern.name for pattern in admin.site.urls[0] for pattern in getattr(pattern, "url_patterns", [])}
    found = {name.removeprefix(prefix) for name in names if name for prefix in prefixes if name.startswith(prefix)}
    assert found == set(acts.PAGES)


def test_a_page_that_the_table_does_not_name_opens_for_nobody(monkeypatch):
    client = client_of(make_person("superuser"))
    assert client.get("/admin/pages/page/deleted/").status_code == 200
    monkeypatch.delitem(acts.PAGES, "deleted")
    assert client.get("/admin/pages/page/deleted/").status_code == 403


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pages_page_change", [TRANSLATOR, EDITOR, PUBLISHER, ADMINISTRATOR]),
        ("pages_page_add", [EDITOR, PUBLISHER, ADMINISTRATOR]),
        ("core_source_import", [EDITOR, PUBLISHER, ADMINISTRATOR]),
        ("portal_sites_country_add", [PUBLISHER, ADMINISTRATOR]),
        ("upkeep_readerreport_delete", [PUBLISHER, ADMINISTRATOR]),
        ("upkeep_readerreport_add", []),
        ("auth_user_change", [ADMINISTRATOR]),
        ("pages_page_recover", []),
        ("index", list(ROLES)),
    ],
)
def test_for_whom_a_page_opens(name, expected):
    assert [role for role in ROLES if acts.opens(make_person(role), name)] == expected


def test_what_is_in_no_row_of_the_table_is_done_by_nobody():
    assert acts.power(Act.IMPORT, ReaderReport, True) is Power.NOBODY
    assert acts.power(Act.SEE, Group, False) is Power.NOBODY
    assert not acts.may(make_person("superuser"), Act.IMPORT, ReaderReport)


def actions(user, model, rf):
    """What the admin lets `user` do with `model`."""
    request = rf.get("/admin/")
    request.user = user
    options = admin.site._registry[model]
    return {name for name in ("view", "add", "change", "delete") if getattr(options, f"has_{name}_permission")(request)}


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label_lower)
def test_what_each_role_does_with_some_record(model, rf):
    asked = {
        "view": {Act.SEE},
        "add": {Act.ADD},
        "change": {Act.TEXTS, Act.FACTS, Act.PREPARE, Act.ANSWER},
        "delete": {Act.DELETE},
    }
    kind, always = acts.kind_of(model), model in (Country, Redirect)  # public as soon as they are added
    for role in ROLES:
        expected = set()
        for name, wanted in asked.items():
            rules = [rule for rule in acts.RULES if rule.kind is kind and rule.act in wanted]
            needed = (
                {rule.public for rule in rules}
                if always and name == "add"
                else {p for r in rules for p in (r.hidden, r.public)}
            )
            if any(role in WITH[power] for power in needed):
                expected.add(name)
        if role == TRANSLATOR and not restrict.texts(model):
            expected &= {"view"}
        assert (role, actions(make_person(role), model, rf)) == (
            role,
            expected - NEVER_ALONE.get(model._meta.model_name, set()),
        )


@pytest.mark.parametrize("model", MACHINE, ids=lambda model: model._meta.label_lower)
def test_what_the_site_keeps_for_itself_is_read_alone(model, rf):
    for role in ROLES:
        settles = model._meta.model_name in SETTLED and role in (EDITOR, PUBLISHER, ADMINISTRATOR)
        assert actions(make_person(role), model, rf) == ({"view"} if role else set()) | (
            {"delete"} if settles else set()
        )


def test_the_machine_rows_are_among_them():
    assert {FormerAddress, Revision} <= set(MACHINE)
    assert len(RECORDS) > 15


@pytest.mark.parametrize(
    ("role", "publishes", "writes", "facts", "imports", "manages"),
    [
        ("", False, [], False, False, False),
        ("translator: fr", False, ["fr"], False, False, False),
        ("translator: en", False, ["en"], False, False, False),
        (EDITOR, False, ["fr", "en"], True, True, False),
        (PUBLISHER, True, ["fr", "en"], True, True, False),
        (ADMINISTRATOR, True, ["fr", "en"], True, True, True),
        ("superuser", True, ["fr", "en"], True, True, True),
    ],
)
def test_what_each_role_may(role, publishes, writes, facts, imports, manages):
    user = make_person(role)
    found = (roles.may_publish(user), roles.written_languages(user), acts.has(user, Power.WRITE))
    found += (acts.has(user, Power.IMPORT), roles.may_manage_people(user))
    assert found == (publishes, writes, facts, imports, manages)


def test_two_roles_add_up():
    user = make_person("translator: fr")
    user.groups.add(Group.objects.get(name="translator: en"))
    assert roles.written_languages(user) == ["fr", "en"]
    assert not acts.has(user, Power.WRITE)


def test_a_closed_account_may_nothing():
    assert not roles.may_publish(make_person(PUBLISHER, is_active=False))


def test_roles_are_put_right_at_every_migration():
    editor = Group.objects.get(name=EDITOR)
    before = set(editor.permissions.values_list("pk", flat=True))
    editor.permissions.clear()
    gone = Group.objects.create(name="translator: xx")
    gone.permissions.set(before)
    roles.synchronise()
    assert set(editor.permissions.values_list("pk", flat=True)) == before
    assert gone.permissions.count() == 0


def test_every_record_of_the_rooms_and_every_row_has_its_permissions():
    """A model that a room adds is an editor's to write, without a word in this room."""
    user = make_person(EDITOR)
    for concept in concepts():
        for model in (concept.model, *(child.model for child in concept.shape.children.values())):
            assert user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"), model


def test_what_only_the_site_writes_is_nobodys():
    user = make_person(ADMINISTRATOR)
    for model in (Revision, Outdated, SearchDocument, Person):
        assert not user.has_perm(f"{model._meta.app_label}.change_{model._meta.model_name}"), model


# --- forms: what is posted beyond the role changes nothing -------------------------------------------------------------


def form_of(client, path):
    """What the browser would post of the form at `path`."""
    context = client.get(path).context
    data = {}
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    for form in [context["adminform"].form, *[f for s in formsets for f in (s.management_form, *s.forms)]]:
        for bound in form:
            value = bound.value()
            if hasattr(bound.field.widget, "widgets") and value is not None and not isinstance(value, list):
                for place, part in enumerate(bound.field.widget.decompress(value)):
                    data[f"{bound.html_name}_{place}"] = "" if part is None else str(part)
            elif isinstance(value, bool):
                data |= {bound.html_name: "on"} if value else {}
            elif value is not None:
                data[bound.html_name] = value if isinstance(value, list) else str(value)
    return {
        key: [getattr(item, "pk", item) for item in value] if isinstance(value, list) else value
        for key, value in data.items()
    }


def change(role, record, **changed):
    """(the answer, the record afterwards) when a person of `role` posts the form of `record` with some fields changed."""
    client = client_of(make_person(role))
    path = reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=(record.pk,))
    data = form_of(client, path) | changed
    answer = client.post(path, data, headers=ENGLISH, follow=True)
    record.refresh_from_db()
    return answer, record


def test_a_translator_writes_the_texts_of_their_language():
    page = make_page(status="draft")
    answer, page = change(TRANSLATOR, page, summary_en="Better words.", summary_fr="D'autres mots.", order="9")
    assert (page.summary_en, page.order) == ("Better words.", 0)
    assert page.summary_fr.startswith("Résumé")
    said = [str(message) for message in answer.context["messages"]]
    assert any(text.startswith("Not changed, since your role does not write it:") for text in said)
    assert any("[fr]" in text and "Order" in text for text in said)


def test_a_translator_sees_every_field():
    page = make_page(status="draft")
    html = client_of(make_person(TRANSLATOR)).get(f"/admin/pages/page/{page.pk}/change/").content.decode()
    assert page.summary_fr in html
    assert 'name="summary_fr"' in html
    assert 'name="summary_en"' in html


def test_what_a_translator_does_not_touch_is_not_mentioned():
    answer, _page = change(TRANSLATOR, make_page(status="draft"), summary_en="Better words.")
    assert not any("your role" in str(message) for message in answer.context["messages"])


@pytest.mark.parametrize("status", ["published", "archived"])
def test_an_editor_does_not_publish(status):
    page = make_page(status="draft")
    client = client_of(make_person(EDITOR))
    path = f"/admin/pages/page/{page.pk}/change/"
    offered = [value for value, _label in client.get(path).context["adminform"].form.fields["status"].choices]
    assert offered == ["draft", "review"]
    client.post(path, form_of(client, path) | {"status": status})
    page.refresh_from_db()
    assert page.status == "draft"


def test_an_editor_does_not_unpublish_nor_set_the_dates():
    page = make_page()
    _answer, page = change(EDITOR, page, status="draft", publish_at_0="2030-01-01", publish_at_1="00:00")
    assert (page.status, page.publish_at) == ("published", None)


def test_an_editor_hands_in_for_review():
    _answer, page = change(EDITOR, make_page(status="draft"), status="review")
    assert page.status == "review"


@pytest.mark.parametrize("role", [PUBLISHER, ADMINISTRATOR])
def test_a_publisher_publishes(role):
    _answer, page = change(role, make_page(status="review"), status="published")
    assert page.status == "published"


def test_a_translator_changes_no_row_of_facts():
    instrument = make_instrument(status="draft")
    name = instrument.names.create(kind="variant", text_fr="Ancien", text_en="Old")
    change(TRANSLATOR, instrument, **{"names-0-text_en": "Older", "names-0-text_fr": "Plus ancien"})
    name.refresh_from_db()
    assert (name.text_en, name.text_fr) == ("Older", "Ancien")
    client = client_of(make_person(TRANSLATOR))
    path = f"/admin/instruments/instrument/{instrument.pk}/change/"
    client.post(path, form_of(client, path) | {"names-0-DELETE": "on"})
    assert instrument.names.count() == 1


@pytest.mark.django_db
def test_a_closed_page_says_so_in_the_language_of_the_desk():
    client = client_of(make_person("editor"))
    for language, words in (("fr", "Cette page ne vous est pas ouverte"), ("en", "This page is not open to you")):
        answer = client.get("/admin/auth/user/", headers={"accept-language": language})
        assert (answer.status_code, words in answer.content.decode()) == (403, True)
