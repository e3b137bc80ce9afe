"""Every table of the desk, each defined in the module of its concern."""

from portal.editing.upkeep.links import CheckedLink, LinkState, LinkUse
from portal.editing.upkeep.reports import ReaderReport, ReportStatus

__all__ = ["CheckedLink", "LinkState", "LinkUse", "ReaderReport", "ReportStatus"]
