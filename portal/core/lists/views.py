"""The page of a list, and its files."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.views.generic import TemplateView, View

from portal.core.lists.exporters import formats_of
from portal.core.lists.formats import answer, downloads
from portal.core.lists.listing import Listing
from portal.core.lists.record_list import RecordList
from portal.core.web import addresses


class ListingView(TemplateView):
    """The page of a list: form, chips, number, rows, pages, and where else the same rows are."""

    record_list: RecordList = None  # type: ignore[assignment]
    template_name = "listing.html"
    card: ClassVar[str] = "components/record_card.html"
    lead: ClassVar[Any] = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A form sends its empty fields too: the address is made anew without them."""
        if all(value.strip() for _, values in request.GET.lists() for value in values):
            return super().get(request, *args, **kwargs)
        kept = QueryDict(mutable=True)
        for key, values in request.GET.lists():
            kept.setlist(key, [value for value in values if value.strip()])
        return HttpResponseRedirect(f"{request.path}?{kept.urlencode()}".rstrip("?"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listing = Listing(self.record_list, self.request.GET)
        context = {
            "record_list": self.record_list,
            "selection": listing,
            "page": listing.page,
            "count": self.record_list.how_many(listing.count),
            "downloads": downloads(formats_of(self.record_list), self.record_list.file_address, listing.query),
            "lead": self.lead or self.record_list.description,
            "card": self.card,
        }
        return super().get_context_data(**{**context, **kwargs})


class ListingFile(View):
    """The same rows in another format."""

    record_list: RecordList = None  # type: ignore[assignment]
    http_method_names = ("get", "head", "options")

    def get(self, request: HttpRequest, ending: str) -> HttpResponseBase:
        """400, with the faults and no row, when the query is not understood; 404 for a format that there is not."""
        written = formats_of(self.record_list).get(ending)
        if written is None:
            raise Http404(ending)
        listing = Listing(self.record_list, request.GET)
        origin = addresses.origin(request.scheme, request.get_host())
        return answer(request, listing, written, origin, f"{self.record_list.code}.{ending}")
