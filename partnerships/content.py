from partnerships.models import Modality, ModalityFact, Participant, Partnership, PartnershipEvent, Project
from portal.core.content.specs import child, register

register(
    Modality,
    "modalities",
    "Forms of partnership: PRISME platform, ANRS partner site, ad hoc partnership, institutional agreement.",
    facts=child(ModalityFact, "modality"),
)
register(
    Partnership,
    "partnerships",
    "The partnerships themselves, each under its form.",
    events=child(PartnershipEvent, "partnership"),
)
register(
    Project,
    "projects",
    "Research and infrastructure carried by partnerships.",
    participants=child(Participant, "project"),
)
