from partnerships.enums import ProjectKind
from partnerships.models import Modality, Partnership, Project
from portal.core.structured import Node, describes, iso, named, thing


@describes(Modality)
def modality(record: Modality, origin: str) -> Node:
    return thing("DefinedTerm", record, origin)


@describes(Partnership)
def partnership(record: Partnership, origin: str) -> Node:
    return thing(
        "Project",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", body) for body in record.institutions.all()],
    )


@describes(Project)
def project(record: Project, origin: str) -> Node:
    return thing(
        "ResearchProject" if record.kind == ProjectKind.PROJECT else "Project",
        record,
        origin,
        foundingDate=iso(record.started),
        dissolutionDate=iso(record.ended),
        member=[named("Organization", row.institution) for row in record.participants.all()],
    )
