"""Real tasks with their data, model, held-out score and baseline."""
