"""``unrolled storyboard``: clips at a glance, as pictures and as a page."""
