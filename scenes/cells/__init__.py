"""What each kind of gated cell has for the picture, described once: data, without Manim."""
