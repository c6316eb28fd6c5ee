"""What is said, for whoever reads it aloud: on a terminal, on paper, as JSON."""
