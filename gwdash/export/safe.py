"""Text on its way into a spreadsheet: nothing that was typed may become a formula."""

#: What a spreadsheet program takes as the beginning of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(value: object) -> object:
    """Return the value, with an apostrophe before text that would begin a formula.

    Numbers stay numbers; text that is a plain number with a sign stays as it is.
    """
    if not isinstance(value, str) or not value.startswith(_FORMULA_STARTS):
        return value
    try:
        float(value)
    except ValueError:
        return "'" + value
    return value
