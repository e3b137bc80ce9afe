"""Lists of records: what a list is, its filters and columns, its page, its files."""
