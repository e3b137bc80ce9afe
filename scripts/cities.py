"""Write ``sites/countries/cities.yaml``: cities by which readers look for a country, in each language.

Run by hand; the result is committed::

    npm pack cldr-dates-full@47.0.0
    mkdir cldr-dates-full && tar xzf cldr-dates-full-*.tgz -C cldr-dates-full --strip-components 1
    python scripts/cities.py cldr-dates-full

The cities are those that time zones are named by: in both languages in CLDR (Unicode-3.0), with their countries in tzdata
(public domain). A city that is there stays: most large cities have no time zone of their own and were added by hand.
Needs PyYAML and tzdata besides the standard library; the same input always gives the same bytes.
"""

import argparse
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

OUTPUT = Path(__file__).resolve().parents[1] / "sites" / "countries" / "cities.yaml"
LANGUAGES = ("fr", "en")
HEAD = (
    "# Cities by which readers look for a country, by its code, where the content names none. See scripts/cities.py.\n"
)
NO_COUNTRY = {"AQ", "FR"}  # no city; this institute's own country

# Words of their own in a query, and hamlets of the United States that stand for an exception of their county.
NO_CITY = re.compile(
    r".*/(Resolute|Midway|Wake|Christmas|Easter|Reunion|Oral|Creston|Nome)|America/(Indiana|Kentucky|North_Dakota)/.*"
)

Cities = dict[str, dict[str, list[str]]]


def zones() -> dict[str, str]:
    """The country of each time zone by its name: {"Africa/Lagos": "NG"}."""
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        zone: country for country, _point, zone, *_ in rows if country not in NO_COUNTRY and not NO_CITY.fullmatch(zone)
    }


def named(tree: dict[str, Any], above: str = "") -> dict[str, str]:
    """The city of each time zone, where it is not the last part of the zone's own name."""
    found = {}
    for part, below in tree.items():
        if isinstance(below, dict):
            name = f"{above}{part}"
            found |= {name: below["exemplarCity"]} if "exemplarCity" in below else named(below, f"{name}/")
    return found


def read(folder: Path, language: str) -> dict[str, str]:
    path = folder / "main" / language / "timeZoneNames.json"
    return named(json.loads(path.read_text(encoding="utf-8"))["main"][language]["dates"]["timeZoneNames"]["zone"])


def cities(dates: Path, known: Cities) -> Cities:
    """The cities of each country: those known already, and those of its time zones."""
    told = {language: read(dates, language) for language in LANGUAGES}
    found = {code: {language: list(names) for language, names in row.items()} for code, row in known.items()}
    for zone, country in sorted(zones().items()):
        for language in LANGUAGES:
            city = told[language].get(zone, zone.rpartition("/")[2].replace("_", " "))
            city = re.sub(r"\s*[\[(].*", "", city).split(", ")[0].replace("’", "'")
            row = found.setdefault(country, {}).setdefault(language, [])
            row += [city] if city not in row else []
    return {code: {language: sorted(row[language]) for language in LANGUAGES} for code, row in sorted(found.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dates", type=Path)
    given = parser.parse_args()
    known = yaml.safe_load(OUTPUT.read_text(encoding="utf-8")) if OUTPUT.exists() else {}
    found = cities(given.dates, known or {})
    text = yaml.safe_dump(found, allow_unicode=True, default_flow_style=None, sort_keys=False, width=120)
    OUTPUT.write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
