"""``unrolled sweep``: clips for every combination of some values, and a page to compare them."""
