"""Markup whose text cannot become markup: everything that is not already `Html` is escaped.

Every text cell of a ledger may be hostile; only this module turns text into HTML.
"""

from collections.abc import Iterable
from html import escape

#: Python words that cannot be keyword names, as their attribute.
_ATTRIBUTES = {"class_": "class", "for_": "for"}
_VOID = frozenset({"br", "hr", "img"})


class Html(str):
    """Text that is markup already, made by this module."""

    __slots__ = ()


def tag(name: str, *children: object, **attributes: object) -> Html:
    """Return an element; text children and attribute values are escaped, None is left out.

    Attribute names use underscores for hyphens; ``class_`` and ``for_`` lose their underscore.
    """
    pairs = "".join(
        f' {_ATTRIBUTES.get(key, key.replace("_", "-"))}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in _VOID:
        return Html(f"<{name}{pairs}>")
    return Html(f"<{name}{pairs}>{join(children)}</{name}>")


def join(children: Iterable[object]) -> Html:
    """Return children one after the other, text escaped; None and empty ones vanish."""
    return Html("".join(_text(child) for child in children if child is not None))


def _text(child: object) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, list | tuple):
        return join(child)
    return escape(str(child))


def div(class_: str, *children: object, **attributes: object) -> Html:
    """Return a ``div`` with a class."""
    return tag("div", *children, class_=class_, **attributes)


def span(class_: str, *children: object, **attributes: object) -> Html:
    """Return a ``span`` with a class."""
    return tag("span", *children, class_=class_, **attributes)
