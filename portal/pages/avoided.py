"""The glossary's wrong forms, for the desk to warn of."""

from collections.abc import Iterator

from portal.core.models import visible
from portal.core.text import languages
from portal.editing.review.avoided_terms import Avoided, register
from portal.pages.enums import AliasKind
from portal.pages.models import Alias


def wrong_forms() -> Iterator[Avoided]:
    """Each with the term's own name in its language, or its acronym where the wrong form is one."""
    aliases = Alias.objects.filter(visible(relation="term__"), kind=AliasKind.WRONG).select_related("term")
    for alias in aliases:
        for code in [alias.language] if alias.language else languages.codes():
            name, acronym = (str(languages.text_of(alias.term, field, code)) for field in ("name", "acronym"))
            is_acronym = acronym and alias.text.isupper() and " " not in alias.text
            yield Avoided(alias.text, acronym if is_acronym else name, code)


register(wrong_forms)
