"""How tests of import hold a table to the desk, and read what it says."""

import csv
import io

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.people import client_of, give_factor
from tests.walk import Page

INSTITUTION = "/admin/portal_sites/institution/"
THEME = "/admin/core/theme/"


def english(user):
    """The browser, in English, in which `user` is signed in."""
    return client_of(user, headers={"Accept-Language": "en"})


def permission(codename, model, label):
    kind, _ = ContentType.objects.get_or_create(app_label=label, model=model)
    return Permission.objects.get_or_create(codename=codename, content_type=kind, defaults={"name": codename})[0]


def person(*more):
    """Somebody who may add and change institutions, and `more`: codenames of "people"."""
    user = get_user_model().objects.create_user(f"user-{len(more)}", is_staff=True)
    wanted = [permission(f"{what}_institution", "institution", "portal_sites") for what in ("view", "add", "change")]
    user.user_permissions.add(*wanted, *(permission(codename, "role", "people") for codename in more))
    give_factor(user)
    return english(user)


def as_csv(*rows):
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


def as_xlsx(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def look(client, data, address=THEME, name="table.csv"):
    return client.post(address + "import/", {"file": SimpleUploadedFile(name, data)})


def confirm(client, answer, address=THEME):
    (word,) = Page(address, answer).all("input", name="kept")
    return client.post(address + "import/", {"kept": word.get("value")}, follow=True)


def said(answer):
    """What the page tells: changes, errors by row and field, or one message on the file."""
    page = Page("/en/", answer)
    cells = [
        [" ".join("".join(cell.itertext()).split()) for cell in row.iter("td")]
        for row in page.all("tr")
        if row.get("class") in ("change", "wrong")
    ]
    lists = [
        " ".join("".join(found.itertext()).split()) for found in page.all("ul") if found.get("class") == "errorlist"
    ]
    return [tuple(row) for row in cells], lists


def everything(model):
    return list(model.objects.order_by("code").values())
