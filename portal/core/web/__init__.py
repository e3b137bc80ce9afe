"""Requests and responses: addresses, headers, language versions of a page, files for machines."""
