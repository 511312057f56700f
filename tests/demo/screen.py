"""A page as its reader gets it: run whole, its markup parsed, its numbers counted."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from streamlit.testing.v1 import AppTest

_SHELL = Path(__file__).parents[2] / "gwdash" / "ui" / "shell.py"
_SECONDS = 60
_VOID = {"br", "hr", "img"}
#: What a pointer, or somebody who listens, gets besides the text.
_SPOKEN = ("title", "aria-label")


def opened(home, page="overview", **address):
    """Run a page of a workspace with an address; return its markup as one tree, and the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GWDASH_HOME", str(home))
        app = AppTest.from_file(str(_SHELL), default_timeout=_SECONDS)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        if page != "overview":
            app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception, app.exception[0].value
    bodies = [element.proto.body for element in app.get("html")]
    return tree("".join(body for body in bodies if not body.startswith("<style>"))), app


def tree(markup):
    """Parse markup into elements."""
    reader = _Reader()
    reader.feed(f"<main>{markup}</main>")
    return reader.made.close()


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.made = ET.TreeBuilder()

    def handle_starttag(self, tag, attrs):
        self.made.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self.made.end(tag)

    def handle_endtag(self, tag):
        self.made.end(tag)

    def handle_data(self, data):
        self.made.data(data)


def classed(node, name):
    """All elements with a class, in their order."""
    return [one for one in node.iter() if name in one.get("class", "").split()]


def only(node, name):
    """The one element with a class."""
    (found,) = classed(node, name)
    return found


def text(node):
    """An element's text."""
    return "".join(node.itertext())


def numbers(*nodes):
    """How often each number is written in elements, or said of them."""
    said = [piece for node in nodes for piece in node.itertext()]
    said += [one.get(name, "") for node in nodes for one in node.iter() for name in _SPOKEN]
    return Counter(n for words in said for n in re.findall(r"\d+(?:\.\d+)?", words))
