"""Reading an agenda as spreadsheets write it: rows, or sentences that say what to do."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from app.cases.agenda import COLUMNS, MOST_BYTES, TEMPLATE, Unreadable, read, text_of
from app.cases.wording import RUN_BY_SPREADSHEETS
from app.insight.tables import as_csv
from tests.naughty import naughty

HEAD = "reference,area,meeting date,worker\r\n"
ROW = "H-2030-014,Hackney,2030-06-13,\r\n"


def rows(raw: bytes):
    return read(text_of(raw))


@pytest.mark.parametrize(
    "raw",
    [
        (HEAD + ROW).encode(),
        (HEAD + ROW).encode("utf-8-sig"),
        (HEAD + ROW).encode("utf-16"),
        b"\xfe\xff" + (HEAD + ROW).encode("utf-16-be"),
        (HEAD + ROW).replace(",", ";").encode("cp1252"),
        (HEAD + ROW).replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + (HEAD + ROW).replace(",", ";")).encode(),
        (HEAD + ROW).replace("\r\n", "\n").encode(),
        (HEAD + ROW).replace("\r\n", "\r").encode(),
        (HEAD + "\r\n,,,\r\n" + ROW).encode(),
        b' Reference ,"AREA",Meeting_Date,Worker,Notes\r\n="H-2030-014",E09000012,13/06/2030 00:00,,x\r\n',
        (HEAD + '"H-2030-014","London Borough of Hackney","13 June 2030",""\r\n').encode(),
    ],
)
def test_the_same_row_is_read_however_it_was_written(raw: bytes) -> None:
    (found,) = rows(raw)
    assert (found.reference, found.area_code, found.on) == ("H-2030-014", "E09000012", date(2030, 6, 13))
    assert found.faults == ()


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "must name the columns"),
        (b"PK\x03\x04 a workbook", "CSV UTF-8"),
        ((HEAD + ROW).encode("utf-16-le"), "cannot be read"),
        (b"one,two\r\n1,2\r\n", "reference, area, meeting date"),
        (HEAD.encode(), "no row"),
        (TEMPLATE.encode(), "no row"),
        ((HEAD + ROW * 501).encode(), "more than 500 rows"),
        (b"x" * (MOST_BYTES + 1), "too large"),
        ((HEAD + '"H-1,Hackney').encode(), "breaks off"),
        (b"Reference,area,AREA,meeting date\r\nH-1,Hackney,Camden,13/06/2030\r\n", "same name: area"),
        ((HEAD + ROW).encode("utf-16")[:-1], "cannot be read"),
        ((HEAD + "H-1,Hackney,13/06/2030,a\0").encode(), "cannot be read"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(raw: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        rows(raw)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",Hackney,2030-06-13,", "case number"),
        ("=1+1,Hackney,2030-06-13,", "formula"),
        ("@SUM(A1),Hackney,2030-06-13,", "formula"),
        ("+44 1,Hackney,2030-06-13,", "formula"),
        ('"=HYPERLINK(""http://x"")",Hackney,2030-06-13,', "formula"),
        ("Amal Person,Hackney,2030-06-13,", "reads like a name"),
        ("H" * 41 + ",Hackney,2030-06-13,", "too long"),
        ("H-1,Atlantis,2030-06-13,", "borough"),
        ("H-1,Hackney,soon,", "2030-06-13"),
        ("H-1,Hackney,31/02/2030,", "2030-06-13"),
        ("H-1,Hackney,47647,", "2030-06-13"),
        ("H-1", "borough"),
        ("H-1,Hackney,13/06/2030,Bea, Amal", "more cells"),
        ("H-1,Hackney,13/06/2030,Bea;=1+1,x", "more cells"),
    ],
)
def test_a_row_that_is_wrong_says_what_to_put_right(row: str, said: str) -> None:
    (found,) = rows((HEAD + row).encode())
    assert any(said in fault for fault in found.faults)
    assert found.number == 2


def test_cells_that_say_nothing_may_stand_beyond_the_columns() -> None:
    (found,) = rows((HEAD + "H-1,Hackney,13/06/2030,,, ,\r\n").encode())
    assert found.faults == ()


def test_a_naughty_text_in_a_cell_stays_in_its_cell_and_its_row_alone() -> None:
    for text in naughty()[0]:
        odd = text.encode("utf-8", "replace").decode().replace("\0", "")
        body = [[odd, "Hackney", "13/06/2030", ""], ["H-9", "Hackney", "13/06/2030", odd]]
        first, second = rows(as_csv(COLUMNS, body))
        assert first.on == second.on == date(2030, 6, 13)
        assert (first.area_code, second.reference, second.faults) == ("E09000012", "H-9", ())
        assert not first.reference.startswith(RUN_BY_SPREADSHEETS) or first.faults


def test_letters_that_are_no_letters_do_not_reach_a_reference() -> None:
    (found,) = rows((HEAD + "H\u202e-1\u200b\x07,Hackney,2030-06-13,").encode())
    assert found.reference == "H-1"
    assert found.faults == ("A letter in it cannot be seen, right after “\u2068H\u2069”. Write it again.",)
    (pasted,) = rows((HEAD + "H\u200e-1\u00ad,Hack\u200bney,2030-06-13\u200b,").encode())
    assert (pasted.reference, pasted.on, pasted.faults) == ("H-1", date(2030, 6, 13), ())


@given(some.binary(max_size=400))
def test_no_bytes_do_more_than_be_refused(raw: bytes) -> None:
    try:
        found = rows(raw)
    except Unreadable:
        return
    assert all(line.reference.isprintable() for line in found)


@given(some.lists(some.lists(some.text(max_size=20), min_size=4, max_size=4), min_size=1, max_size=5))
def test_no_cells_do_more_than_be_named(cells: list[list[str]]) -> None:
    body = "\r\n".join(",".join('"' + one.replace('"', '""') + '"' for one in row) for row in cells)
    try:
        found = read(HEAD + body)
    except Unreadable:
        return
    assert len(found) <= len(cells)
