"""Narration, one TOML file a language."""
