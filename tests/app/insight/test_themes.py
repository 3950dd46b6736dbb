"""Which themes her chips carry: at most three, in the order in which they are asked."""

from hypothesis import given
from hypothesis import strategies as st

from app.entry.service import form_of
from app.insight.service import MOST, themes, themes_of
from app.insight.themes import ASKED, _carried

FORMS = (form_of("live"), form_of("after"))
QUESTIONS = [
    one for form in FORMS for one in (*form.questions, *(q for c in form.cards for q in c.questions))
]
CHIPS = {one.id: [chip.id for chip in one.chips] for one in QUESTIONS}


def test_every_chip_of_the_list_is_one_of_the_forms_and_every_theme_is_known() -> None:
    for (question, chip), theme in _carried().items():
        assert chip in CHIPS[question]
        assert theme in themes()
    assert len(themes()) == 24


def test_the_first_three_distinct_ones_count_in_the_order_of_asking() -> None:
    tapped = {"worry": ["hurt"], "not": ["police", "letters", "family"], "want": ["home"]}
    assert themes_of(tapped) == ("T19", "T05", "T07")


@given(
    st.dictionaries(
        st.sampled_from([*ASKED, "avoid", "odd"]),
        st.lists(st.text(max_size=8) | st.sampled_from(["home", "hurt", "police", "lot", "else"])),
    )
)
def test_whatever_is_tapped_there_are_at_most_three_each_once(tapped: dict[str, list[str]]) -> None:
    found = themes_of(tapped)
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= themes().keys()
