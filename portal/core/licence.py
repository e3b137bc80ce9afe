"""Under which licence the data goes out, and who publishes it: what a file, a feed and a page of data name."""

NAME = "Licence Ouverte / Open Licence 2.0"
URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
PUBLISHER = "Inserm"
PUBLISHER_URL = "https://www.inserm.fr/"
