"""The world map that is also a list: features from every room, filters, formats, drawing."""
