"""A room with one public model, told in five files, and what the portal makes of it."""
