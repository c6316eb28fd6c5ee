"""A series of numbers out of a table that comes from a stranger: understood, or refused by row."""
