"""Terms of the EU Publications Office, in which European data catalogues name languages and file types."""

ROOT = "http://publications.europa.eu/resource/authority/"
# By ISO 639-1: the EU's languages and those of its neighbours and of the United Nations.
LANGUAGES = dict(
    pair.split("=")
    for pair in ["ar=ARA", "be=BEL", "bg=BUL", "bs=BOS", "ca=CAT", "cs=CES", "cy=CYM", "da=DAN", "de=DEU", "el=ELL", "en=ENG", "es=SPA", "et=EST", "eu=EUS", "fa=FAS", "fi=FIN", "fr=FRA", "ga=GLE", "gl=GLG", "he=HEB", "hi=HIN", "hr=HRV", "hu=HUN", "hy=HYE", "id=IND", "is=ISL", "it=ITA", "ja=JPN", "ka=KAT", "ko=KOR", "lb=LTZ", "lt=LIT", "lv=LAV", "mg=MLG", "mk=MKD", "mt=MLT", "nl=NLD", "no=NOR", "pl=POL", "pt=POR", "ro=RON", "ru=RUS", "sk=SLK", "sl=SLV", "sq=SQI", "sr=SRP", "sv=SWE", "sw=SWA", "th=THA", "tr=TUR", "uk=UKR", "vi=VIE", "wo=WOL", "zh=ZHO"]
)  # fmt: skip
FILE_TYPES = {
    "application/atom+xml": "ATOM",
    "application/geo+json": "GEOJSON",
    "application/json": "JSON",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "text/calendar": "ICS",
    "text/csv": "CSV",
}
SCIENCE = f"{ROOT}data-theme/TECH"


def language(code: str) -> str:
    """Address of the term for a language of the site, such as "fr"; "" if it is not in the table."""
    term = LANGUAGES.get(code.partition("-")[0].lower())
    return f"{ROOT}language/{term}" if term else ""


def file_type(media_type: str) -> str:
    """Address of the term for a media type, such as "text/csv"; "" if it is not in the table."""
    term = FILE_TYPES.get(media_type)
    return f"{ROOT}file-type/{term}" if term else ""
