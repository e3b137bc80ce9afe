from instruments.models.cooperation import Cooperation, CooperationFact, Coordinator, Partner
from instruments.models.instrument import (
    Call,
    Criterion,
    FundingRule,
    Instrument,
    InstrumentFact,
    InstrumentName,
    Route,
)

__all__ = [
    "Call",
    "Cooperation",
    "CooperationFact",
    "Coordinator",
    "Criterion",
    "FundingRule",
    "Instrument",
    "InstrumentFact",
    "InstrumentName",
    "Partner",
    "Route",
]
