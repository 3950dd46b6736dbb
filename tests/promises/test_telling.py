"""Nothing that stands in clear on the survivors' host tells what this is."""

import pytest

from safety.wording import telling

ADDRESSES = ["/", "/a/plain", "/k/ABCD-EFGH-JKMN-PQRS", "/nothing", "/robots.txt", "/favicon.ico", "/sw.js"]
ADDRESSES += ["/staff/", "/staff/sign-in", "/healthz", "/readyz", "/static/x.css"]


def _in_clear(answer):
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return f"{headers}\n{answer.text}"


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_address_answers_with_a_telling_word(survivor, address, language):
    answer = survivor.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200
    assert telling(_in_clear(answer)) == []


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "head", "trace"])
@pytest.mark.parametrize("address", ["/", "/k/ABCD-EFGH-JKMN-PQRS", "/x"])
def test_no_method_is_answered_with_a_telling_word(survivor, address, method):
    answer = survivor.open(address, method=method.upper())
    assert telling(_in_clear(answer)) == []


def test_leaving_leads_to_an_address_that_tells_nothing(survivor):
    answer = survivor.get("/x")
    assert answer.status_code == 303
    assert telling(_in_clear(answer)) == []
