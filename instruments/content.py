from instruments.models import (
    Call,
    Cooperation,
    CooperationFact,
    Coordinator,
    Criterion,
    Example,
    ExampleVerdict,
    FundingRule,
    Instrument,
    InstrumentFact,
    InstrumentName,
    Partner,
    Route,
)
from portal.core.content.specs import child, register

register(
    Instrument,
    "instruments",
    "The instruments: what they pay, who may apply, what each source says of them.\n"
    "funding: whole euros; no amount where no source states one.\n"
    "routes: one is enough; within a route every criterion holds; the common route's criteria always hold.\n"
    "facts: one sourced statement each; is_earlier marks what an older source says differently.",
    names=child(InstrumentName, "instrument"),
    funding=child(FundingRule, "instrument"),
    routes=child(Route, "instrument", criteria=child(Criterion, "route")),
    facts=child(InstrumentFact, "instrument"),
)
register(
    Cooperation,
    "cooperations",
    "Joint Labs, TCPs, IRPs and the like. partners: an institution, or only a place where the source names no body.",
    coordinators=child(Coordinator, "cooperation"),
    partners=child(Partner, "cooperation"),
    facts=child(CooperationFact, "cooperation"),
)
register(Call, "calls", "Dated editions of an instrument. No date that no source gives.")
register(
    Example,
    "examples",
    "Cases that the rules are tried on whenever they change, with the verdict and the certain amount they must get.\n"
    "answers: as in the finder's address.",
    verdicts=child(ExampleVerdict, "example"),
)
