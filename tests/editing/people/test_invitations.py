"""An account is opened by a link that its person alone uses, once, within seven days; nobody carries a password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model, tokens
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

from tests.people import PASSWORD, client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
USERS, ENGLISH = "/admin/auth/user/", {"accept-language": "en"}
CHOSEN = {"new_password1": "four words of mine alone", "new_password2": "four words of mine alone"}


@pytest.fixture
def administrator():
    return client_of(make_person("administrator"), headers=ENGLISH)


def add(client, **more):
    groups = [Group.objects.get(name="editor").pk]
    return client.post(f"{USERS}add/", {"username": "camille", "groups": groups, **more}, follow=True)


def link_in(page):
    return re.search(r'value="http://[^/]+(/admin/invitation/[^"]+)"', page)[1].replace("&amp;", "&")


def invited(administrator):
    return link_in(add(administrator).content.decode())


def test_the_invited_chooses_a_password_and_signs_in_with_it(administrator):
    address, browser = invited(administrator), Client(headers=ENGLISH)
    page = browser.get(address)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    assert "camille" in page.content.decode()
    assert browser.post(address, CHOSEN).url == "/admin/login/"
    user = get_user_model().objects.get(username="camille")
    assert user.check_password(CHOSEN["new_password1"])
    browser.post("/admin/login/", {"login": "camille", "password": CHOSEN["new_password1"]})
    assert browser.get("/admin/").url == "/admin/account/factor/"  # the second factor comes first


def test_a_link_works_once(administrator):
    address = invited(administrator)
    Client().post(address, CHOSEN)
    answer = Client(headers=ENGLISH).get(address)
    assert (answer.status_code, "This link works no more" in answer.content.decode()) == (404, True)


def test_a_link_works_for_seven_days(administrator, monkeypatch):
    address = invited(administrator)
    now = tokens.default_token_generator._now()
    for days, status in ((6.9, 200), (7.1, 404)):
        later = now + timedelta(days=days)
        monkeypatch.setattr(tokens.default_token_generator, "_now", lambda later=later: later)
        assert Client().get(address).status_code == status


@pytest.mark.parametrize("broken", ["x/y/", "MQ/abc-def/", "99999999999999999999999999/abc-def/"])
def test_a_made_up_link_opens_nothing(broken):
    assert Client().get(f"/admin/invitation/{broken}").status_code == 404


def test_a_password_that_will_not_do_is_told_and_the_link_goes_on_working(administrator):
    address = invited(administrator)
    page = Client(headers=ENGLISH).post(address, {"new_password1": "short", "new_password2": "short"})
    assert "This password is too short." in page.content.decode()
    assert Client().get(address).status_code == 200


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_ends_the_sessions(administrator):
    user = make_person("editor")
    session = client_of(user)
    chosen = {"action": "invite", "_selected_action": [user.pk], "index": 0}
    address = link_in(administrator.post(USERS, chosen, follow=True).content.decode())
    assert session.get("/admin/").status_code == 200
    Client().post(address, CHOSEN)
    assert session.get("/admin/").status_code == 302
    user.refresh_from_db()
    assert (user.check_password(PASSWORD), user.check_password(CHOSEN["new_password1"])) == (False, True)


def test_nobody_makes_a_link_for_somebody_above(administrator):
    above = make_person("superuser")
    page = administrator.post(USERS, {"action": "invite", "_selected_action": [above.pk], "index": 0}, follow=True)
    assert "/admin/invitation/" not in page.content.decode()


def test_without_a_mail_server_nothing_is_promised(administrator):
    page = add(administrator, email="camille@example.org").content.decode()
    assert "Give camille this link" in page
    assert mail.outbox == []


def test_with_one_the_link_is_sent_in_the_person_s_language(administrator, settings):
    settings.EMAIL_HOST = "mail.example.org"
    page = add(administrator, email="camille@example.org", language="fr").content.decode()
    assert "Camille receives this link by e-mail" in page
    [sent] = mail.outbox
    assert (sent.to, "Choisissez un mot de passe" in sent.body) == (["camille@example.org"], True)
    assert link_in(page).split("?")[0] in sent.body


def test_a_mail_server_that_fails_leaves_the_link(administrator, settings, monkeypatch):
    settings.EMAIL_HOST = "mail.example.org"

    def fails(*args):
        raise ConnectionRefusedError

    monkeypatch.setattr("portal.editing.people.invitations.send_mail", fails)
    assert "Give camille this link" in add(administrator, email="camille@example.org").content.decode()


def test_the_roles_are_explained_where_they_are_chosen(administrator):
    page = administrator.get(f"{USERS}add/").content.decode()
    assert "Editor: writes drafts and sends them for review" in page
    assert "English translator: writes the texts of one language" in page
    assert 'name="password1"' not in page
