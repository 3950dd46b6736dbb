"""One rule for a case number, whether it is typed or read from an agenda."""

import pytest

from app.cases.agenda import read
from app.cases.wording import reference_faults

NO = {
    "Jane Smith": "like a name",
    "Jane Smith 1990": "like a name",
    "Smith, Jane": "like a name",
    "Anne-Marie O'Neil 7": "like a name",
    "Jane Smith 01/02/1990": "like a name",
    "Jane 01/02/1990": "looks like a date",
    "JS 1.2.90": "looks like a date",
    "1990-02-01": "looks like a date",
    "07400 123456": "telephone",
    "+447400123456": "formula",
    "=1+1": "formula",
    "@SUM": "formula",
}


@pytest.mark.parametrize(("reference", "said"), NO.items())
def test_what_looks_like_a_person_or_a_formula_is_no_case_number(reference, said):
    assert said in reference_faults(reference)[0]
    cell = f'"{reference}"'
    (line,) = read(f"reference,area,meeting date\n{cell},Hackney,2030-06-13\n")
    assert said in line.faults[0]


@pytest.mark.parametrize(
    "reference", ["H-2030-015", "LAN-1", "CASE 1024", "M24/118", "soonest", "H 12 B", "2030/4411", "24-118-2"]
)
def test_a_case_number_is_taken(reference):
    assert reference_faults(reference) == []
