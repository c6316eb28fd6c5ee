"""What a clip says of its traces, in words and numbers. Knows nothing of Manim."""
