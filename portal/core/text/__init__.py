"""Texts: languages, typography, formatted numbers, HTML, links to records."""
