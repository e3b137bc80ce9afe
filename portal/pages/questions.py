"""Questions and answers: one page, in parts."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.utils.translation import gettext
from django.views.generic import ListView

from portal.core.content import version
from portal.core.pages.footnotes import References
from portal.core.structured import Node
from portal.core.structured import page as says
from portal.core.text import languages, sanitiser
from portal.pages.enums import QuestionGroup
from portal.pages.models import Question


@version.kept
def questions() -> list[Question]:
    """Every public question, part by part."""
    found = list(Question.objects.published().prefetch_related("sources").order_by("order", "code"))
    return sorted(found, key=lambda question: QuestionGroup.values.index(question.group))


class QuestionList(ListView):
    """Every question with its answer, part by part, and where the answers come from."""

    template_name = "pages/questions.html"
    context_object_name = "questions"

    def get_queryset(self) -> Any:
        return questions()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        parts = [
            (QuestionGroup(code), list(found)) for code, found in groupby(self.object_list, lambda each: each.group)
        ]
        return super().get_context_data(parts=parts, references=References(self.object_list), **kwargs)


@says("pages:questions")
def describe_questions(context: dict[str, Any], origin: str) -> Node:
    """Every question with its answer, in the page's language."""
    asked = [
        {
            "@type": "Question",
            "name": languages.text_of(question, "name").value,
            "acceptedAnswer": {"@type": "Answer", "text": str(sanitiser.render(answer))},
        }
        for question in context["questions"]
        if (answer := languages.text_of(question, "answer").value)
    ]
    return {"@type": "FAQPage", "name": gettext("Questions and answers"), "mainEntity": asked}
