"""What the bare view is asked beside a page of ours, and what it answers."""

import pytest

from tests.bench.bare import sized
from tests.bench.load import landing, posted, send
from tests.bench.workers import for_bytes

REQUESTS = [landing(80, "/k/abcd"), posted(80, "/k/abcd", {"q": "482617"}), send(80, bytes(300))]


@pytest.mark.parametrize("request_", REQUESTS, ids=["page", "code", "send"])
def test_it_is_asked_with_everything_but_the_address(request_):
    bare = for_bytes(request_, 7)
    assert bare.split(b" ")[1] == b"/b/7"
    assert bare.split(b" ")[:1] + bare.split(b" ")[2:] == request_.split(b" ")[:1] + request_.split(b" ")[2:]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("size", [0, 64, 20_000])
def test_it_hands_out_as_many_bytes_as_ours_did(method, size):
    answer = sized().test_client().open(f"/b/{size}", method=method, data=b"q=482617")
    assert (answer.status_code, len(answer.data)) == (200, size)
