"""A code waits its turn before it is tried; nothing else does."""

import pytest

from app.web.limits import EXTENSION, FREE_TRIES, Networks
from tests.app.voice.phone import FORM, opened


@pytest.mark.parametrize("body", ["q=271828", "x=1&q=271828", "%71=271828", "x=1&b1=&q=271828"])
def test_a_try_waits_its_turn_wherever_in_the_body_it_stands(survivor, made, body):
    waited = []
    survivor.application.extensions[EXTENSION] = Networks(waited.append)
    busy = {"REMOTE_ADDR": "198.51.100.7"}
    for _ in range(FREE_TRIES + 3):
        survivor.post(made.path, data=body, content_type=FORM, environ_overrides=busy)
    assert len(waited) == 3


def test_what_is_no_try_waits_for_nothing(survivor, made):
    waited = []
    opened(survivor, made)
    survivor.application.extensions[EXTENSION] = Networks(waited.append)
    busy = {"REMOTE_ADDR": "198.51.100.7"}
    for _ in range(FREE_TRIES + 3):
        survivor.post(made.path, data="b1=words", content_type=FORM, environ_overrides=busy)
    assert waited == []
