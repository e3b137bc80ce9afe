"""Parts of a record's page: sections, sources, related records."""
