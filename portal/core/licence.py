"""Licence and publisher of the data, as named in files, feeds and pages."""

NAME = "Licence Ouverte / Open Licence 2.0"
URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
PUBLISHER = "Inserm"
PUBLISHER_URL = "https://www.inserm.fr/"
