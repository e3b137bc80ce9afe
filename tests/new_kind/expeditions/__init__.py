"""An example of a room: see CONTRIBUTING.md, *Add a public model*."""
