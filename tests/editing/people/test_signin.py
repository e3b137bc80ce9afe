"""Signing in: password, second factor, what happens to those who guess, when a session ends."""

import time
from urllib.parse import unquote

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from portal.editing.people import attempts, sessions
from portal.editing.people.models import Person
from tests.people import PASSWORD, client_of, code, give_factor, make_person, secret_of

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

EVERY_ROLE = ("translator: en", "editor", "publisher", "administrator", "superuser")
LOGIN, ENGLISH, FRENCH = "/admin/login/", {"accept-language": "en"}, {"accept-language": "fr"}


@pytest.fixture(autouse=True)
def _no_attempts():
    cache.clear()


def sign_in(user, password=PASSWORD, client=None, **extra):
    """(the browser, its answer) after the password was sent."""
    client = client or Client(headers=ENGLISH)
    return client, client.post(LOGIN, {"login": user.username, "password": password}, **extra)


def is_in(client):
    return client.get("/admin/").status_code == 200


def test_the_desk_leads_to_signing_in_and_back(visitor):
    answer = visitor.get("/admin/pages/page/?q=x")
    assert answer.status_code == 302
    answer = visitor.get(answer.url, follow=True)
    assert answer.redirect_chain[-1:] in ([], [("/admin/login/?next=/admin/pages/page/%3Fq%3Dx", 302)])
    assert answer.templates[0].name == "account/login.html"


def test_the_session_has_a_new_key():
    user = make_person("editor")
    client = Client()
    session = client.session
    session["anything"] = 1
    session.save()
    _client, answer = sign_in(user, client=client)
    client.post(answer.url, {"code": code(secret_of(user))})
    assert (is_in(client), client.session.session_key != session.session_key) == (True, True)


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_everybody_gives_a_code_too(role):
    user = make_person(role)
    client, answer = sign_in(user)
    assert (answer.url, is_in(client)) == ("/admin/login/code/", False)
    assert client.post(answer.url, {"code": "000000"}).status_code == 200
    assert not is_in(client)
    answer = client.post(answer.url, {"code": code(secret_of(user))})
    assert (answer.url, is_in(client)) == ("/admin/", True)


def test_a_code_opens_once():
    user = make_person("publisher")
    digits = code(secret_of(user))
    for expected in (302, 200):
        client, answer = sign_in(user)
        assert client.post(answer.url, {"code": digits}).status_code == expected


def test_a_recovery_code_opens_once():
    user = make_person("publisher")
    wrapped = Authenticator.objects.get(user=user, type="recovery_codes").wrap()
    digits = wrapped.get_unused_codes()[0]
    for expected in (302, 200):
        client, answer = sign_in(user)
        assert client.post(answer.url, {"code": digits}).status_code == expected


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_without_a_second_factor_the_desk_is_closed(role):
    client, _answer = sign_in(make_person(role, factor=False))
    for path in ("/admin/", "/admin/pages/page/", "/admin/auth/user/add/", "/admin/nowhere/"):
        assert client.get(path).url == "/admin/account/factor/"
    page = client.get("/admin/account/factor/")
    assert (page.status_code, b"data:image/svg+xml;base64," in page.content) == (200, True)


@pytest.mark.django_db(transaction=True)  # what follows the commit is part of it
def test_the_second_factor_is_set_up_at_the_first_sign_in():
    user = make_person("publisher", factor=False)
    client, _answer = sign_in(user)
    other = client_of(user)
    client.get("/admin/account/factor/")
    wrong = client.post("/admin/account/factor/", {"code": "12345"}).content.decode()
    assert "This code is not right." in wrong
    secret = client.session["mfa.totp.secret"]
    answer = client.post("/admin/account/factor/", {"code": code(secret)})
    assert answer.url == "/admin/account/codes/"
    assert len(client.get(answer.url).context["unused_codes"]) == 10
    assert is_in(client)
    assert not is_in(other)  # a session from before


def test_a_session_from_before_the_factor_signs_in_again():
    user = make_person("publisher", factor=False)
    client = client_of(user)
    give_factor(user)
    answer = client.get("/admin/", headers=ENGLISH)
    assert answer.url == "/admin/login/"
    assert "Sign in with your second factor." in client.get(answer.url, headers=ENGLISH).content.decode()


