"""Series as charts."""
