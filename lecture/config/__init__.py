"""``lecture.toml``: what may be in it (``model``), where it is read from, what is wrong with it."""
