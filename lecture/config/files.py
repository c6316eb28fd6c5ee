"""Which parameters name files of the user's."""


def names_a_file(key: str, value: object) -> bool:
    """Is ``value`` of the parameter ``key`` the name of a file?

    An image may be a number instead, and a series one of those that come with the package.
    """
    if not isinstance(value, str):
        return False
    return key.endswith(("weights", "digit", "model")) or (
        key == "series" and value.lower().endswith(".csv")
    )
