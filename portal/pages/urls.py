"""Editorial pages: the strategy, the figures, the words. The legal pages are in `legal_urls.py`."""

from django.urls import path
from django.utils.translation import pgettext_lazy

from portal.core.lists.views import ListingFile
from portal.pages import views
from portal.pages.lists import NEWS
from portal.pages.news import NewsDetail, NewsList
from portal.pages.questions import QuestionList

app_name = "pages"
urlpatterns = [
    path(pgettext_lazy("address", "strategy/"), views.StrategyList.as_view(), name="strategy"),
    path(pgettext_lazy("address", "strategy/<slug:slug>/"), views.StrategyDetail.as_view(), name="strategy-page"),
    path(pgettext_lazy("address", "strategy/<slug:slug>.<slug:ending>"), views.strategy_file, name="strategy-file"),
    path(pgettext_lazy("address", "key-figures/"), views.KeyFigureList.as_view(), name="key-figures"),
    path(pgettext_lazy("address", "key-figures/fact-sheet/"), views.FactSheet.as_view(), name="fact-sheet"),
    path(pgettext_lazy("address", "key-figures/<slug:code>.<slug:ending>"), views.figure_file, name="figure-file"),
    path(pgettext_lazy("address", "glossary/"), views.TermList.as_view(), name="glossary"),
    path(pgettext_lazy("address", "questions/"), QuestionList.as_view(), name="questions"),
    path(pgettext_lazy("address", "news/"), NewsList.as_view(), name="news"),
    path(pgettext_lazy("address", "news.<slug:ending>"), ListingFile.as_view(record_list=NEWS), name="news-file"),
    path(pgettext_lazy("address", "news/<slug:slug>/"), NewsDetail.as_view(), name="news-item"),
    path(pgettext_lazy("address", "data/discrepancies/"), views.DiscrepancyList.as_view(), name="discrepancies"),
    path(pgettext_lazy("address", "data/parity/"), views.parity, name="parity"),
]
