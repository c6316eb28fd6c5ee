"""Clips in a notebook: rendered there if they are missing, and played with their captions."""
