"""The read-only API: a list and a record endpoint per resource of the registry (`portal/core/resource.py`)."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from functools import cache, cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from ninja import NinjaAPI, Query
from ninja.errors import ValidationError
from ninja.openapi.docs import DocsBase
from ninja.renderers import JSONRenderer
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, Field, create_model

from portal.core import licence
from portal.core.content import revisions, version
from portal.core.resource import Resource, known, resources
from portal.core.text import languages
from portal.core.web import addresses
from portal.opendata import words
from portal.opendata.records import CODE, item_type, items

PER_PAGE, MOST = 50, 200
FURTHEST = 1_000_000
MOST_VALUES = 50  # values of one filter
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
Code = Annotated[str, Field(pattern=CODE)]


class Renderer(JSONRenderer):
    """Renders JSON with readable non-ASCII characters."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """Django Ninja with an OpenAPI document that is built once per process."""

    @cached_property
    def document(self) -> dict[str, Any]:
        with override(None):
            return super().get_openapi_schema(path_prefix=root())

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        return self.document


class Documentation(DocsBase):
    """Redirects `/api/v1/docs`, the usual address, to the API explorer in the reader's language."""

    def render_page(self, request: HttpRequest, api: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponseRedirect(reverse("opendata:explorer"))
        patch_vary_headers(response, ("Accept-Language",))
        return response


class Problem(BaseModel):
    """What is wrong, in the reader's language (Accept-Language)."""

    detail: str


class Mistake(BaseModel):
    field: str
    reason: str


class Mistakes(BaseModel):
    """What is wrong with the question, field by field, in the reader's language (Accept-Language)."""

    detail: str
    errors: list[Mistake]


class Index(BaseModel):
    """What there is: each resource's address and number of records."""

    resources: dict[str, str]
    counts: dict[str, int]
    openapi: str
    documentation: str
    catalogue: str
    licence: str
    publisher: str
    languages: list[str]


def _written(value: str) -> str:
    """Returns `value` if it begins like a date; raises ValueError for a number, which pydantic reads as seconds."""
    if not _DAY.match(value):
        raise ValueError(value)
    return value


def _in_utc(value: datetime | date) -> datetime | date:
    """Converts a datetime to UTC, since PostgreSQL refuses offsets of more than 16 hours, which Python accepts."""
    try:
        return value.astimezone(UTC) if isinstance(value, datetime) else value
    except OverflowError as error:  # the first or the last day that there is
        raise ValueError(value) from error


# --- questions -------------------------------------------------------------------------------------------------------


@cache
def filters_type(of: str) -> type[BaseModel]:
    """Type of the query parameters of the list called `of`: its filters, then pagination."""
    resource = resources()[of]
    fields: dict[str, Any] = {
        "limit": (int, Field(PER_PAGE, ge=1, le=MOST, description="How many records at most.")),
        "offset": (int, Field(0, ge=0, le=FURTHEST, description="How many records to leave out first.")),
        "code": (list[Code], Field([], max_length=MOST_VALUES, description="Any of these codes.")),
        "updated_since": (
            Annotated[AwareDatetime | date, BeforeValidator(_written), AfterValidator(_in_utc)],
            Field(None, description="Changed at this moment, or on this day (UTC), or later."),
        ),
    }
    computed = {computed.name: computed.choices.values for computed in resource.computed}
    for name, values in {**resource.choices, **computed}.items():
        value: Any = Annotated[Literal[tuple(values)], BeforeValidator(as_in(dict.fromkeys(values)))]  # type: ignore[valid-type]
        fields[name] = (list[value], Field([], max_length=MOST_VALUES, description="Any of these."))
    for name in (*resource.relations, *resource.filters):
        fields[name] = (list[Code], Field([], max_length=MOST_VALUES, description="The code of any of these."))
    return create_model(f"{resource.model.__name__}Filters", **fields)


def as_in(known: Iterable[str]) -> Callable[[str], str]:
    """What gives a value as the list has it, whatever its case; one that is not in the list stays as it is."""
    folded = {value.casefold(): value for value in known}
    return lambda value: value if value in known else folded.get(value.casefold(), value)


def known_codes(resource: Resource) -> dict[str, None]:
    """Codes of all records whose address answers, in their order."""
    found = resource.answering().order_by("code")
    return version.keep(("codes", resource.name), lambda: dict.fromkeys(found.values_list("code", flat=True)))


def coded(resource: Resource, question: BaseModel) -> dict[str, Any]:
    """The filters asked, their codes in the case of the records. Raises ValidationError for a code that no record has."""
    asked, errors = question.model_dump(), []
    for name in ("code", *resource.relations, *resource.filters):
        if not asked[name]:
            continue
        of = words.list_of(resource, name)
        known = known_codes(of)
        asked[name] = [*map(as_in(known), asked[name])]
        errors += [
            {"type": "unknown_code", "loc": ("query", name), "value": value, "of": of, "known": [*known]}
            for value in asked[name]
            if value not in known
        ]
    if errors:
        raise ValidationError(errors)
    return asked


def matching(resource: Resource, asked: dict[str, Any]) -> QuerySet:
    """Published records that match the filters."""
    found = Q(code__in=asked["code"]) if asked["code"] else Q()
    for name in resource.choices:
        if asked[name]:
            found &= Q(**{f"{name}__in": asked[name]})
    for name, column in resource.relations.items():
        if asked[name] and name not in resource.filters:
            # Keys first: with a dozen relations in one query, PostgreSQL's planner takes ten seconds.
            others = known(column.related_model).filter(code__in=asked[name]).values_list("pk", flat=True)
            found &= Q(**{f"{name}__in": list(others)})
    for name, condition in resource.filters.items():
        if asked[name]:
            found &= condition(asked[name])
    for computed in resource.computed:
        if asked[computed.name]:
            found &= computed.where(asked[computed.name])
    since = asked["updated_since"]
    if since:
        moment = since if isinstance(since, datetime) else datetime.combine(since, time.min, UTC)
        found &= Q(pk__in=revisions.changed_since(resource.model, moment))
    records = resource.published()
    # Selecting by key avoids the duplicates that joins would give.
    return records.filter(pk__in=resource.model._base_manager.filter(found).values("pk")).order_by("code")


def root() -> str:
    """Path of the API."""
    return reverse("api-v1:api-root")


def origin_of(request: HttpRequest) -> str:
    """Scheme and host of the site."""
    return addresses.origin(request.scheme, request.get_host())


# --- the operations --------------------------------------------------------------------------------------------------

ERRORS: dict[int, Any] = {400: Problem, 404: Problem, 414: None, 422: Mistakes, 429: Problem}  # 414: the server's own


def list_operation(resource: Resource, answer_type: type[BaseModel]) -> Callable[..., Any]:
    """View of the list of a resource, with typed filters and pagination."""
    question_type = filters_type(resource.name)
    known_names = set(question_type.model_fields)

    def view(request: HttpRequest, question: Query[question_type]) -> Any:  # type: ignore[valid-type]
        unknown = sorted(set(request.GET) - known_names)
        if unknown:
            raise ValidationError([{"type": "unknown", "loc": ("query", name)} for name in unknown])
        records, origin = matching(resource, coded(resource, question)), origin_of(request)
        limit, offset = question.limit, question.offset  # type: ignore[attr-defined]
        count = records.count()
        here = resource.complete(records)[offset : offset + limit]

        def page(start: int) -> str:
            asked = [(name, value) for name, values in request.GET.lists() for value in values if name != "offset"]
            return f"{origin}{request.path}?{urlencode([*asked, ('offset', start)])}"

        return {
            "count": count,
            "next": page(offset + limit) if offset + limit < count else None,
            "previous": page(max(0, offset - limit)) if offset else None,
            "licence": licence.URL,
            "publisher": licence.PUBLISHER,
            "results": items(resource, here, origin, root()),
        }

    answer = create_model(
        f"{resource.model.__name__}List",
        count=(int, Field(description="How many records answer the question.")),
        next=(str | None, Field(description="The address of the records that follow.")),
        previous=(str | None, Field(description="The address of the records before.")),
        licence=(str, ...),
        publisher=(str, ...),
        results=(list[answer_type], ...),  # type: ignore[valid-type]
    )
    _serve(f"/{resource.name}/", view, answer, f"list_{resource.name}", str(resource.model._meta.verbose_name_plural))
    return view


def detail_operation(resource: Resource, answer_type: type[BaseModel]) -> Callable[..., Any]:
    """View of one record of a resource, by its code."""

    def view(request: HttpRequest, code: Code) -> Any:
        if request.GET:
            raise ValidationError([{"type": "unknown", "loc": ("query", name)} for name in sorted(request.GET)])
        code = as_in(known_codes(resource))(code)
        record = resource.complete(resource.answering().filter(code=code)).first()
        if record is None:
            raise Http404(code)
        return items(resource, [record], origin_of(request), root())[0]

    name = str(resource.model._meta.verbose_name)
    _serve(f"/{resource.name}/{{code}}/", view, answer_type, f"get_{resource.name}", name)
    return view


def _serve(path: str, view: Callable[..., Any], answer: Any, name: str, summary: str) -> None:
    """Adds a GET operation to the API."""
    api.api_operation(
        ["GET"], path, response={200: answer, **ERRORS}, operation_id=name.replace("-", "_"), url_name=name,
        summary=summary.capitalize(), tags=[path.split("/")[1] or "index"],
    )(view)  # fmt: skip


def index(request: HttpRequest) -> Any:
    """What there is: each resource, its address, its number of records."""
    origin, base = origin_of(request), root()
    found = resources()
    return {
        "resources": {name: f"{origin}{base}{name}/" for name in found},
        "counts": {name: resource.published().count() for name, resource in found.items()},
        "openapi": origin + reverse("api-v1:openapi-json"),
        "documentation": origin + reverse("api-v1:openapi-view"),
        "catalogue": origin + reverse("catalogue", args=["ttl"]),
        "licence": licence.URL,
        "publisher": licence.PUBLISHER,
        "languages": languages.codes(),
    }


api = Api(
    title="International cooperation portal",
    version="1",
    description=words.ABOUT,
    urls_namespace="api-v1",
    renderer=Renderer(),
    docs=Documentation(),
    openapi_extra={"info": {"license": {"name": licence.NAME, "url": licence.URL}}},
)
api.add_exception_handler(ValidationError, words.mistakes)
api.add_exception_handler(Http404, words.not_found)
with override(None):  # the document speaks the language of the code, whoever asks first
    _serve("/", index, Index, "index", "What there is")
    for _resource in resources().values():
        _type = item_type(_resource)
        list_operation(_resource, _type)
        detail_operation(_resource, _type)
