"""What may be left for her: dull, true, and of a size that always fits."""

import json
import re

import pytest

from app.entry.document import locales
from app.entry.sentences import MOST_SAID, SENTENCES, reply_words, sentences
from safety.errors import Malformed
from safety.replying import WORDS_BYTES
from safety.wording import telling


def test_any_four_of_them_fit_in_every_language_with_english_beneath():
    sizes = {one: sorted(len(reply_words(one, [id_])) for id_ in SENTENCES)[-MOST_SAID:] for one in locales()}
    assert {one: four for one, four in sizes.items() if sum(four) > WORDS_BYTES} == {}


def test_what_nobody_approved_has_its_english_beneath():
    for locale in locales():
        [line], sentence = json.loads(reply_words(locale, ["rest"])), sentences(locale)[1]
        assert (locale, sentence.id) == (locale, "rest")
        shown = sentence.hers if sentence.approved else {"x": sentence.hers, "e": sentence.english}
        assert (locale, line) == (locale, shown)


def test_they_stand_in_our_order_and_once_each():
    assert json.loads(reply_words("en", ["rest", "read", "rest"])) == [SENTENCES["read"], SENTENCES["rest"]]


@pytest.mark.parametrize("chosen", [[], ["nonsense"], ["read", "nonsense"], list(SENTENCES)])
def test_nothing_but_a_few_of_ours_can_be_left(chosen):
    with pytest.raises(Malformed):
        reply_words("en", chosen)


def test_no_sentence_names_anyone_or_tells_where_and_when():
    too_much = r"\{|\d|[“”\"]|police|meeting|court|refuge|social|child|address|number|call"
    for text in SENTENCES.values():
        assert not re.search(too_much, text)
        assert not telling(text, "en")
