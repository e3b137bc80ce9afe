from django.utils.translation import gettext_lazy as _

from portal.editing.review.content_checks import ContentCheck, register
from portal.search.best_bets import BestBet, lost
from portal.search.zero_results import FruitlessSearch

register(
    ContentCheck(
        "fruitless-search",
        _("Searches without result"),
        _("Words that readers searched for in the last 90 days and that found nothing."),
        FruitlessSearch,
        lambda: FruitlessSearch.objects.recent(),
        70,
    )
)
register(
    ContentCheck(
        "best-bet-lost",
        _("Best bets that lead nowhere"),
        _("The page or the record that they lead to is not there, or visitors may not open it: they are not shown."),
        BestBet,
        lost,
        72,
    )
)
