"""Requests and answers: addresses, headers, languages of a page, what machines ask."""
