"""The finder's page and its JSON, asked and read."""

import html5lib
from django.test import Client

from instruments import answers

PAGES = {"fr": "/fr/instruments/trouver/", "en": "/en/instruments/find/"}
LANGUAGES = ("fr", "en")
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def get(language, query, ending="/"):
    """The answer to a query as typed in an address bar."""
    response = Client().get(f"{PAGES[language].rstrip('/')}{ending}", QUERY_STRING=query)
    assert response.status_code == 200
    return response


def all_questions(language, query):
    """The page of all questions, with these answers."""
    return get(language, f"{query}&step=all" if query else "step=all")


def asked_json(language, query):
    return get(language, query, ".json").json()


def parse(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    return " ".join("".join(element.itertext()).split())


def with_id(tree, wanted):
    return next(found for found in tree.iter() if isinstance(found.tag, str) and found.get("id") == wanted)


def named(tree, name):
    """The controls that give the answers of one question."""
    form = next(found for found in tree.iter("form") if found.get("data-portal-finder") is not None)
    names = {name, *(answers.SPAN_PARTS if name == "recruited" else ())}
    return [found for found in form.iter() if isinstance(found.tag, str) and found.get("name") in names]


def typed(control):
    """What a control holds; "" for an empty one."""
    if control.tag == "select":
        return next((option.get("value") for option in control if option.get("selected") is not None), "")
    if control.get("type") == "checkbox":
        return control.get("value") if control.get("checked") is not None else ""
    return control.get("value")


def shown(tree, name):
    """The answers that the controls of one question hold; a date known in part as day, month and year in one text."""
    held = [typed(control) for control in named(tree, name)]
    return [" ".join(part for part in held if part)] if name == "recruited" else [value for value in held if value]


def query_of(data):
    return answers.query({key: [str(value) for value in values] for key, values in data.items()})
