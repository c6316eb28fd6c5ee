"""What is seen: Manim scenes that draw traces and compute no state."""
