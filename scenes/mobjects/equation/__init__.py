"""The equation of the cell and how it is worked out."""
