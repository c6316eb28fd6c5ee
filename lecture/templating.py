"""Pages from ``lecture/templates``: every text in them is escaped, and none may be missing."""

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment() -> Environment:
    """What the templates of our pages are read with."""
    return Environment(
        loader=PackageLoader("lecture"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
