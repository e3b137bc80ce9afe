"""What the portal holds, as the desk lists it: by subject, in the order of the reader's alphabet, each with its purpose."""

import pytest
from django.contrib import admin
from django.utils.translation import override

from portal.editing.subjects import Subject, groups
from portal.pages.models import Document, KeyFigure, Page, TimelineEvent
from tests.people import client_of, make_person

NAMES = {Page: "Pages", TimelineEvent: "Événements", Document: "Documents", KeyFigure: "Termes"}


def test_an_accent_does_not_send_a_name_to_the_end():
    listed = [{"models": [{"model": model, "name": name} for model, name in NAMES.items()]}]
    (group,) = groups(listed)
    assert [each["name"] for each in group.models] == ["Documents", "Événements", "Pages", "Termes"]


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model._meta.label)
def test_each_kind_says_its_subject_and_what_it_is_for(model):
    desk = admin.site._registry[model]
    if model._meta.app_label == "expeditions":  # as a room that says nothing of it
        assert groups([{"models": [{"model": model, "name": "x"}]}])[0].name == Subject.OTHER.label
    else:
        assert (desk.subject in Subject, bool(desk.purpose)) == (True, True)


@pytest.mark.django_db
def test_the_first_page_groups_them():
    page = client_of(make_person("superuser"), headers={"Accept-Language": "en"}).get("/admin/").content.decode()
    with override("en"):
        wanted = [f"<caption>{subject.label}</caption>" for subject in Subject if subject is not Subject.OTHER]
    places = [page.index(caption) for caption in wanted]
    assert places == sorted(places)
    assert "Who may apply: the ways in and their criteria" in page
