"""Drawings as pictures to take away: a sheet that stands alone as SVG, the same as PNG, the picture of a shared link."""
