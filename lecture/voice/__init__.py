"""Who speaks, and how it sounds: engines, their sound made equally loud, and what is kept of it."""
