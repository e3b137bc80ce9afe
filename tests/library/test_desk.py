"""The library at the desk: a file is sent and looked at, found by the editor of texts, and kept while something shows it."""

import pytest
from django.urls import reverse

from portal.core.models import Revision
from portal.library import store
from portal.library.models import Image
from portal.pages.models import Document
from tests import factories, people
from tests.library.samples import make_document, make_image, pdf, picture, sent

pytestmark = pytest.mark.django_db

ADD = "/admin/library/image/add/"
WORDS = {
    "code": "visit",
    "status": "draft",
    "name_fr": "Visite",
    "name_en": "Visit",
    "alt_fr": "Une salle",
    "alt_en": "A room",
    "credit": "Inserm",
    "licence": "open",
}


@pytest.fixture
def publisher():
    return people.client_of(people.make_person("publisher"))


def change(record):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=(record.pk,))


def errors(response):
    form = response.context["adminform"].form
    return {name: list(found) for name, found in form.errors.items()}


def test_an_image_is_sent_and_kept(publisher):
    response = publisher.post(ADD, {**WORDS, "file": sent(picture(1000, 500))})
    assert response.status_code == 302
    image = Image.objects.get(code="visit")
    assert (image.width, image.height, image.format) == (1000, 500, "jpg")
    assert all(store.files().exists(f"{image.digest}-{width}.webp") for width in (480, 960, 1000))
    assert Revision.objects.get(model="library.image").document["digest"] == image.digest


