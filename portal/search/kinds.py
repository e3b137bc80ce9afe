"""The kind of this room: best bets."""

from portal.core import kind
from portal.search.best_bets import BestBet

kind.register(
    BestBet,
    "best_bets",
    "What readers mean by certain words: shown above the results of a search for them.\n"
    "phrases: one a line; what is typed may end otherwise. target: the name of a page, or kind/code of a record.",
)