@pytest.mark.parametrize("role", ["translator: en", "publisher"])
def test_removing_the_factor_closes_the_desk(role):
    client = client_of(make_person(role))
    assert client.post("/admin/account/factor/remove/").url == "/admin/account/"
    assert client.get("/admin/").url == "/admin/account/factor/"


@pytest.mark.parametrize("path", ["factor/remove/", "codes/", "codes/new/"])
def test_the_factor_is_changed_by_who_has_just_given_the_password(path):
    client = client_of(make_person("publisher"))
    session = client.session
    session[sessions.STARTED] = time.time() - 16 * 60
    session.save()
    again = client.get(f"/admin/account/{path}")
    assert unquote(again.url) == f"/admin/account/again/?next=/admin/account/{path}"
    assert client.post(again.url, {"password": "not this one"}).status_code == 200
    assert client.post(again.url, {"password": PASSWORD}).url == f"/admin/account/{path}"
    assert client.get(f"/admin/account/{path}").status_code == 200


# --- who guesses -------------------------------------------------------------------------------------------------------


def test_who_guesses_waits_and_the_owner_does_not():
    user = make_person("editor")
    for _ in range(5):
        assert sign_in(user, "a wrong passphrase")[1].status_code == 200
    page = sign_in(user)[1].content.decode()  # the right one, from the address of who guessed
    assert "Too many wrong attempts. Try again in 1 minute." in page
    _client, answer = sign_in(user, REMOTE_ADDR="192.0.2.7")
    assert (answer.status_code, answer.url) == (302, "/admin/login/code/")


def test_the_wait_is_said_in_french():
    user = make_person("editor")
    for _ in range(6):
        attempts.note_failure(user.username, "127.0.0.1")
    page = sign_in(user, client=Client(headers=FRENCH))[1].content.decode()
    assert "Trop d’essais infructueux. Réessayez dans 2 minutes." in page


def test_capitals_do_not_make_another_account():
    for name in ("Alice", "ALICE", "alice ", "aLice", "alice"):
        attempts.note_failure(name, "192.0.2.1")
    assert 0 < attempts.seconds_to_wait("alice", "192.0.2.1") <= 60
    assert attempts.seconds_to_wait("alice", "192.0.2.2") == 0


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 60), (6, 120), (7, 240), (8, 480), (9, 900), (5000, 900)]
)
def test_the_wait_grows_and_stays_short(failures, seconds):
    assert attempts.pause(failures) == seconds


def test_who_tries_many_accounts_waits_too():
    for number in range(50):
        attempts.note_failure(f"person-{number}", "192.0.2.1")
    assert attempts.seconds_to_wait("another", "192.0.2.1") > 0
    assert attempts.seconds_to_wait("another", "192.0.2.2") == 0


def test_attempts_while_waiting_do_not_lengthen_the_wait():
    user = make_person("editor")
    for _ in range(12):
        sign_in(user, "a wrong passphrase")
    assert attempts.seconds_to_wait(user.username, "127.0.0.1") <= 60


def test_a_wrong_name_and_a_wrong_password_are_told_alike():
    user = make_person("editor")
    said = set()
    for name in (user.username, "nobody"):
        page = Client(headers=ENGLISH).post(LOGIN, {"login": name, "password": "a wrong passphrase"})
        said.add("This name and this password do not go together." in page.content.decode())
    assert said == {True}


def test_more_than_thirty_requests_a_minute_are_refused_in_words():
    client = Client(headers=ENGLISH)
    for _ in range(31):
        answer = client.post(LOGIN, {})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert "Try again in a minute." in answer.content.decode()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "127.0.0.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        (2, "198.51.100.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(settings, rf, proxies, forwarded, address):
    from portal.editing.people.adapters import AccountAdapter

    settings.PROXIES = proxies
    request = rf.get("/", headers={"x-forwarded-for": forwarded})
    assert AccountAdapter(request).get_client_ip(request) == address


