from django.utils.translation import gettext_lazy as _

from portal.editing.review.content_checks import ContentCheck, register
from portal.editing.upkeep.models import CheckedLink, LinkState, ReaderReport, ReportStatus

register(
    ContentCheck(
        "report",
        _("Reports from readers"),
        _("A reader says that a page is wrong, and waits for an answer."),
        ReaderReport,
        lambda: ReaderReport.objects.filter(status=ReportStatus.NEW),
        10,
    )
)
register(
    ContentCheck(
        "broken-link",
        _("Broken links"),
        _("An address of another site no longer answered when the links were last checked."),
        CheckedLink,
        lambda: CheckedLink.objects.filter(state=LinkState.BROKEN),
        45,
    )
)
