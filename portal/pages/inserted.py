"""What texts may show of this room: links to documents, which say what opens, how large it is and in which language."""

from django.utils.safestring import SafeString

from portal.core.text import inserted
from portal.pages import documents
from portal.pages.models import Document


def _documents() -> dict[str, SafeString]:
    return {document.code: documents.link(document) for document in Document.objects.answering()}


inserted.register("document", _documents)
