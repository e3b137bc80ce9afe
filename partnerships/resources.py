from partnerships.models import Modality, Partnership, Project
from portal.core.resource import register

register(Modality, "modalities")
register(Partnership, "partnerships")
register(Project, "projects")
