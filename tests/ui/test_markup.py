"""Text never becomes markup."""

from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from gwdash.ui.markup import Html, div, join, span, tag


class Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.text, self.attributes = [], "", []

    def handle_starttag(self, name, attrs):
        self.tags.append(name)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def read(markup):
    reader = Reader()
    reader.feed(markup)
    reader.close()
    return reader


printable = st.text(st.characters(exclude_categories=["Cs", "Cc"]))


@given(printable, printable)
def test_any_text_stays_text(child, title):
    found = read(div("gw", child, title=title))
    assert found.tags == ["div"]
    assert found.text == child
    assert dict(found.attributes) == {"class": "gw", "title": title}


def test_markup_of_this_module_stays_markup():
    assert tag("p", tag("b", "<i>")) == "<p><b>&lt;i&gt;</b></p>"


def test_nothing_leaves_no_trace():
    assert tag("p", None, "a", title=None) == "<p>a</p>"
    assert join([None, "", Html("<b>")]) == "<b>"


def test_names_of_attributes():
    assert tag("i", aria_label="x", class_="y") == '<i aria-label="x" class="y"></i>'
    assert tag("img", src="a") == '<img src="a">'


def test_lists_are_taken_apart():
    assert span("s", ["a", "<"], ("b",)) == '<span class="s">a&lt;b</span>'


@given(printable)
def test_numbers_and_text_are_written_alike(text):
    assert unescape(tag("p", text)[3:-4]) == text
    assert tag("p", 5) == "<p>5</p>"
