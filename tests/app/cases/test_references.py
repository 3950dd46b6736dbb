"""One rule for a case number, whether it is typed or read from an agenda."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cases.agenda import read
from app.cases.demo import HELD, PLANS
from app.cases.remembering import folded
from app.cases.wording import has_shape, one_line, reference_faults

NO = {
    "Jane Smith": "like a name",
    "Jane Smith 1990": "like a name",
    "Smith, Jane": "like a name",
    "Anne-Marie O'Neil 7": "like a name",
    "Jane Smith 01/02/1990": "like a name",
    "Fatima": "like a name",
    "Fatima1988": "like a name",
    "nw1 khan": "like a name",
    "KHAN-7": "like a name",
    "Ali 7": "like a name",
    "ali-12": "like a name",
    "SAM 123": "like a name",
    "Eva 2030": "like a name",
    "李7 李明": "like a name",
    "آمنة-12": "like a name",
    "JS 1988": "a year",
    "js1988": "a year",
    "JS": "figures",
    "LAN-": "figures",
    "Jo 01/02/1990": "looks like a date",
    "JS 1.2.90": "looks like a date",
    "1990-02-01": "looks like a date",
    "07400 123456": "telephone",
    "+447400123456": "formula",
    "=1+1": "formula",
    "@SUM": "formula",
}


@pytest.mark.parametrize(("reference", "said"), NO.items())
def test_what_looks_like_a_person_or_a_formula_is_no_case_number(reference, said):
    (fault,) = reference_faults(reference)
    assert said in fault
    assert not re.search("[A-Z]_[A-Z]", fault)  # a setting's name is no word of hers
    cell = f'"{reference}"'
    (line,) = read(f"reference,area,meeting date\n{cell},Hackney,2030-06-13\n")
    assert said in line.faults[0]


@pytest.mark.parametrize(
    "reference",
    [
        "H-2030-015",
        "LAN-1",
        "CASE 1988",
        "M24/118",
        "1988",
        "H 12 B",
        "LH-2030-0417",
        "SAM-0417",
        "IDA 24/118",
        "2030/4411",
        "24-118-2",
        "MARAC-7",
    ],
)
def test_a_case_number_is_taken(reference):
    assert reference_faults(reference) == []


def test_where_the_service_says_what_its_numbers_look_like_those_pass_and_no_others():
    shapes = ("KHAN-9999", "99/AAA")
    for fits in ("KHAN-1988", "khan-0001", "24/abc"):
        assert reference_faults(fits, shapes) == []
    for other in ("H-2030-015", "KHAN-198", "24-abc", "Fatima"):
        assert "KHAN-9999 or 99/AAA" in reference_faults(other, shapes)[0]
    assert "formula" in reference_faults("=1-1", ("=9-9",))[0]
    (line,) = read("reference,area,meeting date\nkhan-1988,Hackney,2030-06-13\n", shapes)
    assert line.faults == ()


@given(st.text(string.ascii_letters + string.digits + " -/.’", min_size=1, max_size=40))
def test_whatever_passes_has_a_figure_and_no_row_of_letters_that_is_a_name(reference):
    if reference_faults(reference) == []:
        assert any(sign.isdigit() for sign in reference)
        rows = "".join(sign if sign.isalpha() else " " for sign in reference).casefold().split()
        known = {"case", "client", "file", "idva", "marac", "number", "referral"}
        assert all(len(row) < 4 or row in known for row in rows)


@given(st.from_regex(r"[A-Z]{2}-[0-9]{4}", fullmatch=True))
def test_a_shape_takes_whatever_has_it(reference):
    assert has_shape(reference, "AA-9999")
    assert reference_faults(reference, ["AA-9999"]) == []


def test_the_demonstration_s_own_references_are_such_as_are_taken():
    assert [fault for plan in (*PLANS, HELD) for fault in reference_faults(f"{plan.word}-1")] == []


@pytest.mark.parametrize("typed", ["XY-77", "xy 77", " XY77", "x.y/77", "Xy–77"])
def test_a_reference_is_the_same_however_its_parts_are_parted(typed: str) -> None:
    assert folded(typed) == "xy77"
    assert (folded("XY-78"), folded(" - "), folded("")) == ("xy78", "-", "")


@pytest.mark.parametrize(
    ("pasted", "kept", "said"),
    [
        ("QXZ\u200e-\u00ad74\u200d99", "QXZ-7499", ""),
        (" QXZ \u00a0\t7499\n", "QXZ 7499", ""),
        ("QXZ\u200b-\u202e7499", "QXZ\u200b-\u202e7499", "right after “\u2068QXZ\u2069”"),
        ("\ufeff7499", "\ufeff7499", "at the very beginning"),
    ],
)
def test_what_nobody_sees_is_left_out_where_it_does_nothing_and_else_refused_by_place(pasted, kept, said):
    assert one_line(pasted) == kept
    assert (said in " ".join(reference_faults(kept))) if said else reference_faults(kept) == []
