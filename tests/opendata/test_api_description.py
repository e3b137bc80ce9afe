"""What the API says of itself."""

import pytest

from portal.core.models import Source
from portal.core.resource import resources

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


# --- its description -------------------------------------------------------------------------------------------------


def test_the_document_is_openapi_3_1_and_types_every_field(visitor):
    document = visitor.get("/api/v1/openapi.json", headers={"Accept-Language": "fr"}).json()
    assert document["openapi"].startswith("3.1")
    assert len(document["paths"]) == 1 + 2 * len(resources())
    fields = document["components"]["schemas"]["FundingRule"]["properties"]
    assert fields["amount"]["description"] == "amount in euros"
    assert {"type": "integer"} in fields["amount"]["anyOf"]
    assert document["info"]["license"]["url"] == LICENCE


def test_every_public_model_is_a_resource():
    """Or is left out on purpose: example profiles are the editors' own test cases, redirects are addresses."""
    from portal.core.content.specs import concepts

    left_out = {concept.file for concept in concepts()} - {
        concept.file for concept in concepts() for resource in resources().values() if resource.model is concept.model
    }
    assert left_out == {"examples", "redirects"}
    assert Source in {resource.model for resource in resources().values()}
