"""The cell and its parts."""
