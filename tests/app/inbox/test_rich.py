"""What staff write, as nodes: what may stay stays, the same again if nothing is changed; all else is text."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.inbox.rich import nodes_of, refused_links, source_of
from safety.errors import Malformed, TooBig
from safety.nodes import MOST_LETTERS, address_ok, checked, letters, unseen

CALL = ["a", "tel:02079460000", "020 7946 0000"]
MARKS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<h2>",
        "</h2>",
        "<ul>",
        "<li>",
        "</li>",
        "</ul>",
        "<strong>",
        "</strong>",
        "<br>",
        "\n\n",
        "\n",
        "<a href='tel:999'>",
        "<a href='//x'>",
        "</a>",
        "020 7946 0000",
        "https://x.example/a",
        "<script>",
        "&lt;b&gt;",
    ]
)


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("", []),
        (" \n\n ", []),
        ("<p></p><ul><li></li></ul>", []),
        ("One.\nTwo.\n\nThree.", [["p", "One.", ["br"], "Two."], ["p", "Three."]]),
        ("Ring 020 7946 0000 now", [["p", "Ring ", CALL, " now"]]),
        (
            "<h3>Who</h3>us<ul><li>a<li><p>b</p></ul>",
            [["h", "Who"], ["p", "us"], ["ul", ["li", "a"], ["li", "b"]]],
        ),
        ("<p>We <b>do</b> <i>ring</i></p>", [["p", "We ", ["strong", "do"], " ring"]]),
        ("<a href='tel:020 7946 0000'>Us</a>", [["p", ["a", "tel:02079460000", "Us"]]]),
        (
            "see https://h.example.com/a?b=1&c",
            [["p", "see ", ["a", "https://h.example.com/a?b=1&c", "https://h.example.com/a?b=1&c"]]],
        ),
        ("a@h.example.com", [["p", ["a", "mailto:a@h.example.com", "a@h.example.com"]]]),
        ("<a href='//h.example'>x</a> 👩‍👧 &lt;b&gt;", [["p", "x 👩‍👧 <b>"]]),
        ("مرحبا\n\nاتصلوا: 020 7946 0000", [["p", "مرحبا"], ["p", "اتصلوا: ", CALL]]),
    ],
)
def test_what_is_written_becomes_nodes(source, nodes):
    assert nodes_of(source) == nodes
    assert nodes_of(source_of(nodes)) == nodes


@pytest.mark.parametrize(
    "address",
    [
        "//x.example",
        "/x",
        "",
        "javascript:1",
        "https:x",
        "https://a@b.example",
        "tel:*#06#",
        "data:,x",
        "ftp://x.example",
        "https://x",
        "mailto:a",
        "mailto:a@b.example?bcc=c@d.example",
        "https://x.example/\u202e",
        " https://x.example",
    ],
)
def test_an_address_that_leads_nowhere_is_refused(address):
    assert not address_ok(address)


@pytest.mark.parametrize(
    "address", ["tel:999", "tel:+442079460000", "https://x.example/a", "mailto:a@b.example"]
)
def test_a_whole_address_is_not(address):
    assert address_ok(address)
    assert refused_links(f"<a href='{address}'>x</a><a href='//y'>y</a>") == ["//y"]


@given(st.lists(MARKS | st.text(max_size=8), max_size=24).map("".join))
@example("0\xa00")
@example("0  0")
def test_whatever_is_written_only_nodes_come_out_and_they_stay_what_they_are(source):
    nodes = _nodes_if_any(source)
    assert unseen(source) if nodes is None else checked(nodes) == nodes == nodes_of(source_of(nodes))


def _nodes_if_any(source):
    try:
        return nodes_of(source)
    except Malformed:
        return None


def test_what_is_too_long_is_refused_whole():
    assert letters(nodes_of("x" * MOST_LETTERS)) == MOST_LETTERS
    with pytest.raises(TooBig):
        nodes_of("x" * (MOST_LETTERS + 1))


@pytest.mark.parametrize(
    "page",
    [
        None,
        {},
        "p",
        [1],
        [["script", "x"]],
        [["p"]],
        [["p", ["a", "//x", "x"]]],
        [["p", ["p", "x"]]],
        [["ul", "x"]],
        [["p", "\u202e"]],
        [["p", ["br", "x"]]],
        [["p", ["strong", ["a", "tel:999", "x"]]]],
        [["ul", ["ul", ["li", "x"]]]],
    ],
)
def test_what_is_no_page_is_never_shown(page):
    with pytest.raises(Malformed):
        checked(page)
