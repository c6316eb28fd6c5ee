"""From jobs to filmed clips: what must be drawn, by which processes, in which order."""
