"""All that is said or written, one folder a language."""
