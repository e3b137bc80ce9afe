"""Who makes accounts and gives roles; the first administrator; the language that the desk speaks to each."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client

from portal.editing.people import roles, sessions
from portal.editing.people.models import Person
from tests.people import PASSWORD, client_of, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

User = get_user_model()
USERS, ENGLISH, FRENCH = "/admin/auth/user/", {"accept-language": "en"}, {"accept-language": "fr"}


def group(role):
    return Group.objects.get(name=role).pk


def new_person(client, **overrides):
    data = {"username": "camille", "groups": [group("editor")]}
    return client.post(f"{USERS}add/", data | overrides, headers=ENGLISH)


def save(client, user, **overrides):
    data = {"username": user.username, "is_active": "on", "groups": list(user.groups.values_list("pk", flat=True))}
    data = {key: value for key, value in (data | overrides).items() if value is not None}
    return client.post(f"{USERS}{user.pk}/change/", data, headers=ENGLISH)


@pytest.fixture
def administrator():
    return make_person("administrator")


@pytest.mark.parametrize("role", ["translator: en", "editor", "publisher"])
def test_people_are_the_administrators_alone(role):
    client, other = client_of(make_person(role)), make_person("editor")
    for path in (USERS, f"{USERS}add/", f"{USERS}{other.pk}/change/", f"{USERS}{other.pk}/delete/"):
        assert client.get(path).status_code == 403
    assert new_person(client).status_code == 403
    assert client.get("/admin/auth/group/").status_code == 404  # roles are said in one place, and nobody edits them


def test_an_administrator_makes_a_person_with_a_role(administrator):
    assert new_person(client_of(administrator)).status_code == 302
    user = User.objects.get(username="camille")
    assert (user.is_staff, user.is_superuser, [g.name for g in user.groups.all()]) == (True, False, ["editor"])
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "CAMILLE"}, "Another person has this name."),
        ({"username": ""}, "This field is required."),
        ({"email": "nowhere"}, "Enter a valid email address."),
    ],
)
def test_bad_input_is_told_at_its_place(administrator, changed, said):
    make_person("", username="Camille")
    assert said in new_person(client_of(administrator), **({"username": "alix"} | changed)).content.decode()
    assert User.objects.filter(username__in=("alix", "CAMILLE")).count() == 0


def test_nobody_raises_themself(administrator):
    client = client_of(administrator)
    every = [group(name) for name in roles.names()]
    save(client, administrator, is_superuser="on", groups=every, is_active=None)
    administrator.refresh_from_db()
    assert (administrator.is_superuser, administrator.is_active) == (False, True)
    assert [g.name for g in administrator.groups.all()] == ["administrator"]


def test_an_administrator_makes_no_superuser(administrator):
    user = make_person("editor")
    assert save(client_of(administrator), user, is_superuser="on", first_name="Alix").status_code == 302
    user.refresh_from_db()
    assert (user.first_name, user.is_superuser, user.user_permissions.count()) == ("Alix", False, 0)


def test_an_administrator_does_not_touch_a_superuser(administrator):
    above, client = make_person("superuser"), client_of(administrator)
    assert save(client, above, is_active=None).status_code == 403
    assert client.post(f"{USERS}{above.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(USERS, {"action": "forget_factor", "_selected_action": [above.pk]})
    assert Authenticator.objects.filter(user=above).exists()


def test_who_has_done_something_is_closed_not_deleted(administrator):
    client = client_of(administrator)
    fresh, known = make_person("editor"), make_person("editor")
    client_of(known).post("/admin/core/theme/add/", {"code": "new", "name_fr": "Neuf", "name_en": "New"})
    assert known.logentry_set.count() == 1
    assert client.post(f"{USERS}{known.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"{USERS}{fresh.pk}/delete/", {"post": "yes"}).status_code == 302
    client.post(USERS, {"action": "delete_selected", "_selected_action": [known.pk], "post": "yes"})
    assert list(User.objects.filter(pk__in=(fresh.pk, known.pk))) == [known]
    assert save(client, known, is_active=None).status_code == 302
    assert not User.objects.get(pk=known.pk).is_active


def test_a_lost_telephone(administrator):
    user = make_person("publisher")
    client = client_of(user)
    answer = client_of(administrator).post(USERS, {"action": "forget_factor", "_selected_action": [user.pk]})
    assert (answer.status_code, Authenticator.objects.filter(user=user).count()) == (302, 0)
    assert client.get("/admin/").url == "/admin/login/"
    assert client_of(user).get("/admin/").url == "/admin/account/factor/"


def test_accounts_are_changed_by_who_has_just_given_the_password(administrator):
    user, client = make_person("editor"), client_of(administrator)
    session = client.session
    session[sessions.STARTED] = time.time() - 3600
    session.save()
    assert (
        save(client, user, first_name="Alix").url
        == f"/admin/account/again/?next=%2Fadmin%2Fauth%2Fuser%2F{user.pk}%2Fchange%2F"
    )
    assert User.objects.get(pk=user.pk).first_name == ""
    assert client.get(USERS).status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_the_list_of_people_asks_as_often_whatever_its_length(administrator, django_assert_num_queries, rows):
    for number in range(rows):
        make_person("", username=f"n{number}").groups.add(group("editor"), group("translator: en"))
    client = client_of(administrator)
    client.get(USERS)
    with django_assert_num_queries(9):
        page = client.get(USERS, headers=FRENCH).content.decode()
    assert page.count("raduction en anglais") >= min(rows, 99)  # a hundred on a page


# --- the first administrator -------------------------------------------------------------------------------------------


@pytest.fixture
def environment(monkeypatch):
    def set_to(**values):
        for name, value in values.items():
            monkeypatch.setenv(f"ADMINISTRATOR_{name}", value)

    return set_to


def test_the_first_administrator_is_made_from_the_environment(environment, capsys):
    environment(NAME="first", EMAIL="first@example.org", PASSWORD=PASSWORD)
    call_command("createadministrator")
    user = User.objects.get(username="first")
    assert (user.is_staff, user.is_superuser, user.check_password(PASSWORD)) == (True, False, True)
    assert roles.may_manage_people(user)
    assert "second factor" in capsys.readouterr().out
    assert client_of(user).get("/admin/").url == "/admin/account/factor/"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "set ADMINISTRATOR_NAME"),
        ({"NAME": "first"}, "set ADMINISTRATOR_PASSWORD"),
        ({"NAME": "a b", "PASSWORD": PASSWORD}, "User name “a b”"),
        ({"NAME": "first", "EMAIL": "nowhere", "PASSWORD": PASSWORD}, "“nowhere” is not an e-mail address."),
        ({"NAME": "first", "PASSWORD": "short"}, "This password will not do."),
        ({"NAME": "TAKEN", "PASSWORD": PASSWORD}, "There is already a person named “TAKEN”."),
    ],
)
def test_the_first_administrator_bad_input(environment, values, said):
    make_person("", username="taken")
    environment(**values)
    with pytest.raises(CommandError, match=said.replace("(", r"\(")):
        call_command("createadministrator")
    assert not User.objects.filter(username="first").exists()


# --- the language of the desk ------------------------------------------------------------------------------------------


def language_of(client, path="/admin/", **headers):
    return client.get(path, headers=headers).headers["Content-Language"]


def test_the_desk_speaks_as_the_browser_asks_until_told_otherwise():
    client = client_of(make_person("editor"))
    assert [language_of(client, **{"accept-language": code}) for code in ("fr", "en")] == ["fr", "en"]
    client.post("/admin/language/", {"language": "fr", "next": "/admin/core/theme/"}, headers=ENGLISH)
    assert [language_of(client, **{"accept-language": code}) for code in ("fr", "en")] == ["fr", "fr"]


def test_the_choice_on_the_account_page():
    user = make_person("editor")
    client = client_of(user)
    assert client.post("/admin/account/", {"language": "en"}).url == "/admin/account/"
    assert language_of(client, **{"accept-language": "fr"}) == "en"
    assert client.post("/admin/account/", {"language": "xx"}).status_code == 200
    assert Person.objects.get(user=user).language == "en"


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/", "javascript:1", ""])
def test_the_switch_leads_to_our_own_pages_alone(back):
    answer = client_of(make_person("editor")).post("/admin/language/", {"language": "fr", "next": back})
    assert answer.url == "/admin/"


def test_the_sign_in_page_in_either_language():
    for code, words in (("fr", "Se connecter"), ("en", "Sign in")):
        page = Client().get(f"/admin/login/?language={code}")
        assert (page.headers["Content-Language"], words in page.content.decode()) == (code, True)
    assert language_of(Client(), "/admin/login/?language=xx", **{"accept-language": "en"}) == "en"


def test_the_public_site_does_not_hear_of_it(client):
    client.force_login(make_person("editor"))
    page = client.get("/en/", headers=FRENCH)
    assert (page.headers["Content-Language"], page.cookies, "Cookie" in page.headers.get("Vary", "")) == (
        "en",
        {},
        False,
    )
