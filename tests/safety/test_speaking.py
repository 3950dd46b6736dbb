"""How long words take aloud, and that a cut never changes one, in any script."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.speaking import beginning, parted, seconds, words_in

SCRIPTS = {
    "en": "One two three. " + "word " * 40,
    "zh": "我想要一扇可以上锁的门。" + "我希望孩子们安全地上学" * 10,
    "th": "ฉันอยากให้ประตูล็อกได้ " + "ฉันกลัวว่าเขาจะหาฉันเจอที่บ้าน" * 5,
    "my": "တံခါးသော့ခတ်လို့ရချင်ပါတယ်။" * 8,
    "am": "የሚቆለፍ በር እፈልጋለሁ። " * 15,
    "bn": "আমি এমন একটি দরজা চাই যা তালা দেওয়া যায়। " * 8,
    "ar": "أريد بابًا يُقفل. " * 15,
}


@pytest.mark.parametrize("lang", SCRIPTS)
def test_a_long_text_is_cut_to_whole_sentences_that_take_ten_seconds(lang: str) -> None:
    text = " ".join(SCRIPTS[lang].split())
    kept, cut = beginning(text, 25)
    assert cut
    assert text.startswith(kept)
    assert 0 < words_in(kept) <= 25
    assert seconds(words_in(kept)) <= 10


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("a door that locks", 4), ("我想要一扇门", 3), ("ฉันกลัว", 3), ("我想 OK", 2), ("—", 1)],
)
def test_words_are_counted_in_the_manner_of_their_script(text: str, words: int) -> None:
    assert words_in(text) == words


@given(st.text(), st.integers(1, 40))
def test_a_beginning_is_a_beginning_and_parts_no_letter_from_its_marks(text: str, most: int) -> None:
    whole = " ".join(text.split())
    kept, cut = beginning(text, most)
    assert whole.startswith(kept)
    assert words_in(kept) <= most
    assert cut == (words_in(whole) > most)
    after = whole[len(kept) : len(kept) + 1]
    assert not after or unicodedata.category(after)[0] != "M"


@given(st.text(alphabet="ab. \n\tم٫é🙂我。", max_size=80) | st.text(), st.integers(1, 40))
def test_what_is_cut_and_what_is_beyond_the_cut_are_her_text(text: str, most: int) -> None:
    head, rest = parted(text, most)
    assert head + rest == text
    kept, cut = beginning(text, most)
    assert (" ".join(head.split()), bool(rest)) == (kept, cut)


@pytest.mark.parametrize(("words", "took"), [(0, 0), (1, 5), (150, 60), (200, 80), (225, 90)])
def test_a_hundred_and_fifty_words_take_a_minute(words: int, took: int) -> None:
    assert seconds(words) == took
