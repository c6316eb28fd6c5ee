"""The things on screen; each takes values and owns its layout."""