@pytest.mark.parametrize(
    ("words", "at", "said"),
    [
        ({"file": sent(b"<svg/>", "a.jpg")}, "file", "JPEG, PNG ou WebP"),
        ({}, "file", "Choisissez un fichier."),
        ({"file": sent(picture(50, 50)), "alt_fr": "", "alt_en": ""}, "alt_fr", "Dites ce que montre l’image"),
        ({"file": sent(picture(50, 50)), "alt_en": "", "status": "published"}, "alt_en", "Dites ce que montre l’image"),
        ({"file": sent(picture(50, 50)), "credit": ""}, "credit", "Un fichier de la médiathèque"),
        ({"file": sent(picture(50, 50)), "licence": ""}, "licence", "Un fichier de la médiathèque"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(publisher, words, at, said):
    response = publisher.post(ADD, {**WORDS, **words}, headers={"Accept-Language": "fr"})
    assert (response.status_code, Image.objects.count()) == (200, 0)
    assert said in errors(response)[at][0].replace("\u00a0", " ")


def test_a_decorative_image_needs_no_words(publisher):
    sent_words = {**WORDS, "alt_fr": "", "alt_en": "", "is_decorative": "on", "status": "published"}
    assert publisher.post(ADD, {**sent_words, "file": sent(picture(50, 50))}).status_code == 302


def test_without_a_new_file_the_old_one_stays(publisher):
    image = make_image()
    before = image.digest
    told = {**WORDS, "code": image.code, "status": "published", "name_fr": "Autre nom"}
    assert publisher.post(change(image), told).status_code == 302
    image.refresh_from_db()
    assert (image.digest, image.name_fr) == (before, "Autre nom")


def test_a_translator_writes_words_and_sends_no_file():
    image = make_image(status="draft")
    translator = people.client_of(people.make_person("translator: en"))
    told = {**WORDS, "code": image.code, "alt_en": "Another room", "file": sent(picture(70, 70))}
    translator.post(change(image), told)
    before = image.digest
    image.refresh_from_db()
    assert (image.digest, image.alt_en) == (before, "Another room")


def test_an_editor_prepares_another_file_for_a_public_image():
    image = make_image()
    before = image.digest
    editor = people.client_of(people.make_person("editor"))
    told = {**WORDS, "code": image.code, "_prepare": "1", "file": sent(picture(70, 70))}
    assert editor.post(change(image), told).status_code == 302
    image.refresh_from_db()
    (pending,) = Revision.pending.filter(model="library.image")
    assert (image.digest, pending.document["width"]) == (before, 70)
    assert store.files().exists(f"{pending.document['digest']}-70.webp")


def test_the_form_says_where_it_is_shown(publisher):
    image = make_image(code="visit")
    factories.make_instrument(name_en="By picture", name_fr="Par image", picture=image)
    factories.make_page(name_en="By text", name_fr="Par texte", body_fr="<p>[[image.visit]]</p>", status="draft")
    factories.make_page(name_en="Another", name_fr="Un autre", body_fr="<p>[[image.visit-2]]</p>")
    page = publisher.get(change(image)).content.decode()
    assert [name in page for name in ("Par image", "Par texte", "Un autre")] == [True, True, False]


@pytest.mark.parametrize("is_picture", [True, False])
def test_what_something_shows_is_not_deleted(publisher, is_picture):
    image = make_image(code="visit", status="draft")
    shown = {"picture": image} if is_picture else {"body_fr": "<p>[[image.visit]]</p>"}
    factories.make_page(status="draft", **shown)
    delete = reverse("admin:library_image_delete", args=(image.pk,))
    assert publisher.get(delete).context["protected"]
    publisher.post(delete, {"post": "yes"})
    assert Image.objects.count() == 1


def test_what_nothing_shows_is_deleted_and_comes_back_with_its_file(publisher):
    image = make_image(status="draft")
    publisher.post(reverse("admin:library_image_delete", args=(image.pk,)), {"post": "yes"})
    assert Image.objects.count() == 0
    assert store.files().exists(f"{image.digest}-{image.width}.jpg")


def found(client, model, query):
    return [each["code"] for each in client.get(f"/admin/{model}/choose/{query}").json()["results"]]


def test_the_editor_of_texts_finds_images_by_name_and_words(publisher):
    make_image(code="a", name_fr="Écosystème", alt_en="A laboratory bench")
    make_image(code="b", name_fr="Bâtiment", status="draft")
    make_image(code="c", name_fr="Ancien écosystème", status="archived")
    asked = ("?q=ecosys", "?q=bench", "?q=", "?q=nothing", "?q=[[image.c]]", "?q=[[image.a", "?language=xx&q=%00")
    assert [found(publisher, "library/image", query) for query in asked] == [
        *(["a"], ["a"], ["b", "a"], [], ["c"], [], ["b", "a"]),
    ]


def test_it_finds_documents_that_lead_somewhere(publisher):
    make_document(code="a", url="https://example.org/a")
    make_document(code="b")
    assert found(publisher, "pages/document", "?q=") == ["a"]


@pytest.mark.parametrize("role", ["translator: fr", "editor", "publisher", "administrator"])
def test_every_role_may_look(role):
    client = people.client_of(people.make_person(role))
    assert client.get("/admin/library/image/choose/").status_code == 200


def test_nobody_else_may(visitor):
    make_image()
    assert visitor.get("/admin/library/image/choose/").status_code == 302


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_a_list_asks_as_much_whatever_its_length(rows, publisher, django_assert_max_num_queries):
    one = make_image()
    Image.objects.bulk_create(
        Image(code=f"more-{n}", digest=one.digest, licence="open", width=50, height=50, name_fr="x", name_en="x")
        for n in range(rows)
    )
    with django_assert_max_num_queries(30):
        publisher.get("/admin/library/image/")


def test_a_document_of_ours_is_looked_at_by_its_content(publisher):
    told = {**WORDS, "code": "leaflet", "language": "fr"}
    wrong = publisher.post("/admin/pages/document/add/", {**told, "file": sent(picture(50, 50), "a.pdf")})
    assert "file" in errors(wrong)
    assert publisher.post("/admin/pages/document/add/", {**told, "file": sent(pdf(), "a.pdf")}).status_code == 302
    document = Document.objects.get(code="leaflet")
    assert (document.size, store.files().exists(f"{document.digest}.pdf")) == (len(pdf()), True)
