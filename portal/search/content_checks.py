from django.utils.translation import gettext_lazy as _

from portal.editing.review.content_checks import Worry, register
from portal.search.zero_results import FruitlessSearch

register(
    Worry(
        "fruitless-search",
        _("Searches without result"),
        _("Words that readers searched for in the last 90 days and that found nothing."),
        FruitlessSearch,
        lambda: FruitlessSearch.objects.recent(),
        70,
    )
)
