"""Promise 8: a text says nothing, and is true but dull. Every template × locale × skin."""

import re

import pytest

from app.entry.document import locales
from app.entry.skins import cover_locales, skins
from app.entry.texting import LINK, TEXTS, NoSuchText, wording, wordings
from safety.wording import parts, unfit

ADDRESS = "https://days.example/k/ABCD-EFGH-JKMN-PQRS"
NAMES = ["Harbour", "Amal", "Women's Aid", "Beforehand"]
PAIRS = sorted(
    {(skin, code) for skin in skins() for code in (*locales(), *(c.code for c in cover_locales(skin)))}
)


def test_no_text_tells_names_or_leads_anywhere_unless_that_was_chosen():
    for skin, code in PAIRS:
        texts = wordings(code, skin, ADDRESS)
        assert {each.id for each in texts} == {*TEXTS, LINK}, (skin, code)
        for said, id_ in ((said, each.id) for each in texts for said in (each.hers, each.english)):
            assert unfit(said, NAMES, ADDRESS if id_ == LINK else "") == [], (skin, code, said)
            assert not re.search(r"[{}]|\d", said.replace(ADDRESS, "")), (skin, code, said)
            assert parts(said).count <= 2, (skin, code, said)
        assert unfit(texts[-1].hers, NAMES) == ["an address"], (skin, code)


def test_the_link_is_there_only_where_its_address_is_given():
    assert LINK not in {each.id for each in wordings("en", "plain")}
    with pytest.raises(NoSuchText):
        wording("en", "plain", LINK, drafts=True)


def test_what_nobody_approved_in_a_language_goes_in_no_real_text():
    for each in wordings("ar", "list"):
        assert wording("ar", "list", each.id, drafts=True) == each
        if not each.approved:
            with pytest.raises(NoSuchText):
                wording("ar", "list", each.id, drafts=False)
    assert wording("en", "list", "ring", drafts=False).approved


@pytest.mark.parametrize("id_", ["", "nonsense", "Please ring me when you have a moment."])
def test_nothing_but_ours_can_be_sent(id_):
    with pytest.raises(NoSuchText):
        wording("en", "plain", id_, drafts=True)
