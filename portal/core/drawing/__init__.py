"""Geometry of the drawings, in pure Python: the sphere, projections, land, paths, labels. Nothing is placed by eye.

A drawing is a function from rows to a frozen dataclass of coordinates, rounded to a tenth; a template writes them as SVG.
Longitudes and latitudes are WGS84 degrees, lengths on the Earth kilometres, in a drawing units with y pointing down.
"""
