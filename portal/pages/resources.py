from portal.core.resource import on_a_list, register
from portal.pages.models import Document, KeyFigure, Page, Term, TimelineEvent

register(Page, "pages")
register(KeyFigure, "key-figures", on_a_list("pages:key-figures", "figure-{}"))
register(TimelineEvent, "timeline")
register(Term, "terms", on_a_list("pages:glossary"))
register(Document, "documents")
