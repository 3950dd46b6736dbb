"""The marks of each language: what is wrong is found in every language, and what is right is left alone."""

from collections.abc import Iterator

import pytest

from app.web import catalogues, review
from app.web.locale import SOURCE, catalogue_path, locale_of, locales
from app.web.marks import Marks, every, faults_of_marks, quoted

KINDS = {"question": "?؟？", "stop": ".。۔।።", "comma": ",،，፣"}
LANGUAGES = sorted({one.catalogue for one in locales().values()} - {SOURCE})


def sentences(code: str) -> Iterator[tuple[str, str]]:
    """What the form says in a language, beside the English."""
    for message in review.strings(catalogue_path(locale_of(code), catalogues.FORM)):
        for words in message.string if isinstance(message.string, list | tuple) else [message.string]:
            yield review.singular(message), str(words)


def spoilt(marks: Marks, words: str) -> Iterator[str]:
    """The same with one mark of another language in the place of each kind of its own."""
    for kind, signs in KINDS.items():
        own = getattr(marks, kind)
        if own in words:
            at = words.rindex(own)
            yield from (words[:at] + sign + words[at + 1 :] for sign in signs if sign not in marks.own)


def test_every_language_has_its_marks_and_no_other_has_any() -> None:
    assert {*every()} == {SOURCE, *LANGUAGES}


def test_in_every_language_a_mark_of_another_one_a_lost_end_and_other_digits_are_found() -> None:
    missed = []
    for code in LANGUAGES:
        locale, marks, tried = locale_of(code), every()[code], 0
        for english, words in sentences(code):
            if not english.endswith((".", "?")) or "{" in words[-12:]:
                continue
            planted = [*spoilt(marks, words), words[:-1], f'"{words}', f"{words} ", f"٣{words}"]
            planted += [sign + words for sign in marks.never]
            missed += [(code, each) for each in planted if not [*faults_of_marks(locale, english, each)]]
            tried += len(planted)
        assert tried > 500, code
    assert missed == []


def test_the_english_that_survivors_read_has_its_own_marks() -> None:
    said = [each for part in catalogues.domains() if part != catalogues.KIT for each in _english(part)]
    assert [(each, fault) for each in said for fault in faults_of_marks(locale_of(SOURCE), each, each)] == []


def _english(part: str) -> Iterator[str]:
    for each in catalogues.source_strings(part):
        yield from [each] if isinstance(each, str) else each


@pytest.mark.parametrize(
    ("code", "english", "words", "fault"),
    [
        ("fr", "Is it?", "Est-ce ça?", "a blank too many or too few beside a mark"),
        ("fr", "Is it?", "Est-ce ça ?", "a blank too many or too few beside a mark"),
        ("pl", "Yes, no.", "Tak , nie.", "a blank too many or too few beside a mark"),
        ("pl", "Wait.", "Czekaj...", "three dots where … belongs"),
        ("pl", "Say “yes”.", "Powiedz “tak”.", "marks of another language (“)"),
        ("pl", "Say “yes”.", "Powiedz „tak.", "not as many „ as ”"),
        ("es-419", "Is it?", "Es eso?", "not as many ¿ as ?"),
        ("el", "Is it?", "Είναι?", "marks of another language (?)"),
        ("ro", "How?", "Aşa?", "letters or digits of another way of writing (ş)"),
        ("uk", "Who?", "Кто ты?", "letters or digits of another way of writing (ы)"),
        ("fa", "One.", "يک.", "letters or digits of another way of writing (ي)"),
        ("zh-Hans", "Words.", "這些字。", "letters or digits of another way of writing (這)"),
        ("zh-Hant", "Words.", "这些字。", "letters or digits of another way of writing (这)"),
        ("bn", "Words.", "আমাদের কথাটা.", "marks of another language (.)"),
        ("fr", "An egg.", "E\u0301te\u0301.", "letters put together otherwise than usual (NFC)"),
        ("so", "Age", "Da'da", "marks of another language (')"),
        ("pl", "(one) of two", "(jeden z dwóch", "not as many ( as )"),
    ],
)
def test_what_is_wrong_is_named(code: str, english: str, words: str, fault: str) -> None:
    assert fault in list(faults_of_marks(locale_of(code), english, words))


@pytest.mark.parametrize(
    ("code", "english", "words"),
    [
        ("hi", "Print no. {number}", "छपाई नं. {number}"),
        ("ur", "At 10:30, 1.5 hours.", "10:30 پر، 1.5 گھنٹے۔"),
        ("fr", "Is it?", "Est-ce «\u00a0ça\u00a0»\u00a0?"),
        ("he", "Say “yes”.", "אמרו ״כן״."),
        ("el", "Is it?", "Είναι έτσι;"),
        ("zh-Hant", "Keep this page open.", "請讓這個頁面一直開着。"),
        ("ar", "Call 999.", "اتصلوا بالرقم \u2066999\u2069."),
        ("ar", "Is it {this}?", "هل هو {this}؟"),
        ("en-x-easyread", "Then they should:", "What should they do?"),
    ],
)
def test_what_is_right_is_left_alone(code: str, english: str, words: str) -> None:
    assert list(faults_of_marks(locale_of(code), english, words)) == []


def test_a_language_without_marks_is_a_fault_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.web.marks.every", dict)
    assert list(faults_of_marks(locale_of("pl"), "Yes.", "Tak.")) == ["its language has no line in marks.tsv"]


def test_somebodys_words_stand_in_the_quotes_of_their_language() -> None:
    assert [quoted(code, "A") for code in ("en", "ar", "pl", "fr", "he", "syl")] == [
        "“A”", "«A»", "„A”", "«\u00a0A\u00a0»", "״A״", "“A”",
    ]  # fmt: skip
