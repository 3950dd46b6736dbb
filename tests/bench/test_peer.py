"""What stands beside our journey is one that can be walked: three questions, a post, a receipt, an exit."""

import brotli
import pytest
from werkzeug.test import Client, TestResponse

from tests.bench.peer import RECEIPT, entry
from tests.bench.wire import SHORT_PATH, WORDS


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(entry())


def _text(answer: TestResponse) -> str:
    return brotli.decompress(answer.data).decode()


def test_its_form_asks_what_ours_does_and_has_a_box_for_each_tap_and_all_words(client):
    page = _text(client.get("/"))
    for question, chip in SHORT_PATH:
        assert f'id="{question}-{chip}" name="{question}" type="checkbox"' in page
        assert f'<textarea class="govuk-textarea" id="{question}-words"' in page


def test_what_is_posted_is_answered_by_a_way_to_the_receipt(client):
    said = {f"{question}-words": WORDS for question, _ in SHORT_PATH}
    answer = client.post("/", data=said)
    assert (answer.status_code, answer.location, answer.data) == (303, RECEIPT, b"")
    receipt = _text(client.get(RECEIPT))
    assert '<h1 class="govuk-panel__title">Sent</h1>' in receipt
    assert "Exit this page" in receipt
    assert "<form" not in receipt
