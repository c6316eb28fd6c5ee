"""Words: text, headlines, sentences."""
