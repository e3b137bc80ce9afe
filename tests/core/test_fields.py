"""Texts of the models: each has its length, in every language, and whatever brings it in is told."""

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import override

from portal.core.content.load import load
from portal.core.content.specs import concepts
from portal.core.content.yamlfile import ContentError
from portal.core.fields import BODY, PASSAGE, SUMMARY
from portal.editing.upkeep.reports import ReaderReport
from tests.factories import make_page

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def models_of(shape):
    yield shape.model
    for child in shape.children.values():
        yield from models_of(child)


def test_every_text_that_people_write_has_its_length_in_each_language():
    written = {ReaderReport, *(model for concept in concepts() for model in models_of(concept.shape))}
    found = {
        (model.__name__, field.name): field.max_length
        for model in written
        for field in model._meta.get_fields()
        if isinstance(field, models.TextField)
    }
    assert [name for name, length in found.items() if not length] == []
    assert [found["Page", name] for name in ("summary_fr", "summary_en")] == [SUMMARY, SUMMARY]
    assert [found["Page", name] for name in ("body_fr", "body_en")] == [BODY, BODY]
    assert [found["PageFact", name] for name in ("text_fr", "text_en")] == [PASSAGE, PASSAGE]


@pytest.mark.parametrize(("name", "longest"), [("summary_fr", SUMMARY), ("summary_en", SUMMARY), ("body_en", BODY)])
def test_a_text_may_be_as_long_as_that_and_no_longer(name, longest):
    page = make_page()
    setattr(page, name, "a" * longest)
    page.full_clean()
    setattr(page, name, "a" * (longest + 1))
    words = f"This text has {longest + 1:,} characters; it may have {longest:,}."
    with override("en"):
        with pytest.raises(ValidationError) as refused:
            page.full_clean(exclude=["summary", "body"])  # what the active language has, checked in its own column
        assert refused.value.message_dict == {name: [words]}


def test_a_content_file_is_told_too(tmp_path):
    text = f"- {{code: glh, name: {{fr: A, en: A}}, definition: {{fr: {'a' * (PASSAGE + 1)}, en: A}}}}"
    (tmp_path / "glossary.yaml").write_text(text, encoding="utf-8")
    with override("en"):
        with pytest.raises(ContentError) as refused:
            load(tmp_path)
        (problem,) = refused.value.problems
        assert (problem.record, problem.field) == ("glh", "definition.fr")
        assert problem.reason == "This text has 5,001 characters; it may have 5,000."
