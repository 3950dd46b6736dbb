"""Words of a send that failed: shown once, and only for their minutes."""

from datetime import timedelta

from app.voice import keeping
from safety.retention import kept_end

WORDS = b"b1=a+few+words"


def test_kept_words_are_shown_once(db, keys, now):
    kept = keeping.keep(db, keys, WORDS, now)
    last = kept_end(now) - timedelta(microseconds=1)
    assert [keeping.take_kept(db, keys, kept, last) for _ in range(2)] == [WORDS, None]


def test_at_the_end_of_their_minutes_kept_words_are_shown_no_more(db, keys, now):
    kept = keeping.keep(db, keys, WORDS, now)
    assert keeping.take_kept(db, keys, kept, kept_end(now)) is None
