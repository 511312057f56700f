"""Days of the plan as people say them."""

from datetime import date


def day_words(value: date | None) -> str:
    """Return a deadline in words; none is 长期坚持."""
    return f"{value:%Y-%m-%d}" if value else "长期坚持"
