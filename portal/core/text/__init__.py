"""Texts: their language, their typography, numbers in words, HTML, links to records."""
