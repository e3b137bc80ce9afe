"""Finding a record in the admin by its name, to open it or to link to it."""
