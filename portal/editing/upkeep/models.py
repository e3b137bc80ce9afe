"""The models of this app, each defined in the module of its subject."""

from portal.editing.upkeep.links import CheckedLink, LinkState, LinkUse
from portal.editing.upkeep.reports import ReaderReport, ReportStatus

__all__ = ["CheckedLink", "LinkState", "LinkUse", "ReaderReport", "ReportStatus"]
