"""Cases with the verdicts and amounts that the content of the site must give them, judged on 21 November 2026.

Each line: the answers as in an address, then First Steps, IRP, Joint Lab: F fits, M may fit, N does not fit. The IRP's
certain amount follows (None: the zones leave it open); the other amounts never vary.
"""

from urllib.parse import parse_qs

ON = "2026-11-21"
YOUNG = "affiliation=inserm&history=new&partner_kind=team&partners=1&position=crcn&recruited=2022-03-15"
PAIR = "affiliation=inserm&partner_kind=team&partners=1"

GOLDEN = [
    ("", "MMM", None),
    ("affiliation=inserm", "MMM", None),
    ("affiliation=foreign", "NNN", None),
    ("affiliation=other&partner=JP", "NNN", 75_000),
    (f"{YOUNG}&partner=JP", "FNN", 75_000),
    (f"{YOUNG}&partner=DE", "FNN", 60_000),
    (f"{YOUNG}&award=none", "FNN", None),
    ("history=new", "MNN", None),
    ("history=emerging", "NMN", None),
    ("history=established", "NMM", None),
    ("partner_kind=laboratory", "MMM", None),
    ("partner_kind=institution", "NNN", None),
    ("partners=0", "NNN", None),
    ("partners=2&partner=DE&partner=US", "NMN", None),
    (f"{PAIR}&history=emerging&partner=DE", "NFN", 60_000),
    (f"{PAIR}&history=established&partner=US&partner=BR", "NFN", 75_000),
    ("affiliation=inserm&partner_kind=team&partners=7&history=emerging&partner=DE&partner=ES", "NFN", 60_000),
    ("affiliation=inserm&partner_kind=laboratory&partners=1&history=established", "NFF", None),
    ("affiliation=inserm&partner_kind=laboratory&partners=2&history=established", "NFN", None),
    # A laboratory is made of teams: it is no obstacle where a team is asked for.
    ("affiliation=inserm&partner_kind=laboratory&partners=2&history=established&partner=DE&partner=ES", "NFN", 60_000),
    (f"{YOUNG.replace('=team', '=laboratory')}&partner=JP", "FNN", 75_000),
    (f"{PAIR}&history=new&award=atip-avenir", "FNN", None),
    (f"{PAIR}&history=new&award=erc-starting&position=non-permanent", "FNN", None),
    (f"{PAIR}&history=new&award=none", "MNN", None),
    (f"{PAIR}&history=new&award=none&position=other-permanent", "NNN", None),
    (f"{PAIR}&history=new&award=none&position=crcn&recruited=2021", "MNN", None),
    (f"{PAIR}&history=new&award=none&position=crcn&recruited=2021-11", "MNN", None),
    (f"{PAIR}&history=new&award=none&position=crcn&recruited=2021-11-21", "NNN", None),
    (f"{PAIR}&history=new&award=none&position=crcn&recruited=22/11/2021", "FNN", None),
    (f"{PAIR}&history=new&position=crcn&recruited=2015", "MNN", None),
]

NAMES = {"F": "fits", "M": "may-fit", "N": "does-not-fit"}


def expected(letters: str) -> dict[str, str]:
    """Verdict by instrument."""
    open_ones = dict(zip(("first-steps", "irp", "joint-lab"), (NAMES[letter] for letter in letters), strict=True))
    return {**open_ones, "kip": "not-open", "tcp": "not-open"}


def asked(answers: str) -> dict[str, list[str]]:
    """The query of a case, judged on the day of this file."""
    return {"on": [ON], **parse_qs(answers)}
