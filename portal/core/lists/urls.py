"""The addresses of a room: its own, and those of its lists that leave theirs to the portal."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.functional import lazy

from portal.core.lists.record_list import RecordList, Words, lists
from portal.core.lists.views import ListingFile, ListingView
from portal.core.web.views import RecordView


def room(name: str, urls: str = "") -> URLResolver:
    """Every address under the name of a room: of its module `urls`, then of its lists."""
    own = import_module(urls).urlpatterns if urls else []
    return path("", include(([*own, *_derived(name)], name)))


def other_rooms(named: Iterable[str]) -> list[URLResolver]:
    """The addresses of the rooms that are all lists: no module has to tell them."""
    found = dict.fromkeys(_room_of(each) for each in lists().values() if each.address)
    return [room(name) for name in found if name not in named]


def _room_of(record_list: RecordList) -> str:
    return record_list.page.partition(":")[0]


def _derived(name: str) -> list[URLPattern]:
    return [
        pattern for each in lists().values() if each.address and _room_of(each) == name for pattern in _patterns(each)
    ]


def _patterns(record_list: RecordList) -> list[URLPattern]:
    """The page of a list, its files, and the page of a record."""
    model, page, files = record_list.model, _name(record_list.page), _name(record_list.files)
    address: Any = record_list.address
    own = {"model": model, "crumb": (record_list.page, record_list.title)}
    record_view: Any = type(f"{model.__name__}View", (RecordView,), own)
    return [
        path(address, ListingView.as_view(record_list=record_list), name=page),
        path(_under(address, ".<slug:ending>"), ListingFile.as_view(record_list=record_list), name=files),
        path(_under(address, "/<slug:slug>/"), record_view.as_view(), name=_name(model.url_name)),
    ]


def _under(address: Words, rest: str) -> Any:
    """What follows the address of a list, which is another in each language."""
    return lazy(lambda: str(address).removesuffix("/") + rest, str)()


def _name(name: str) -> str:
    return name.rpartition(":")[2]
