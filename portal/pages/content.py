from portal.core.content.specs import child, register
from portal.pages.models import Alias, Document, KeyFigure, Page, PageFact, Term, TimelineEvent

register(
    Page,
    "pages",
    "Editorial and legal pages. The text is HTML with headings from h2.\n"
    "[[publisher.name]] and its like are replaced by the publisher's values, [[url:privacy]] by a page's address.",
    facts=child(PageFact, "page"),
)
register(
    KeyFigure,
    "key_figures",
    "Figures with their passports: value, unit, scope, reference date, source.\n"
    "Two sources that differ are two figures of one series, never a merged one.",
)
register(TimelineEvent, "timeline", "Dated events in the history of the cooperation.")
register(
    Term,
    "glossary",
    "Terms in both languages, with the other names they go by.",
    aliases=child(Alias, "term"),
)
register(Document, "documents", "Brochures and leaflets that the sources mention.")
