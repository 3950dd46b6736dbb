"""Nothing that stands in clear on the survivors' host tells what this is."""

import pytest

from safety.wording import telling
from tests.clear import in_clear

ADDRESSES = ["/", "/a/plain", "/k/ABCD-EFGH-JKMN-PQRS", "/nothing", "/robots.txt", "/favicon.ico", "/sw.js"]
ADDRESSES += ["/staff/", "/staff/sign-in", "/healthz", "/readyz", "/static/x.css"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_address_answers_with_a_telling_word(survivor, address, language):
    answer = survivor.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert telling(in_clear(answer)) == []


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head", "trace"])
@pytest.mark.parametrize("address", ["/", "/k/ABCD-EFGH-JKMN-PQRS", "/x"])
def test_no_method_is_answered_with_a_telling_word(survivor, address, method):
    answer = survivor.open(address, method=method.upper())
    assert telling(in_clear(answer)) == []


def test_leaving_leads_to_an_address_that_tells_nothing(survivor):
    answer = survivor.get("/x")
    assert answer.status_code == 303
    assert telling(in_clear(answer)) == []


def test_what_is_left_out_of_such_an_answer_is_no_word(survivor):
    answer = survivor.get("/k/ABCD-EFGH-JKMN-PQRS")
    assert in_clear(answer) != answer.text
    assert telling(f"{in_clear(answer)} shelter") == ["shelter"]
