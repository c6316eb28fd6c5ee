"""What the clip "what it remembers" shows."""
