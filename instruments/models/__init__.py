from instruments.models.call import Call
from instruments.models.cooperation import Cooperation, CooperationFact, Coordinator, Partner
from instruments.models.instrument import (
    Criterion,
    FundingRule,
    Instrument,
    InstrumentFact,
    InstrumentName,
    InstrumentPlace,
    Route,
)
from instruments.models.versions import Example, ExampleVerdict, RuleSet

__all__ = [
    "Call",
    "Cooperation",
    "CooperationFact",
    "Coordinator",
    "Criterion",
    "Example",
    "ExampleVerdict",
    "FundingRule",
    "Instrument",
    "InstrumentFact",
    "InstrumentName",
    "InstrumentPlace",
    "Partner",
    "Route",
    "RuleSet",
]
