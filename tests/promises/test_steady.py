"""Where words stand that somebody typed freely, no sign in them turns other letters round (safety.speaking).

Of the rooms that show a survivor's words, or what staff write down as it was said. What other rooms show was
refused or made plain before it was kept (test_forms.py).
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.live import ROOT

ROOMS = ("desk", "inbox", "messaging", "translating", "quotes", "review")
TEMPLATES = [path for room in ROOMS for path in sorted((ROOT / "app" / room / "templates").rglob("*.html"))]
NAMES = {"rest", "english_rest", "say", "wait", "match", "behind", "edited"}  # typed words
VOID = {"input", "br", "hr", "img", "link", "meta", "col"}
MARK, WAY = "\ue000", "\ue001"  # something that is printed; the direction that a text itself has


class Within(HTMLParser):
    """Which printed things stand where the words decide the direction: those are typed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[tuple[str, bool]] = []
        self.found: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        way, kind = dict(attrs).get("dir") or "", dict(attrs).get("class") or ""
        self._ours(self.get_starttag_text() or "")
        if tag not in VOID:
            typed = tag != "textarea" and (way in ("auto", WAY) or "hers-words" in kind)
            self.open.append((tag, typed))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.found += [any(typed for _tag, typed in self.open)] * (data.count(MARK) + data.count(WAY))

    def handle_comment(self, data: str) -> None:
        self._ours(data)  # a closing tag whose name is printed

    def _ours(self, tag: str) -> None:
        self.found += [False] * (tag.count(MARK) + tag.count(WAY))


def printed(found: nodes.Node) -> Iterator[nodes.Expr | str]:
    """All that a template prints, in its order: text as it is, expressions as such."""
    for child in found.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr) and isinstance(found, nodes.Output):
            yield child
        elif not isinstance(child, nodes.Expr):
            yield from printed(child)


def is_steady(one: nodes.Expr) -> bool:
    """Held still, or words of ours: a literal, a sentence, what a macro gives, which is walked by itself."""
    if isinstance(one, nodes.Filter):
        return one.name == "steady"
    if isinstance(one, nodes.CondExpr):
        return all(is_steady(each) for each in (one.expr1, one.expr2) if each)
    if isinstance(one, nodes.Concat):
        return all(is_steady(each) for each in one.nodes)
    if isinstance(one, nodes.Getitem):
        return isinstance(one.node, nodes.Name)  # one of a list of ours
    return isinstance(one, nodes.Const) or (isinstance(one, nodes.Call) and name_of(one) not in NAMES)


def called(one: nodes.Expr) -> str:
    """The name of what is called, of what is called."""
    return getattr(one.node, "name", "") if isinstance(one, nodes.Call) else ""


def name_of(one: nodes.Expr) -> str:
    """What is printed, by its last name; of `theirs.say.get(name)` it is `say`."""
    if isinstance(one, nodes.Call) and isinstance(one.node, nodes.Getattr) and one.node.attr == "get":
        one = one.node.node
    return one.attr if isinstance(one, nodes.Getattr) else ""


def loose(source: str) -> list[str]:
    """Typed words that a template prints as they came, itself or by a macro that it has for them."""
    tree = Environment(autoescape=True).parse(source)
    every = list(printed(tree))
    expressions = [one for one in every if not isinstance(one, str)]
    parser, marks = Within(), {id(one): WAY if called(one) == "direction" else MARK for one in expressions}
    parser.feed("".join(one if isinstance(one, str) else marks[id(one)] for one in every))
    parser.close()
    assert len(parser.found) == len(expressions), "a place was lost"
    within = [one for one, typed in zip(expressions, parser.found, strict=True) if typed]
    by_macro = [
        one
        for macro in tree.find_all(nodes.Macro)
        if macro.name in {called(each) for each in within}
        for one in printed(macro)
        if not isinstance(one, str)
    ]
    named = [one for one in expressions if name_of(one) in NAMES]
    every_one = {id(one): one for one in (*within, *by_macro, *named)}
    return [f"line {one.lineno}: {one}" for one in every_one.values() if not is_steady(one)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_place_that_shows_typed_words_holds_them_still(path: Path) -> None:
    assert loose(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        '<p dir="auto">{{ one.thing }}</p>',
        '<blockquote class="hers-words">a{% if b %}{{ c }}{% endif %}</blockquote>',
        "<i>{{ one.quote.english_rest }}</i>",
        '<div dir="auto"><br>{{ _("Kept:") }} {{ theirs.say.get(name) }}</div>',
        '{% macro m(some) %}{{ some }}{% endmacro %}<p dir="auto">{{ m(one) }}</p>',
        '<b dir="{{ direction(wish) }}">{{ wish }}</b>',
    ],
)
def test_the_walk_sees_one_that_does_not(source: str) -> None:
    assert len(loose(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        '<p dir="auto">{{ one.thing | steady }}{{ " …" if one.cut }}</p><p>{{ one.thing }}</p>',
        '<i dir="{{ direction(one.text) }}">{{ one.text | steady }}</i>',
        '<label>{{ field.label.text }}</label><textarea dir="auto">{{ typed }}</textarea>',
    ],
)
def test_and_asks_nothing_of_the_others(source: str) -> None:
    assert loose(source) == []
