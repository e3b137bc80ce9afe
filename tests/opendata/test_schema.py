"""schemathesis asks the API everything its document allows, and much that it does not."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from portal.core.resource import resources
from tests.test_queries import fill

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
EXAMPLES = 3
FEW = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


def ask(case):
    """The document says what a code looks like, not which there are: one that no record has may be refused."""
    answer = case.call(headers={"Accept-Encoding": "identity"})  # its WSGI transport does not undo a compression
    errors = answer.json().get("errors", [{"reason": ""}]) if answer.status_code == 422 else [{"reason": ""}]
    is_unknown = all(error["reason"].startswith("Aucun code ") for error in errors)
    case.validate_response(answer, excluded_checks=[positive_data_acceptance] if is_unknown else [])


def test_the_api_does_what_its_document_says(settings):
    settings.API_PER_MINUTE = 0
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    fill(2)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        modes = list(schemathesis.GenerationMode) if any(operation.iter_parameters()) else [None]
        for mode in modes:
            asked = given(case=operation.as_strategy(**({"generation_mode": mode} if mode else {})))
            FEW(asked(ask))()
    assert len(operations) == 1 + 2 * len(resources())
