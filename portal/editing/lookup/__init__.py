"""Finding a record at the desk, by its name: to open it, or to link to it."""
