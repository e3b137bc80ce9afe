"""Content as tables: what goes out as CSV or XLSX comes in again, after a look at what it would change."""
