"""Filmed beats as finished files: clips, captions, timelines and the joined lecture."""
