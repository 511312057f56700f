"""Text on its way into a spreadsheet: nothing that was typed may become a formula."""

#: What a spreadsheet program takes as the beginning of a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def safe_text(value: object) -> object:
    """Return the value, with an apostrophe before text that would begin a formula.

    Numbers stay numbers; text that is a plain number with a sign stays as it is.
    """
    return f"'{value}" if isinstance(value, str) and is_formula_like(value) else value


def is_formula_like(text: str) -> bool:
    """Tell whether text would begin a formula where a program takes it as typed."""
    if not text.startswith(_FORMULA_STARTS):
        return False
    try:
        float(text)
    except ValueError:
        return True
    return False
