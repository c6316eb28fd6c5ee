"""Tasks at work: what goes in, what comes out, and what it is worth."""