@pytest.mark.parametrize(
    "login", ["", "\x00", "x" * 6000, "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16")]
)
@pytest.mark.parametrize("password", ["", "\x00", "x" * 6000])
def test_odd_input_is_an_error_in_the_form(login, password):
    answer = Client(headers=ENGLISH).post(LOGIN, {"login": login, "password": password})
    assert answer.status_code == 200


# --- sessions ----------------------------------------------------------------------------------------------------------


def test_a_session_ends_after_half_an_hour_without_a_word():
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    client = client_of(make_person("editor"))
    session = client.session
    session[sessions.SEEN] = earlier = time.time() - 120
    session.save()
    is_in(client)
    assert client.session[sessions.SEEN] >= earlier + 120  # written, so that the half hour begins anew


def test_a_session_ends_after_eight_hours():
    client = client_of(make_person("editor"))
    session = client.session
    session[sessions.STARTED] = time.time() - 8 * 3600 - 1
    session.save()
    answer = client.get("/admin/", headers=ENGLISH)
    assert answer.url == "/admin/login/"
    assert "Your session has ended. Sign in again." in client.get(answer.url, headers=ENGLISH).content.decode()


def test_closing_an_account_ends_its_sessions_for_good():
    user = make_person("editor")
    client = client_of(user)
    user.is_active = False
    user.save()
    user.is_active = True
    user.save()
    assert not is_in(client)


def test_a_closed_account_is_told_so():
    user = make_person("editor", is_active=False)
    client, answer = sign_in(user)
    assert answer.url == "/admin/login/closed/"
    assert "This account is closed" in client.get(answer.url, headers=ENGLISH).content.decode()


def test_a_new_password_ends_the_other_sessions():
    user = make_person("editor")
    client, other = client_of(user), client_of(user)
    new = "another passphrase entirely"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/admin/account/password/", data).url == "/admin/account/"
    assert (is_in(client), is_in(other)) == (True, False)


def test_signing_out_everywhere_else():
    user = make_person("editor")
    client, other = client_of(user), client_of(user)
    assert client.post("/admin/account/sessions/").url == "/admin/account/"
    assert (is_in(client), is_in(other)) == (True, False)


def test_signing_out():
    client = client_of(make_person("editor"))
    page = client.get("/admin/")
    assert b'action="/admin/logout/"' in page.content
    assert client.post("/admin/logout/").url == "/admin/login/"
    assert not is_in(client)


@pytest.mark.parametrize("path", ["login/", "account/", "account/password/", "account/factor/", "logout/"])
def test_nothing_of_it_is_stored(path):
    client = client_of(make_person("editor", factor=path != "account/factor/")) if path != "login/" else Client()
    answer = client.get(f"/admin/{path}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


@pytest.mark.parametrize("path", ["signup/", "email/", "password/reset/", "account/signup/", "social/"])
def test_what_is_not_offered_does_not_exist(path):
    assert client_of(make_person("editor")).get(f"/admin/{path}").status_code == 404


@pytest.mark.parametrize(
    ("password", "accepted"),
    [
        ("elevenchars", False),
        ("1q2w3e4r5t6y", False),
        ("correct horse battery", True),
        ("éçà 漢字 – plus long que douze", True),
        ("x y" * 40, True),
    ],
)
def test_a_password_is_long_not_complicated(password, accepted):
    client = client_of(make_person("editor"))
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post("/admin/account/password/", data).status_code == (302 if accepted else 200)


def test_a_given_password_is_replaced_first():
    user = make_person("editor")
    Person.objects.update_or_create(user=user, defaults={"password_given": True})
    client = client_of(user)
    assert client.get("/admin/").url == "/admin/account/password/"
    new = "a passphrase of my own"
    client.post("/admin/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_in(client)


@pytest.mark.parametrize("where", ["//evil.example", "https://evil.example/", "/\\evil.example", "javascript:1"])
def test_signing_in_leads_to_our_own_pages_alone(where):
    user = make_person("editor")
    client = Client()
    answer = client.post(LOGIN, {"login": user.username, "password": PASSWORD, "next": where})
    assert client.post(answer.url, {"code": code(secret_of(user))}).url == "/admin/"
